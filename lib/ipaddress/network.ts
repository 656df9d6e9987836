import { type BaseAddress, IPAddressBase } from './base.ts';

/** Keyword parameters of a network's constructor and of `ip_network`. */
export interface NetworkOptions {
  /** Refuse an address with bits set after the prefix. Default: true. */
  strict?: boolean;
}

/** Keyword parameters of `subnets` and `supernet`. */
export interface PrefixOptions {
  /** How much longer, or shorter, the prefix is to be. Default: 1. */
  prefixlen_diff?: number;
  /** The length that it is to have; in place of `prefixlen_diff`. */
  new_prefix?: number | null;
}

/** `strict` from a positional parameter or an options object. */
export function isStrict(strict: boolean | NetworkOptions | undefined): boolean {
  const value = typeof strict === 'object' && strict !== null ? strict.strict : strict;
  return value === undefined || Boolean(value);
}

/** `(prefixlen_diff, new_prefix)`, either of which an options object may stand for. */
function prefixArguments(first: number | PrefixOptions, second: number | PrefixOptions | null) {
  const given: PrefixOptions =
    typeof first === 'object' && first !== null
      ? first
      : { prefixlen_diff: first, ...(typeof second === 'object' ? second : { new_prefix: second }) };
  const { prefixlen_diff = 1, new_prefix = null } = given;
  if (!Number.isInteger(prefixlen_diff)) throw new TypeError('prefixlen_diff must be an integer');
  if (new_prefix !== null && !Number.isInteger(new_prefix)) throw new TypeError('new_prefix must be an integer');
  return { prefixlen_diff, new_prefix };
}

/** What `IPv4Network` and `IPv6Network` share. `A` is the class of their addresses. */
export abstract class BaseNetwork<A extends BaseAddress = BaseAddress> extends IPAddressBase {
  /** The first address. */
  abstract get network_address(): A;
  /** The last address. */
  abstract get broadcast_address(): A;
  /** The address whose bits are set where the prefix is. */
  abstract get netmask(): A;
  /** The address whose bits are set after the prefix. */
  abstract get hostmask(): A;
  abstract get prefixlen(): number;
  abstract get is_private(): boolean;

  /** Whether the network holds an address (or the address of an interface); never, of the other version. */
  abstract has(address: BaseAddress): boolean;

  /** The address at an index, counted from the end if it is negative. @throws RangeError if there is none. */
  abstract at(n: number | bigint): A;

  /** Every address, made as it is asked for. */
  abstract [Symbol.iterator](): IterableIterator<A>;

  /**
   * The addresses that hosts may have, made as they are asked for: all but the first and the last in IPv4, all but the
   * first in IPv6, and all of a network of one or two.
   */
  abstract hosts(): IterableIterator<A>;

  /** Python's `==`: the same version, the same network address and the same prefix. */
  abstract equals(other: unknown): boolean;

  /** The network of that prefix that holds the first address of `source`, or with `sibling` the one beside it. */
  protected abstract _cut(source: this, prefixlen: number, sibling: boolean): this;

  /** The networks of that prefix in this one. */
  protected abstract _split(prefixlen: number): IterableIterator<this>;

  override toString(): string {
    return this.with_prefixlen;
  }

  get with_prefixlen(): string {
    return `${this.network_address}/${this.prefixlen}`;
  }

  get with_netmask(): string {
    return `${this.network_address}/${this.netmask}`;
  }

  get with_hostmask(): string {
    return `${this.network_address}/${this.hostmask}`;
  }

  /** How many addresses there are: a bigint, since a network of IPv6 has up to 2^128. */
  get num_addresses(): bigint {
    return 1n << BigInt(this.max_prefixlen - this.prefixlen);
  }

  get is_multicast(): boolean {
    return this.network_address.is_multicast && this.broadcast_address.is_multicast;
  }

  get is_reserved(): boolean {
    return this.network_address.is_reserved && this.broadcast_address.is_reserved;
  }

  get is_unspecified(): boolean {
    return this.network_address.is_unspecified && this.broadcast_address.is_unspecified;
  }

  get is_loopback(): boolean {
    return this.network_address.is_loopback && this.broadcast_address.is_loopback;
  }

  get is_link_local(): boolean {
    return this.network_address.is_link_local && this.broadcast_address.is_link_local;
  }

  get is_global(): boolean {
    return !this.is_private;
  }

  /** An integer by which networks of one version order as in Python: by network address, then by prefix. */
  override valueOf(): bigint {
    return (this.network_address.valueOf() << 8n) | BigInt(this.prefixlen);
  }

  /** Whether the two have an address in common. Networks of different versions have none. */
  overlaps(other: BaseNetwork): boolean {
    if (!(other instanceof BaseNetwork)) throw new TypeError(`${other} is not a network object`);
    return other.has(this.network_address) || this.has(other.network_address);
  }

  /**
   * This network without another, as networks, the largest first.
   * @throws TypeError if `other` is no network of this version, RangeError if it is not inside this one; both when the
   *   first network is asked for.
   */
  *address_exclude(other: BaseNetwork): IterableIterator<this> {
    if (this.version !== other.version) throw new TypeError(`${this} and ${other} are not of the same version`);
    if (!(other instanceof BaseNetwork)) throw new TypeError(`${other} is not a network object`);
    if (!other.subnet_of(this)) throw new RangeError(`${other} not contained in ${this}`);
    for (let length = this.prefixlen + 1; length <= other.prefixlen; length++)
      yield this._cut(other as this, length, true);
  }

  /** -1, 0 or 1, as this network orders before, with or after another of its version: by address, then by prefix. */
  compare_networks(other: BaseNetwork): -1 | 0 | 1 {
    if (this.version !== other.version) throw new TypeError(`${this} and ${other} are not of the same type`);
    if (!(other instanceof BaseNetwork)) throw new TypeError(`${other} is not a network object`);
    const [left, right] = [this.valueOf(), other.valueOf()];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /**
   * The networks, of equal size, that this one consists of, made as they are asked for. A network of one address gives
   * itself.
   * @throws RangeError for a prefix that is too short or too long, or if both parameters are given; when the first
   *   network is asked for.
   */
  *subnets(
    prefixlen_diff: number | PrefixOptions = 1,
    new_prefix: number | PrefixOptions | null = null,
  ): IterableIterator<this> {
    if (this.prefixlen === this.max_prefixlen) {
      yield this;
      return;
    }
    const given = prefixArguments(prefixlen_diff, new_prefix);
    let diff = given.prefixlen_diff;
    if (given.new_prefix !== null) {
      if (given.new_prefix < this.prefixlen) throw new RangeError('new prefix must be longer');
      if (diff !== 1) throw new RangeError('cannot set prefixlen_diff and new_prefix');
      diff = given.new_prefix - this.prefixlen;
    }
    if (diff < 0) throw new RangeError('prefix length diff must be > 0');
    const length = this.prefixlen + diff;
    if (length > this.max_prefixlen) {
      throw new RangeError(`prefix length diff ${length} is invalid for netblock ${this}`);
    }
    yield* this._split(length);
  }

  /**
   * The network with a shorter prefix that holds this one. That of `/0` is itself.
   * @throws RangeError for a prefix that is too short or too long, or if both parameters are given.
   */
  supernet(prefixlen_diff: number | PrefixOptions = 1, new_prefix: number | PrefixOptions | null = null): this {
    if (this.prefixlen === 0) return this;
    const given = prefixArguments(prefixlen_diff, new_prefix);
    let diff = given.prefixlen_diff;
    if (given.new_prefix !== null) {
      if (given.new_prefix > this.prefixlen) throw new RangeError('new prefix must be shorter');
      if (diff !== 1) throw new RangeError('cannot set prefixlen_diff and new_prefix');
      diff = this.prefixlen - given.new_prefix;
    }
    if (this.prefixlen - diff < 0) {
      throw new RangeError(`current prefixlen is ${this.prefixlen}, cannot have a prefixlen_diff of ${diff}`);
    }
    if (diff < 0) throw new RangeError('negative shift count');
    return this._cut(this, this.prefixlen - diff, false);
  }

  /** Whether every address of this network is in the other. @throws TypeError if that is no network of this version. */
  subnet_of(other: BaseNetwork): boolean {
    return isSubnet(this, other);
  }

  /** Whether every address of the other is in this network. @throws TypeError if that is no network of this version. */
  supernet_of(other: BaseNetwork): boolean {
    return isSubnet(other, this);
  }
}

function isSubnet(inner: BaseNetwork, outer: BaseNetwork): boolean {
  if (!(inner instanceof BaseNetwork && outer instanceof BaseNetwork)) {
    // An address of the other version is refused for its version, as in Python.
    const [left, right] = [inner, outer] as IPAddressBase[];
    if (!(left instanceof IPAddressBase && right instanceof IPAddressBase && left.version !== right.version)) {
      throw new TypeError(`Unable to test subnet containment between ${inner} and ${outer}`);
    }
  }
  if (inner.version !== outer.version) throw new TypeError(`${inner} and ${outer} are not of the same version`);
  return outer.prefixlen <= inner.prefixlen && outer.has(inner.network_address);
}
