import { ADDRESS_DATA, type AddressRecord } from '../backend/address.ts';
import { typeName } from '../core/bytes.ts';

// What the shapes of addresses are written with.

/** What an address comes to in a record: the numbers, and the bytes behind them. */
export interface Fields {
  words: readonly number[];
  /** Padded to whole words, but for the last. */
  parts?: readonly Uint8Array[];
}

/** Python's shape of a family's addresses. */
export interface Shape {
  /**
   * The fields of an address that the caller gave.
   *
   * @param proto - the protocol of the socket.
   */
  fields(address: unknown, where: string, proto: number): Fields;
  /** What a record of the family says. */
  read(record: AddressRecord, proto: number): unknown;
}

/** The elements of an address that is a tuple in Python. */
export function elements(
  address: unknown,
  where: string,
  family: string,
  names: string,
  least: number,
  most = least,
): readonly unknown[] {
  if (!Array.isArray(address)) {
    throw new TypeError(`${where}(): ${family} address must be an array ${names}, not '${typeName(address)}'`);
  }
  if (address.length < least || address.length > most) {
    throw new TypeError(`${where}(): ${family} address must be ${names}, not ${address.length} elements`);
  }
  return address;
}

/** The bytes of `part` in whole words. */
export function padded(part: Uint8Array, size: number): Uint8Array {
  const room = new Uint8Array(size);
  room.set(part);
  return room;
}

/** The part of a record's bytes that begins behind `words` numbers. */
export function part({ bytes, length }: AddressRecord, words: number, at: number, size: number): Uint8Array {
  const start = ADDRESS_DATA + 4 * words + at;
  return bytes.subarray(start, Math.min(start + size, ADDRESS_DATA + length));
}

/** A number of the record: the first is 0. */
export function word(record: AddressRecord, index: number): number {
  return record.words[ADDRESS_DATA / 4 + index]! >>> 0;
}
