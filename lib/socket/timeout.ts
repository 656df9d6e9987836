import { typeName } from '../core/bytes.ts';

/** A C long of nanoseconds holds no more seconds. */
const LONGEST = 9_223_372_036;

/**
 * A time-out as `settimeout` takes it.
 *
 * @returns seconds, or `null` for none.
 * @throws TypeError if it is no number, RangeError if it is negative, NaN or beyond what the clock holds.
 */
export function timeoutArgument(value: unknown, where: string): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'number' && typeof value !== 'boolean') {
    throw new TypeError(`${where} must be a number of seconds or null, not '${typeName(value)}'`);
  }
  const seconds = Number(value);
  if (Number.isNaN(seconds)) throw new RangeError(`${where}: Invalid value NaN (not a number)`);
  if (seconds < 0) throw new RangeError(`${where}: Timeout value out of range`);
  if (seconds > LONGEST) throw new RangeError(`${where}: timestamp too large`);
  return Math.abs(seconds); // -0 is 0.
}

let preset: number | null = null;

/** The time-out that new sockets start with: seconds, or `null` for none. Python's `socket.getdefaulttimeout`. */
export function getdefaulttimeout(): number | null {
  return preset;
}

/**
 * Sets the time-out that new sockets of this thread start with. Python's `socket.setdefaulttimeout`.
 *
 * @param timeout - seconds, or `null` for none.
 */
export function setdefaulttimeout(timeout: number | null): void {
  preset = timeoutArgument(timeout, "setdefaulttimeout() argument 'timeout'");
}
