import { type BaseAddress, type NetworkInput, splitPrefix, VALUE } from './base.ts';
import { bitsOf, IPv4Address, load4, makeAddress4 } from './ipv4address.ts';
import { checkIndex, checkMember } from './member.ts';
import { BaseNetwork, isStrict, type NetworkOptions } from './network.ts';
import { V4, within4 } from './registries.ts';
import { format4, prefix4 } from './text4.ts';
import { maskWord, SCRATCH, scratch } from './words.ts';

/** Those that somebody has asked for, by their length. */
const netmasks: (IPv4Address | undefined)[] = Array(33).fill(undefined);

function netmask(length: number): IPv4Address {
  // Frozen, since all networks share them.
  netmasks[length] ??= Object.freeze(makeAddress4(maskWord(length))) as IPv4Address;
  return netmasks[length];
}

/**
 * A block of IPv4 addresses: a network address and a prefix. Immutable.
 *
 * Python: `ipaddress.IPv4Network`.
 */
export class IPv4Network extends BaseNetwork<IPv4Address> {
  readonly #bits: number;
  readonly #mask: number;
  readonly #prefixlen: number;
  #address: IPv4Address | undefined;

  /** 4: of the class, as of its objects. */
  static get version(): 4 {
    return 4;
  }

  /** How many bits an address has. */
  static get max_prefixlen(): 32 {
    return 32;
  }

  /**
   * @param address The text of an address, alone (`/32`) or with a prefix (`/24`), a net mask (`/255.255.255.0`) or a
   *   host mask (`/0.0.0.255`); an integer or 4 bytes, for a `/32`; or `[address, prefix or mask]`.
   * @param strict Refuse bits after the prefix (the default), or clear them.
   * @throws AddressValueError if the address is none, NetmaskValueError if the mask is none, RangeError for host bits.
   */
  constructor(address: NetworkInput, strict: boolean | NetworkOptions = true) {
    super();
    if ((address as unknown) === SCRATCH) {
      this.#bits = scratch.d;
      this.#prefixlen = strict as unknown as number;
      this.#mask = maskWord(this.#prefixlen);
      this[VALUE] = [this.#bits, this.#prefixlen];
      return;
    }
    const refuse = isStrict(strict, 'IPv4Network');
    const [base, mask] = splitPrefix(address, 32);
    load4(base);
    const bits = scratch.d;
    this.#prefixlen = prefix4(mask);
    this.#mask = maskWord(this.#prefixlen);
    this.#bits = bits & this.#mask;
    this[VALUE] = [this.#bits, this.#prefixlen];
    if (bits !== this.#bits && refuse) {
      throw new RangeError(`${format4(bits)}/${this.#prefixlen} has host bits set`);
    }
  }

  get version(): 4 {
    return 4;
  }

  get max_prefixlen(): 32 {
    return 32;
  }

  get network_address(): IPv4Address {
    this.#address ??= makeAddress4(this.#bits);
    return this.#address;
  }

  get broadcast_address(): IPv4Address {
    return makeAddress4(this.#last);
  }

  get netmask(): IPv4Address {
    return netmask(this.#prefixlen);
  }

  get hostmask(): IPv4Address {
    return makeAddress4(~this.#mask);
  }

  get prefixlen(): number {
    return this.#prefixlen;
  }

  get exploded(): string {
    return this.toString();
  }

  get reverse_pointer(): string {
    return `${this.toString().split('.').reverse().join('.')}.in-addr.arpa`;
  }

  get is_private(): boolean {
    const [first, last] = [this.#bits, this.#last];
    if (within4(V4.reachable.words, first, first) || within4(V4.reachable.words, last, last)) return false;
    return within4(V4.unreachable.words, first, last);
  }

  override get is_global(): boolean {
    return !within4(V4.shared.words, this.#bits, this.#last) && !this.is_private;
  }

  get #last(): number {
    return this.#bits | ~this.#mask;
  }

  override toString(): string {
    return `${format4(this.#bits)}/${this.#prefixlen}`;
  }

  has(address: BaseAddress): boolean {
    if (address instanceof IPv4Address) return (bitsOf(address) & this.#mask) === this.#bits;
    return checkMember(address);
  }

  at(n: number | bigint): IPv4Address {
    return makeAddress4((this.#bits >>> 0) + checkIndex(n, 2 ** (32 - this.#prefixlen)));
  }

  [Symbol.iterator](): IterableIterator<IPv4Address> {
    return walk(this.#bits >>> 0, this.#last >>> 0);
  }

  hosts(): IterableIterator<IPv4Address> {
    const ends = this.#prefixlen < 31 ? 1 : 0;
    return walk((this.#bits >>> 0) + ends, (this.#last >>> 0) - ends);
  }

  equals(other: unknown): boolean {
    return other instanceof IPv4Network && other.#bits === this.#bits && other.#prefixlen === this.#prefixlen;
  }

  protected _cut(source: this, prefixlen: number, sibling: boolean): this {
    const flip = sibling ? 1 << (32 - prefixlen) : 0;
    return this.#make((source.#bits ^ flip) & maskWord(prefixlen), prefixlen);
  }

  protected *_split(prefixlen: number): IterableIterator<this> {
    const step = 2 ** (32 - prefixlen);
    const last = this.#last >>> 0;
    for (let first = this.#bits >>> 0; first <= last; first += step) yield this.#make(first, prefixlen);
  }

  #make(bits: number, prefixlen: number): this {
    const type = this.constructor as typeof IPv4Network;
    // A class of the user's gets what its users would give it.
    return (type === IPv4Network ? makeNetwork4(bits, prefixlen) : new type([bits >>> 0, prefixlen])) as this;
  }
}

/** The network with these bits, of which none is set after the prefix. */
export function makeNetwork4(bits: number, prefixlen: number): IPv4Network {
  scratch.d = bits | 0;
  return new IPv4Network(SCRATCH as never, prefixlen as never);
}

function* walk(first: number, last: number): IterableIterator<IPv4Address> {
  for (let value = first; value <= last; value++) yield makeAddress4(value);
}
