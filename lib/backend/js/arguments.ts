import { ADDRESS_SIZE } from '../address.ts';

// What the addon's argument reader does: an argument that does not fit is a TypeError, which names the call and the
// argument, counted from 1.

const INT_MIN = -0x80000000;
const INT_MAX = 0x7fffffff;

function refuse(call: string, index: number, expected: string): never {
  throw new TypeError(`${call}() argument ${index} must be ${expected}`);
}

/** An int of C. */
export function int(call: string, index: number, value: unknown): number {
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= INT_MIN && value <= INT_MAX;
  return fits ? value : refuse(call, index, 'a number that is an int of C');
}

/** `(bytes, offset, length)`, as a view; the bytes alone are all of them, where a call has that form. */
export function span(call: string, index: number, bytes: unknown, offset: unknown, length: unknown): Uint8Array {
  if (!isUint8Array(bytes)) refuse(call, index, 'a Uint8Array');
  const total = bytes.length;
  if (!isSize(offset, total) || !isSize(length, total - offset)) {
    refuse(call, index, 'a Uint8Array with an offset and a length inside it');
  }
  return bytes.subarray(offset, offset + length);
}

export function whole(call: string, index: number, bytes: unknown): Uint8Array {
  return isUint8Array(bytes) ? bytes : refuse(call, index, 'a Uint8Array');
}

/** The length that stands for bytes that are not there: `null, 0, length`. */
export function nullLength(call: string, index: number, length: unknown): number {
  return isSize(length, INT_MAX) ? length : refuse(call, index, 'null, 0 and a length');
}

function isSize(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}

/** An address record. */
export function record(call: string, index: number, value: unknown): Uint8Array {
  return isUint8Array(value) && value.length >= ADDRESS_SIZE ? value : refuse(call, index, 'an address record');
}

/** An Int32Array. */
export function words(call: string, index: number, value: unknown): Int32Array {
  return value instanceof Int32Array ? value : refuse(call, index, 'an Int32Array');
}

function isUint8Array(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}
