import {
  type AddressInput,
  BaseAddress,
  type Class,
  checkInteger,
  checkPacked,
  exact,
  isInteger,
  operand,
  VALUE,
} from './base.ts';
import { bytesOf, newBytes } from './bytes.ts';
import { type IPv4Address, makeAddress4 } from './ipv4address.ts';
import { isInterface } from './network.ts';
import { V6, within6 } from './registries.ts';
import { str } from './repr.ts';
import { explode6, format6, formatMapped, read6 } from './text6.ts';
import { loadInteger, MAX_V6, SCRATCH, scratch, toInteger } from './words.ts';

/** Puts the 128 bits of an address into `scratch`. */
export let wordsOf: (address: IPv6Address) => void;

/** Whether the first two words of an address, where the masks have bits, are these. */
export let hasUpper: (address: IPv6Address, a: number, b: number, maskA: number, maskB: number) => boolean;

/** Whether the last two words of an address, where the masks have bits, are these. */
export let hasLower: (address: IPv6Address, c: number, d: number, maskC: number, maskD: number) => boolean;

/**
 * One IPv6 address, with its zone if the text names one. Immutable.
 *
 * An address in `::ffff:0:0/96` stands for an IPv4 address: its text ends in dotted form, and the `is_…` properties are
 * those of the IPv4 address.
 *
 * Python: `ipaddress.IPv6Address`.
 */
export class IPv6Address extends BaseAddress {
  readonly #a: number;
  readonly #b: number;
  readonly #c: number;
  readonly #d: number;
  readonly #scope: string | null;

  static {
    wordsOf = (address) => {
      scratch.a = address.#a;
      scratch.b = address.#b;
      scratch.c = address.#c;
      scratch.d = address.#d;
    };
    hasUpper = (address, a, b, maskA, maskB) => (((address.#a & maskA) ^ a) | ((address.#b & maskB) ^ b)) === 0;
    hasLower = (address, c, d, maskC, maskD) => (((address.#c & maskC) ^ c) | ((address.#d & maskD) ^ d)) === 0;
  }

  /** 6: of the class, as of its objects. */
  static get version(): 6 {
    return 6;
  }

  /** How many bits an address has. */
  static get max_prefixlen(): 128 {
    return 128;
  }

  /**
   * @param address The text of RFC 4291, `%zone` after it if there is one; an integer from 0 to 2^128 - 1 (a bigint, or
   *   a number up to 2^53); 16 bytes in network order; or an object whose `toString()` gives the text.
   * @throws AddressValueError if it is no IPv6 address.
   */
  constructor(address: AddressInput) {
    super();
    const scope = (address as unknown) === SCRATCH ? null : load6(address);
    this.#a = scratch.a;
    this.#b = scratch.b;
    this.#c = scratch.c;
    this.#d = scratch.d;
    this.#scope = scope;
    this[VALUE] = [this.#a, this.#b, this.#c, this.#d, scope];
  }

  get version(): 6 {
    return 6;
  }

  get max_prefixlen(): 128 {
    return 128;
  }

  /** The zone that the text named after `%` (RFC 4007), or `null`. */
  get scope_id(): string | null {
    return this.#scope;
  }

  get packed(): Buffer {
    return pack(this.#a, this.#b, this.#c, this.#d);
  }

  /** Eight groups of four digits, or six of them and the dotted form of a mapped address; without the zone. */
  get exploded(): string {
    const text = explode6(this.#a, this.#b, this.#c, this.#d);
    const mapped = this.ipv4_mapped;
    return mapped === null ? text : `${text.slice(0, 30)}${mapped}`;
  }

  get reverse_pointer(): string {
    return reverse6(explode6(this.#a, this.#b, this.#c, this.#d));
  }

  /** In ff00::/8 (RFC 2373). */
  get is_multicast(): boolean {
    return this.ipv4_mapped?.is_multicast ?? this.#within(V6.multicast.words);
  }

  /** In a block that IANA's special-purpose registry calls not globally reachable. */
  get is_private(): boolean {
    return this.ipv4_mapped?.is_private ?? (this.#within(V6.unreachable.words) && !this.#within(V6.reachable.words));
  }

  /** Not private; for a mapped address, what the IPv4 address is. */
  get is_global(): boolean {
    return this.ipv4_mapped?.is_global ?? !this.is_private;
  }

  /** In a block that the IETF keeps. */
  get is_reserved(): boolean {
    return this.ipv4_mapped?.is_reserved ?? this.#within(V6.reserved.words);
  }

  /** `::` (RFC 2373). */
  get is_unspecified(): boolean {
    return this.ipv4_mapped?.is_unspecified ?? (this.#a | this.#b | this.#c | this.#d) === 0;
  }

  /** `::1` (RFC 2373). */
  get is_loopback(): boolean {
    return this.ipv4_mapped?.is_loopback ?? ((this.#a | this.#b | this.#c) === 0 && this.#d === 1);
  }

  /** In fe80::/10 (RFC 4291). */
  get is_link_local(): boolean {
    return this.ipv4_mapped?.is_link_local ?? this.#within(V6.linkLocal.words);
  }

  /** In fec0::/10, which RFC 3879 withdrew. `is_private` tells the unique local addresses of RFC 4193. */
  get is_site_local(): boolean {
    return this.#within(V6.siteLocal.words);
  }

  /** The IPv4 address that an address in ::ffff:0:0/96 stands for, else `null`. */
  get ipv4_mapped(): IPv4Address | null {
    return this.#isMapped() ? makeAddress4(this.#d) : null;
  }

  /** The `[server, client]` of a Teredo address, in 2001::/32 (RFC 4380), else `null`. */
  get teredo(): readonly [server: IPv4Address, client: IPv4Address] | null {
    return this.#a === 0x2001_0000 ? [makeAddress4(this.#b), makeAddress4(~this.#d)] : null;
  }

  /** The IPv4 address in a 6to4 address, in 2002::/16 (RFC 3056), else `null`. */
  get sixtofour(): IPv4Address | null {
    return this.#a >>> 16 === 0x2002 ? makeAddress4((this.#a << 16) | (this.#b >>> 16)) : null;
  }

  override valueOf(): bigint {
    return toInteger(this.#a, this.#b, this.#c, this.#d);
  }

  override toString(): string {
    const text = this.#isMapped() ? formatMapped(this.#d) : format6(this.#a, this.#b, this.#c, this.#d);
    return this.#scope === null ? text : `${text}%${this.#scope}`;
  }

  override equals(other: unknown): boolean {
    // An interface is equal to interfaces only.
    return sameAddress6(this, other) && !isInterface(other as IPv6Address);
  }

  override add(n: number | bigint): this {
    return new (this.constructor as Class<this>)(this.valueOf() + operand(this, '+', n));
  }

  override sub(n: number | bigint): this {
    return new (this.constructor as Class<this>)(this.valueOf() - operand(this, '-', n));
  }

  #isMapped(): boolean {
    return this.#c === 0xffff && (this.#a | this.#b) === 0;
  }

  #within(blocks: Int32Array): boolean {
    return within6(blocks, this.#a, this.#b, this.#c, this.#d);
  }
}

/** Whether `other` is an address, or an interface, with the same bits and zone. */
export function sameAddress6(address: IPv6Address, other: unknown): boolean {
  if (!(other instanceof IPv6Address)) return false;
  wordsOf(address);
  const { a, b, c, d } = scratch;
  wordsOf(other);
  const same = a === scratch.a && b === scratch.b && c === scratch.c && d === scratch.d;
  return same && address.scope_id === other.scope_id;
}

/** The address with these words. */
export function makeAddress6(a: number, b: number, c: number, d: number): IPv6Address {
  scratch.a = a;
  scratch.b = b;
  scratch.c = c;
  scratch.d = d;
  return new IPv6Address(SCRATCH as never);
}

/** Reads an address in any of its forms into `scratch`, and returns its zone. */
export function load6(address: unknown): string | null {
  if (typeof address === 'string') return read6(address, address);
  if (isInteger(address)) {
    loadInteger(checkInteger(address, 128));
    return null;
  }
  const bytes = bytesOf(address);
  if (bytes === undefined) return read6(str(address), address);
  checkPacked(bytes, 16);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  scratch.a = view.getInt32(0);
  scratch.b = view.getInt32(4);
  scratch.c = view.getInt32(8);
  scratch.d = view.getInt32(12);
  return null;
}

/** The DNS name of an exploded text: its characters but the colons, last first. */
export function reverse6(exploded: string): string {
  return `${[...exploded.replaceAll(':', '')].reverse().join('.')}.ip6.arpa`;
}

function pack(a: number, b: number, c: number, d: number): Buffer {
  const bytes = newBytes(16);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setInt32(0, a);
  view.setInt32(4, b);
  view.setInt32(8, c);
  view.setInt32(12, d);
  return bytes;
}

/**
 * The 16 bytes of an integer, in network order.
 *
 * Python: `ipaddress.v6_int_to_packed`.
 * @throws RangeError if it is negative or 2^128 and more.
 */
export function v6_int_to_packed(address: number | bigint): Buffer {
  if (!isInteger(address)) throw new TypeError('address must be an integer');
  if (address < 0 || address > MAX_V6) throw new RangeError('Address negative or too large for IPv6');
  loadInteger(exact(address));
  return pack(scratch.a, scratch.b, scratch.c, scratch.d);
}
