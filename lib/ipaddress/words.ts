/**
 * An address is four 32-bit words, most significant first; IPv4 has the last, `d`, alone. Words are signed, because V8
 * keeps a signed 32-bit integer in an object for nothing, and allocates for anything larger.
 */
export interface Words {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** Where a parser leaves what it read, and a constructor that is given `SCRATCH` finds it. */
export const scratch: Words = { a: 0, b: 0, c: 0, d: 0 };

/** Stands for "the value in `scratch`" as a constructor's argument: nobody outside can name it. */
export const SCRATCH: unique symbol = Symbol('scratch');

export const MAX_V4 = 0xffff_ffff;
export const MAX_V6 = (1n << 128n) - 1n;

const view = new DataView(new ArrayBuffer(16));

/** Puts an unsigned integer below 2^128 into `scratch`. */
export function loadInteger(value: bigint): void {
  view.setBigUint64(0, value >> 64n);
  view.setBigUint64(8, BigInt.asUintN(64, value));
  scratch.a = view.getInt32(0);
  scratch.b = view.getInt32(4);
  scratch.c = view.getInt32(8);
  scratch.d = view.getInt32(12);
}

/** The unsigned integer that four words are. */
export function toInteger(a: number, b: number, c: number, d: number): bigint {
  view.setInt32(0, a);
  view.setInt32(4, b);
  view.setInt32(8, c);
  view.setInt32(12, d);
  return (view.getBigUint64(0) << 64n) | view.getBigUint64(8);
}

/** A word with its `length` upper bits set; a `length` outside 0 to 32 is taken as the nearer of the two. */
export function maskWord(length: number): number {
  // A shift by 32 is a shift by 0 in JavaScript.
  if (length <= 0) return 0;
  return length >= 32 ? -1 : -1 << (32 - length);
}
