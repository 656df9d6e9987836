/** Checked reading of arguments, with the messages of `native/args.h`: what does not fit is a TypeError that names it. */
import { isUint8Array } from 'node:util/types';
import { ADDRESS_DATA, ADDRESS_SIZE, AddressRecord, INET_LENGTH, INET6_LENGTH } from '../address.ts';
import { constants } from './constants.ts';

const { AF_INET, AF_INET6 } = constants;

/** The error of an argument. The first is 1. */
export function misuse(call: string, index: number, expected: string): TypeError {
  return new TypeError(`${call}() argument ${index} must be ${expected}`);
}

/** A number that is an int of C. */
export function int(call: string, index: number, value: unknown): number {
  // `| 0` is the number itself for ints alone; for -0 it is 0, and the two are equal.
  if (typeof value === 'number' && (value | 0) === value) return value | 0;
  throw misuse(call, index, 'a number that is an int of C');
}

/** A string that C could read: no NUL inside. */
export function text(call: string, index: number, value: unknown): string {
  if (typeof value !== 'string') throw misuse(call, index, 'a string');
  if (value.includes('\0')) throw misuse(call, index, 'a string without a NUL');
  return value;
}

/** The same, where `null` means that there is none. */
export function textOrNull(call: string, index: number, value: unknown): string | null {
  return value === null ? null : text(call, index, value);
}

/** At least so many bytes. */
export function bytes(call: string, index: number, value: unknown, least: number): Uint8Array {
  if (isUint8Array(value) && value.byteLength >= least) return value;
  throw misuse(call, index, 'a Uint8Array that is long enough');
}

/** An address record whose length is one that its family can have. The bytes are copied. */
export function record(call: string, index: number, value: unknown): AddressRecord {
  const given = bytes(call, index, value, ADDRESS_SIZE);
  // A copy, because the words of one that begins at an odd byte could not be read.
  const copy = new AddressRecord(Uint8Array.from(given.subarray(0, ADDRESS_SIZE)));
  const { family, length } = copy;
  const fits =
    family === AF_INET
      ? length === INET_LENGTH
      : family === AF_INET6
        ? length === INET6_LENGTH
        : length >= 0 && length <= ADDRESS_SIZE - ADDRESS_DATA && family >= 0 && family <= 0xffff;
  if (!fits) throw misuse(call, index, 'an address record');
  return copy;
}
