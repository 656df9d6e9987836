import { isUint8Array } from 'node:util/types';
import { ADDRESS_SIZE } from '../address.ts';
import { misuse } from './check.ts';

// Arguments that are memory, read as `native/args.h` reads them; the others are in `check.ts`.

const INT_MAX = 0x7fffffff;

/** `(bytes, offset, length)`, as a view; the bytes alone are all of them, where a call has that form. */
export function span(call: string, index: number, bytes: unknown, offset: unknown, length: unknown): Uint8Array {
  if (!isUint8Array(bytes)) throw misuse(call, index, 'a Uint8Array');
  const total = bytes.length;
  if (!isSize(offset, total) || !isSize(length, total - offset)) {
    throw misuse(call, index, 'a Uint8Array with an offset and a length inside it');
  }
  return bytes.subarray(offset, offset + length);
}

export function whole(call: string, index: number, bytes: unknown): Uint8Array {
  if (isUint8Array(bytes)) return bytes;
  throw misuse(call, index, 'a Uint8Array');
}

/** The length that stands for bytes that are not there: `null, 0, length`. */
export function nullLength(call: string, index: number, length: unknown): number {
  if (isSize(length, INT_MAX)) return length;
  throw misuse(call, index, 'null, 0 and a length');
}

function isSize(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}

/** An address record. */
export function record(call: string, index: number, value: unknown): Uint8Array {
  if (isUint8Array(value) && value.length >= ADDRESS_SIZE) return value;
  throw misuse(call, index, 'an address record');
}

/** An Int32Array. */
export function words(call: string, index: number, value: unknown): Int32Array {
  if (value instanceof Int32Array) return value;
  throw misuse(call, index, 'an Int32Array');
}
