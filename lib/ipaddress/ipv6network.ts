import { type BaseAddress, type NetworkInput, splitPrefix, VALUE } from './base.ts';
import { hasLower, hasUpper, IPv6Address, load6, makeAddress6, reverse6, wordsOf } from './ipv6address.ts';
import { checkBigIndex, checkMember } from './member.ts';
import { BaseNetwork, isStrict, type NetworkOptions } from './network.ts';
import { inBlock, V6 } from './registries.ts';
import { explode6, prefix6 } from './text6.ts';
import { loadInteger, maskWord, SCRATCH, scratch, toInteger, type Words } from './words.ts';

/** Four words for each length of a prefix. */
const masks = new Int32Array(129 * 4);
for (let length = 0, at = 0; length <= 128; length++, at += 4) {
  masks.fill(-1, at, at + (length >> 5));
  if (length < 128) masks[at + (length >> 5)] = maskWord(length & 31);
}

/** Those that somebody has asked for, by their length. */
const netmasks: (IPv6Address | undefined)[] = Array(129).fill(undefined);

function netmask(length: number): IPv6Address {
  const known = netmasks[length];
  if (known !== undefined) return known;
  const [a = 0, b = 0, c = 0, d = 0] = masks.subarray(length * 4);
  // Frozen, since all networks share them.
  const made = Object.freeze(makeAddress6(a, b, c, d)) as IPv6Address;
  netmasks[length] = made;
  return made;
}

/**
 * A block of IPv6 addresses: a network address and a prefix. Immutable.
 *
 * Python: `ipaddress.IPv6Network`.
 */
export class IPv6Network extends BaseNetwork<IPv6Address> {
  readonly #a: number;
  readonly #b: number;
  readonly #c: number;
  readonly #d: number;
  readonly #prefixlen: number;
  readonly #scope: string | null = null;
  #address: IPv6Address | undefined;

  /** 6: of the class, as of its objects. */
  static get version(): 6 {
    return 6;
  }

  /** How many bits an address has. */
  static get max_prefixlen(): 128 {
    return 128;
  }

  /**
   * @param address The text of an address, alone (`/128`) or with a prefix (`/64`); an integer or 16 bytes, for a
   *   `/128`; or `[address, prefix]`.
   * @param strict Refuse bits after the prefix (the default), or clear them.
   * @throws AddressValueError if the address is none, NetmaskValueError if the prefix is none, RangeError for host bits.
   */
  constructor(address: NetworkInput, strict: boolean | NetworkOptions = true) {
    super();
    if ((address as unknown) === SCRATCH) {
      this.#prefixlen = strict as unknown as number;
      ({ a: this.#a, b: this.#b, c: this.#c, d: this.#d } = scratch);
      this[VALUE] = [this.#a, this.#b, this.#c, this.#d, null, this.#prefixlen];
      return;
    }
    const refuse = isStrict(strict, 'IPv6Network');
    const [base, prefix] = splitPrefix(address, 128);
    const scope = load6(base);
    const { a, b, c, d } = scratch;
    this.#prefixlen = prefix6(prefix);
    maskScratch(this.#prefixlen);
    ({ a: this.#a, b: this.#b, c: this.#c, d: this.#d } = scratch);
    if (this.#a === a && this.#b === b && this.#c === c && this.#d === d) {
      this.#scope = scope;
    } else if (refuse) {
      throw new RangeError(`${scoped(makeAddress6(a, b, c, d), scope)}/${this.#prefixlen} has host bits set`);
    }
    this[VALUE] = [this.#a, this.#b, this.#c, this.#d, this.#scope, this.#prefixlen];
  }

  get version(): 6 {
    return 6;
  }

  get max_prefixlen(): 128 {
    return 128;
  }

  get network_address(): IPv6Address {
    this.#address ??= scoped(makeAddress6(this.#a, this.#b, this.#c, this.#d), this.#scope);
    return this.#address;
  }

  get broadcast_address(): IPv6Address {
    this.#loadLast();
    return new IPv6Address(SCRATCH as never);
  }

  get netmask(): IPv6Address {
    return netmask(this.#prefixlen);
  }

  get hostmask(): IPv6Address {
    wordsOf(this.netmask);
    return makeAddress6(~scratch.a, ~scratch.b, ~scratch.c, ~scratch.d);
  }

  get prefixlen(): number {
    return this.#prefixlen;
  }

  get exploded(): string {
    return `${explode6(this.#a, this.#b, this.#c, this.#d)}/${this.#prefixlen}`;
  }

  get reverse_pointer(): string {
    return reverse6(this.exploded);
  }

  get is_private(): boolean {
    const [first, last] = [this.network_address, this.broadcast_address];
    return (
      within(V6.unreachable.words, first, last) &&
      !within(V6.reachable.words, first) &&
      !within(V6.reachable.words, last)
    );
  }

  /** Whether the first and the last address are in fec0::/10, which RFC 3879 withdrew. */
  get is_site_local(): boolean {
    return this.network_address.is_site_local && this.broadcast_address.is_site_local;
  }

  has(address: BaseAddress): boolean {
    if (!(address instanceof IPv6Address)) return checkMember(address);
    const i = this.#prefixlen * 4;
    if (!hasUpper(address, this.#a, this.#b, masks[i] as number, masks[i + 1] as number)) return false;
    // Most prefixes end in the upper half.
    return this.#prefixlen <= 64 || hasLower(address, this.#c, this.#d, masks[i + 2] as number, masks[i + 3] as number);
  }

  at(n: number | bigint): IPv6Address {
    loadInteger(this.#first + checkBigIndex(n, this.num_addresses));
    return new IPv6Address(SCRATCH as never);
  }

  [Symbol.iterator](): IterableIterator<IPv6Address> {
    this.#loadLast();
    return walk(this.#a, this.#b, this.#c, this.#d, { ...scratch });
  }

  *hosts(): IterableIterator<IPv6Address> {
    if (this.#prefixlen === 128) {
      yield this.network_address;
      return;
    }
    const addresses = this[Symbol.iterator]();
    // The first address means "any router of this subnet".
    if (this.#prefixlen < 127) addresses.next();
    yield* addresses;
  }

  equals(other: unknown): boolean {
    if (!(other instanceof IPv6Network) || other.#prefixlen !== this.#prefixlen) return false;
    const sameBits = other.#a === this.#a && other.#b === this.#b && other.#c === this.#c && other.#d === this.#d;
    return sameBits && other.#scope === this.#scope;
  }

  protected _cut(source: this, prefixlen: number, sibling: boolean): this {
    const flip = sibling ? 1n << BigInt(128 - prefixlen) : 0n;
    loadInteger(source.#first ^ flip);
    maskScratch(prefixlen);
    return this.#make(prefixlen);
  }

  protected *_split(prefixlen: number): IterableIterator<this> {
    const step = 1n << BigInt(128 - prefixlen);
    const end = this.#first + this.num_addresses;
    for (let first = this.#first; first < end; first += step) {
      loadInteger(first);
      yield this.#make(prefixlen);
    }
  }

  get #first(): bigint {
    return toInteger(this.#a, this.#b, this.#c, this.#d);
  }

  /** Puts the last address into `scratch`. */
  #loadLast(): void {
    const i = this.#prefixlen * 4;
    scratch.a = this.#a | ~(masks[i] as number);
    scratch.b = this.#b | ~(masks[i + 1] as number);
    scratch.c = this.#c | ~(masks[i + 2] as number);
    scratch.d = this.#d | ~(masks[i + 3] as number);
  }

  /** The network with the words in `scratch`. */
  #make(prefixlen: number): this {
    const type = this.constructor as typeof IPv6Network;
    // A class of the user's gets what its users would give it.
    if (type !== IPv6Network) return new type([new IPv6Address(SCRATCH as never), prefixlen]) as this;
    return new IPv6Network(SCRATCH as never, prefixlen as never) as this;
  }
}

/** The network with this address, of which no bit is set after the prefix. */
export function makeNetwork6(first: bigint, prefixlen: number): IPv6Network {
  loadInteger(first);
  return new IPv6Network(SCRATCH as never, prefixlen as never);
}

/** The address with a zone. */
function scoped(address: IPv6Address, scope: string | null): IPv6Address {
  return scope === null ? address : new IPv6Address(`${address}%${scope}`);
}

/** Clears the bits after the prefix in `scratch`. */
function maskScratch(prefixlen: number): void {
  const i = prefixlen * 4;
  scratch.a &= masks[i] as number;
  scratch.b &= masks[i + 1] as number;
  scratch.c &= masks[i + 2] as number;
  scratch.d &= masks[i + 3] as number;
}

/** Whether one block holds both addresses. */
function within(blocks: Int32Array, first: IPv6Address, last: IPv6Address = first): boolean {
  wordsOf(first);
  const low = { ...scratch };
  wordsOf(last);
  const high = { ...scratch };
  for (let i = 0; i < blocks.length; i += 8) {
    const { a, b, c, d } = low;
    if (inBlock(blocks, i, a, b, c, d) && inBlock(blocks, i, high.a, high.b, high.c, high.d)) return true;
  }
  return false;
}

function* walk(a: number, b: number, c: number, d: number, last: Words): IterableIterator<IPv6Address> {
  for (;;) {
    yield makeAddress6(a, b, c, d);
    if (a === last.a && b === last.b && c === last.c && d === last.d) return;
    d = (d + 1) | 0;
    if (d !== 0) continue;
    c = (c + 1) | 0;
    if (c !== 0) continue;
    b = (b + 1) | 0;
    if (b === 0) a = (a + 1) | 0;
  }
}
