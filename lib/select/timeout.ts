import { typeName } from '../core/bytes.ts';

/** The longest time-out in seconds: 2 ** 63 nanoseconds, as in Python. */
const LONGEST = 2 ** 63 / 1e9;

/**
 * A time-out of a wait.
 *
 * @param most - the longest that Python takes.
 * @param unit - what it counts, for the message.
 * @returns the number, or `null` for a wait without end.
 * @throws TypeError if it is no number, RangeError if it is NaN or more than `most`.
 */
export function secondsArgument(timeout: unknown, where: string, most = LONGEST, unit = 'seconds'): number | null {
  if (timeout === null || timeout === undefined) return null;
  if (typeof timeout !== 'number') {
    throw new TypeError(
      `${where}() argument 'timeout' must be a number of ${unit} or null, not '${typeName(timeout)}'`,
    );
  }
  if (Number.isNaN(timeout)) throw new RangeError(`${where}() argument 'timeout': Invalid value NaN (not a number)`);
  if (timeout > most) throw new RangeError(`${where}() argument 'timeout' is too large: ${timeout} ${unit}`);
  return timeout;
}

/** The same, where a negative time-out waits without end too. */
export function endlessIfNegative(timeout: unknown, where: string, most?: number, unit?: string): number | null {
  const value = secondsArgument(timeout, where, most, unit);
  return value !== null && value < 0 ? null : value;
}
