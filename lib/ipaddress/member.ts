import { IPAddressBase } from './base.ts';

/** `false` for an address of the other version, or for a network; a TypeError for what is neither. */
export function checkMember(value: unknown): false {
  if (value instanceof IPAddressBase) return false;
  throw new TypeError(`argument must be an IP address, not ${value === null ? 'None' : typeof value}`);
}

/** An index into `length` addresses, negative if counted from the end, as an offset from the first. */
export function checkIndex(n: number | bigint, length: number): number {
  const given = typeof n === 'bigint' ? Number(n) : n;
  if (!Number.isInteger(given)) throw new TypeError('index must be an integer');
  const index = given < 0 ? given + length : given;
  if (index < 0 || index >= length) throw new RangeError('address out of range');
  return index;
}

/** `checkIndex` for lengths that a number does not hold exactly. */
export function checkBigIndex(n: number | bigint, length: bigint): bigint {
  if (typeof n !== 'bigint' && !Number.isInteger(n)) throw new TypeError('index must be an integer');
  const index = n < 0 ? BigInt(n) + length : BigInt(n);
  if (index < 0n || index >= length) throw new RangeError('address out of range');
  return index;
}
