import { exact, IPAddressBase, isInteger } from './base.ts';
import { typeName } from './repr.ts';

/** `false` for an address of the other version, or for a network; a TypeError for what is neither. */
export function checkMember(value: unknown): false {
  if (value instanceof IPAddressBase) return false;
  throw new TypeError(`argument must be an IP address, not ${typeName(value)}`);
}

/** An index into `length` addresses, negative if counted from the end, as an offset from the first. */
export function checkIndex(n: number | bigint, length: number): number {
  if (!isInteger(n)) throw new TypeError(`index must be an integer, not ${typeName(n)}`);
  const given = Number(n);
  const index = given < 0 ? given + length : given;
  if (index < 0 || index >= length) throw new RangeError('address out of range');
  return index;
}

/** `checkIndex` for lengths that a number does not hold exactly. */
export function checkBigIndex(n: number | bigint, length: bigint): bigint {
  if (!isInteger(n)) throw new TypeError(`index must be an integer, not ${typeName(n)}`);
  const given = exact(n);
  const index = given < 0n ? given + length : given;
  if (index < 0n || index >= length) throw new RangeError('address out of range');
  return index;
}
