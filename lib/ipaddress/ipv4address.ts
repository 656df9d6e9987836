import {
  type AddressInput,
  BaseAddress,
  type Class,
  checkInteger,
  checkPacked,
  isInteger,
  operand,
  VALUE,
} from './base.ts';
import { bytesOf, newBytes } from './bytes.ts';
import { type IPv6Address, makeAddress6 } from './ipv6address.ts';
import { isInterface } from './network.ts';
import { V4, within4 } from './registries.ts';
import { str } from './repr.ts';
import { format4, read4 } from './text4.ts';
import { MAX_V4, SCRATCH, scratch } from './words.ts';

/** The 32 bits of an address, as a signed integer. */
export let bitsOf: (address: IPv4Address) => number;

/**
 * One IPv4 address. Immutable.
 *
 * Python: `ipaddress.IPv4Address`.
 */
export class IPv4Address extends BaseAddress {
  readonly #bits: number;

  static {
    bitsOf = (address) => address.#bits;
  }

  /** 4: of the class, as of its objects. */
  static get version(): 4 {
    return 4;
  }

  /** How many bits an address has. */
  static get max_prefixlen(): 32 {
    return 32;
  }

  /**
   * @param address Four decimal octets with dots, without zeros in front; an integer from 0 to 2^32 - 1; 4 bytes in
   *   network order; or an object whose `toString()` gives the text.
   * @throws AddressValueError if it is no IPv4 address.
   */
  constructor(address: AddressInput) {
    super();
    if ((address as unknown) !== SCRATCH) load4(address);
    this.#bits = scratch.d;
    this[VALUE] = this.#bits;
  }

  get version(): 4 {
    return 4;
  }

  get max_prefixlen(): 32 {
    return 32;
  }

  get packed(): Buffer {
    return v4_int_to_packed(this.#bits >>> 0);
  }

  get exploded(): string {
    return this.toString();
  }

  get reverse_pointer(): string {
    return `${this.toString().split('.').reverse().join('.')}.in-addr.arpa`;
  }

  /** In 224.0.0.0/4 (RFC 3171). */
  get is_multicast(): boolean {
    return within4(V4.multicast.words, this.#bits, this.#bits);
  }

  /** In a block that IANA's special-purpose registry calls not globally reachable, except 100.64.0.0/10. */
  get is_private(): boolean {
    const bits = this.#bits;
    return within4(V4.unreachable.words, bits, bits) && !within4(V4.reachable.words, bits, bits);
  }

  /** Neither private nor in 100.64.0.0/10, which is shared. */
  get is_global(): boolean {
    return !within4(V4.shared.words, this.#bits, this.#bits) && !this.is_private;
  }

  /** In 240.0.0.0/4, which the IETF keeps. */
  get is_reserved(): boolean {
    return within4(V4.reserved.words, this.#bits, this.#bits);
  }

  /** 0.0.0.0 (RFC 5735). */
  get is_unspecified(): boolean {
    return this.#bits === 0;
  }

  /** In 127.0.0.0/8 (RFC 3330). */
  get is_loopback(): boolean {
    return within4(V4.loopback.words, this.#bits, this.#bits);
  }

  /** In 169.254.0.0/16 (RFC 3927). */
  get is_link_local(): boolean {
    return within4(V4.linkLocal.words, this.#bits, this.#bits);
  }

  /** The IPv6 address `::ffff:a.b.c.d` that stands for this one (RFC 4291). */
  get ipv6_mapped(): IPv6Address {
    return makeAddress6(0, 0, 0xffff, this.#bits);
  }

  override valueOf(): bigint {
    return BigInt(this.#bits >>> 0);
  }

  override toString(): string {
    return format4(this.#bits);
  }

  override equals(other: unknown): boolean {
    // An interface is equal to interfaces only.
    return sameAddress4(this, other) && !isInterface(other as IPv4Address);
  }

  override add(n: number | bigint): this {
    return make(this, typeof n === 'number' ? (this.#bits >>> 0) + n : NaN, '+', n);
  }

  override sub(n: number | bigint): this {
    return make(this, typeof n === 'number' ? (this.#bits >>> 0) - n : NaN, '-', n);
  }
}

/** Whether `other` is an address, or an interface, with the same bits. */
export function sameAddress4(address: IPv4Address, other: unknown): boolean {
  return other instanceof IPv4Address && bitsOf(address) === bitsOf(other);
}

/** The address with these bits. */
export function makeAddress4(bits: number): IPv4Address {
  scratch.d = bits | 0;
  return new IPv4Address(SCRATCH as never);
}

/** The result of an addition: `sum` where it is exact, else worked out and refused in integers of any size. */
function make<T extends IPv4Address>(self: T, sum: number, operator: '+' | '-', n: number | bigint): T {
  const type = self.constructor as Class<T>;
  if (Number.isInteger(sum) && sum >= 0 && sum <= MAX_V4) return new type(sum);
  const integer = operand(self, operator, n);
  return new type(operator === '+' ? self.valueOf() + integer : self.valueOf() - integer);
}

/** Reads an address in any of its forms into `scratch.d`. */
export function load4(address: unknown): void {
  if (typeof address === 'string') {
    read4(address, address);
    return;
  }
  if (isInteger(address)) {
    // No bigint for a number that fits.
    const fits = typeof address === 'number' && address >= 0 && address <= MAX_V4;
    scratch.d = Number(fits ? address : checkInteger(address, 32)) | 0;
    return;
  }
  const bytes = bytesOf(address);
  if (bytes === undefined) {
    read4(str(address), address);
    return;
  }
  checkPacked(bytes, 4);
  scratch.d = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0);
}

/**
 * The 4 bytes of an integer, in network order.
 *
 * Python: `ipaddress.v4_int_to_packed`.
 * @throws RangeError if it is negative or 2^32 and more.
 */
export function v4_int_to_packed(address: number | bigint): Buffer {
  if (!isInteger(address)) throw new TypeError('address must be an integer');
  if (address < 0 || address > MAX_V4) throw new RangeError('Address negative or too large for IPv4');
  const bits = Number(address);
  const bytes = newBytes(4);
  bytes[0] = bits >>> 24;
  bytes[1] = bits >>> 16;
  bytes[2] = bits >>> 8;
  bytes[3] = bits;
  return bytes;
}
