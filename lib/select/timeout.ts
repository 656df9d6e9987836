import { typeName } from '../core/bytes.ts';

/**
 * A time-out of a wait.
 *
 * @param unit - what it counts, for the message.
 * @returns the number, or `null` for a wait without end.
 * @throws TypeError if it is no number, RangeError if it is NaN.
 */
export function secondsArgument(timeout: unknown, where: string, unit = 'seconds'): number | null {
  if (timeout === null || timeout === undefined) return null;
  if (typeof timeout !== 'number') {
    throw new TypeError(
      `${where}() argument 'timeout' must be a number of ${unit} or null, not '${typeName(timeout)}'`,
    );
  }
  if (Number.isNaN(timeout)) throw new RangeError(`${where}() argument 'timeout': Invalid value NaN (not a number)`);
  return timeout;
}

/** The same, where a negative time-out waits without end too. */
export function endlessIfNegative(timeout: unknown, where: string, unit?: string): number | null {
  const value = secondsArgument(timeout, where, unit);
  return value !== null && value < 0 ? null : value;
}
