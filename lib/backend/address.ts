/**
 * The address record: how an address crosses the seam. `native/address.h` describes the same bytes.
 *
 *     0  int32   family: AF_*; AF_UNSPEC (0) when the kernel gave no address
 *     4  int32   length: how many bytes from 8 on count
 *     8  AF_INET   int32 port, 4 bytes of address
 *        AF_INET6  int32 port, uint32 flowinfo, uint32 scope_id, 16 bytes of address
 *        AF_UNIX   the path without its NUL, or an abstract name with its leading NUL; empty: unnamed
 *        AF_NETLINK and its like: the fields that `native/families.inc` lists, a word a number, then the bytes
 *        others    the bytes of the sockaddr behind sa_family
 *
 * Integers are in the machine's byte order.
 */
export const ADDRESS_SIZE = 136;
/** Where the family's own bytes begin. */
export const ADDRESS_DATA = 8;
/** Where the four bytes of an AF_INET address are, and how many bytes of it count. */
export const INET_AT = 12;
export const INET_LENGTH = 8;
/** Where the sixteen bytes of an AF_INET6 address are, and how many bytes of it count. */
export const INET6_AT = 20;
export const INET6_LENGTH = 28;

/** A record with a view for its bytes and one for its integers. */
export class AddressRecord {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;

  /** @param bytes - a record that a backend made; a new one if left out. */
  constructor(bytes: Uint8Array = new Uint8Array(ADDRESS_SIZE)) {
    this.bytes = bytes;
    this.words = new Int32Array(bytes.buffer, bytes.byteOffset, ADDRESS_SIZE / 4);
  }

  get family(): number {
    return this.words[0]!;
  }

  /** How many bytes from `ADDRESS_DATA` on count. */
  get length(): number {
    return this.words[1]!;
  }

  /** The bytes that count; a view. */
  get data(): Uint8Array {
    return this.bytes.subarray(ADDRESS_DATA, ADDRESS_DATA + this.length);
  }

  /** Sets family and length, and gives the record back. */
  head(family: number, length: number): this {
    this.words[0] = family;
    this.words[1] = length;
    return this;
  }
}
