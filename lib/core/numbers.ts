import { typeName } from './bytes.ts';

export const INT_MIN = -0x80000000;
export const INT_MAX = 0x7fffffff;

/**
 * An argument that C takes as an int. A boolean may stand for 0 and 1, as in Python.
 *
 * @param where - the call and its argument, for the message: `"listen() argument 'backlog'"`.
 * @param most - the largest value; more than `INT_MAX` where C's type is unsigned.
 * @throws TypeError if it is no integer, RangeError if it is out of range.
 */
export function intArgument(value: unknown, where: string, least = INT_MIN, most = INT_MAX): number {
  if (typeof value === 'number' && Number.isInteger(value)) {
    if (value >= least && value <= most) return value;
    throw new RangeError(`${where} must be from ${least} to ${most}, not ${value}`);
  }
  if (typeof value === 'boolean') return Number(value);
  throw new TypeError(`${where} must be an integer, not ${typeof value === 'number' ? value : `'${typeName(value)}'`}`);
}

/** The same, with a value for one that was left out. */
export function optionalInt(value: unknown, preset: number, where: string, least?: number, most?: number): number {
  return value === undefined ? preset : intArgument(value, where, least, most);
}
