import { typeName } from '../core/bytes.ts';

/** poll(2) and epoll_wait(2) take an int of milliseconds. */
const INT_MAX = 0x7fffffff;

/**
 * A time-out of a wait.
 *
 * @param unit - what it counts, for the message.
 * @returns the number, or `null` for a wait without end.
 * @throws TypeError if it is no number, RangeError if it is NaN, or more than 24.8 days.
 */
export function secondsArgument(
  timeout: unknown,
  where: string,
  unit: 'seconds' | 'milliseconds' = 'seconds',
): number | null {
  if (timeout === null || timeout === undefined) return null;
  if (typeof timeout !== 'number') {
    throw new TypeError(
      `${where}() argument 'timeout' must be a number of ${unit} or null, not '${typeName(timeout)}'`,
    );
  }
  if (Number.isNaN(timeout)) throw new RangeError(`${where}() argument 'timeout': Invalid value NaN (not a number)`);
  if (timeout * (unit === 'seconds' ? 1000 : 1) > INT_MAX) {
    throw new RangeError(`${where}() argument 'timeout' is too large`);
  }
  return timeout;
}

/** The same, where a negative time-out waits without end too. */
export function endlessIfNegative(timeout: unknown, where: string, unit?: 'seconds' | 'milliseconds'): number | null {
  const value = secondsArgument(timeout, where, unit);
  return value !== null && value < 0 ? null : value;
}
