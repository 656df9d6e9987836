import { type BaseAddress, IPAddressBase } from './base.ts';
import { optional } from './parameters.ts';
import { str } from './repr.ts';

/** Keyword parameters of a network's constructor and of `ip_network`. */
export interface NetworkOptions {
  /** Refuse an address with bits set after the prefix. Default: true. */
  readonly strict?: boolean | undefined;
}

/** Keyword parameters of `subnets` and `supernet`. */
export interface PrefixOptions {
  /** How much longer, or shorter, the prefix is to be. Default: 1. */
  readonly prefixlen_diff?: number | undefined;
  /** The length that it is to have; in place of `prefixlen_diff`. */
  readonly new_prefix?: number | null | undefined;
}

/** `strict` from a positional parameter or an options object of the function or class `where`. */
export function isStrict(strict: boolean | NetworkOptions | undefined, where: string): boolean {
  if (typeof strict === 'boolean') return strict;
  const [value = true] = optional([strict], ['strict'], where);
  return Boolean(value);
}

/** `[prefixlen_diff, new_prefix]` from positional parameters or an options object. */
function prefixArguments(
  given: readonly unknown[],
  where: string,
): [prefixlen_diff: number, new_prefix: number | null] {
  const [diff = 1, prefix = null] = optional(given, ['prefixlen_diff', 'new_prefix'], where);
  if (!Number.isInteger(diff)) throw new TypeError('prefixlen_diff must be an integer');
  if (prefix !== null && !Number.isInteger(prefix)) throw new TypeError('new_prefix must be an integer');
  return [diff as number, prefix as number | null];
}

/** Refuses what is no network; `wrong` are the words for an address or a network of another version than `self`. */
function checkNetwork(self: BaseNetwork, other: unknown, wrong: string): asserts other is BaseNetwork {
  if (other instanceof IPAddressBase && other.version !== self.version) {
    throw new TypeError(`${self} and ${other} are not of the same ${wrong}`);
  }
  if (!(other instanceof BaseNetwork)) {
    throw new TypeError(`${str(other)} is not a network object`);
  }
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
  /** How many bits the addresses have in common: 0 to 32, or 0 to 128. */
  abstract get prefixlen(): number;
  /** Whether one block that IANA's special-purpose registry calls not globally reachable holds all of it. */
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

  /** The text: `192.0.2.0/24`. */
  get with_prefixlen(): string {
    return `${this.network_address}/${this.prefixlen}`;
  }

  /** The text with the net mask in place of the prefix: `192.0.2.0/255.255.255.0`. */
  get with_netmask(): string {
    return `${this.network_address}/${this.netmask}`;
  }

  /** The text with the host mask in place of the prefix: `192.0.2.0/0.0.0.255`. */
  get with_hostmask(): string {
    return `${this.network_address}/${this.hostmask}`;
  }

  /** How many addresses there are: a bigint, since a network of IPv6 has up to 2^128. */
  get num_addresses(): bigint {
    return 1n << BigInt(this.max_prefixlen - this.prefixlen);
  }

  /** Whether the first and the last address stand for groups of hosts. */
  get is_multicast(): boolean {
    return this.network_address.is_multicast && this.broadcast_address.is_multicast;
  }

  /** Whether the IETF keeps the first and the last address. */
  get is_reserved(): boolean {
    return this.network_address.is_reserved && this.broadcast_address.is_reserved;
  }

  /** Whether the network is the one address of all zeros. */
  get is_unspecified(): boolean {
    return this.network_address.is_unspecified && this.broadcast_address.is_unspecified;
  }

  /** Whether the first and the last address are the host's own. */
  get is_loopback(): boolean {
    return this.network_address.is_loopback && this.broadcast_address.is_loopback;
  }

  /** Whether the first and the last address mean something on one link only. */
  get is_link_local(): boolean {
    return this.network_address.is_link_local && this.broadcast_address.is_link_local;
  }

  /** Whether it is not private; nor, in IPv4, all in 100.64.0.0/10, which is shared. */
  get is_global(): boolean {
    return !this.is_private;
  }

  /** An integer by which networks of one version order as in Python: by network address, then by prefix. */
  override valueOf(): bigint {
    return (this.network_address.valueOf() << 8n) | BigInt(this.prefixlen);
  }

  /** Whether the two have an address in common. Networks of different versions have none. */
  overlaps(other: BaseNetwork): boolean {
    if (!(other instanceof BaseNetwork)) throw new TypeError(`${str(other)} is not a network object`);
    return other.has(this.network_address) || this.has(other.network_address);
  }

  /**
   * This network without another, as networks, the largest first.
   * @throws TypeError if `other` is no network of this version, RangeError if it is not inside this one; both when the
   *   first network is asked for.
   */
  *address_exclude(other: BaseNetwork): IterableIterator<this> {
    checkNetwork(this, other, 'version');
    if (!other.subnet_of(this)) throw new RangeError(`${other} not contained in ${this}`);
    for (let length = this.prefixlen + 1; length <= other.prefixlen; length++)
      yield this._cut(other as this, length, true);
  }

  /** -1, 0 or 1, as this network orders before, with or after another of its version: by address, then by prefix. */
  compare_networks(other: BaseNetwork): -1 | 0 | 1 {
    checkNetwork(this, other, 'type');
    const [left, right] = [this.valueOf(), other.valueOf()];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /**
   * The networks, of equal size, that this one consists of, made as they are asked for. A network of one address gives
   * itself.
   *
   * @param prefixlen_diff How much longer their prefix is, 1 if not given; or the parameters as an options object.
   * @param new_prefix The length of their prefix, in place of `prefixlen_diff`.
   * @throws TypeError for parameters that are no integers, or options that are none; RangeError for a prefix that is too
   *   short or too long, or if both parameters are given, when the first network is asked for.
   */
  subnets(
    prefixlen_diff?: number | PrefixOptions,
    new_prefix?: number | Pick<PrefixOptions, 'new_prefix'> | null,
  ): IterableIterator<this> {
    return this.#subnets(...prefixArguments([prefixlen_diff, new_prefix], 'subnets'));
  }

  *#subnets(prefixlen_diff: number, new_prefix: number | null): IterableIterator<this> {
    if (this.prefixlen === this.max_prefixlen) {
      yield this;
      return;
    }
    let diff = prefixlen_diff;
    if (new_prefix !== null) {
      if (new_prefix < this.prefixlen) throw new RangeError('new prefix must be longer');
      if (diff !== 1) throw new RangeError('cannot set prefixlen_diff and new_prefix');
      diff = new_prefix - this.prefixlen;
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
   *
   * @param prefixlen_diff How much shorter its prefix is, 1 if not given; or the parameters as an options object.
   * @param new_prefix The length of its prefix, in place of `prefixlen_diff`.
   * @throws TypeError for parameters that are no integers, or options that are none; RangeError for a prefix that is too
   *   short or too long, or if both parameters are given.
   */
  supernet(
    prefixlen_diff?: number | PrefixOptions,
    new_prefix?: number | Pick<PrefixOptions, 'new_prefix'> | null,
  ): this {
    const [given, prefix] = prefixArguments([prefixlen_diff, new_prefix], 'supernet');
    if (this.prefixlen === 0) return this;
    let diff = given;
    if (prefix !== null) {
      if (prefix > this.prefixlen) throw new RangeError('new prefix must be shorter');
      if (diff !== 1) throw new RangeError('cannot set prefixlen_diff and new_prefix');
      diff = this.prefixlen - prefix;
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

/** Whether an address is an interface, which brings its network along. */
export function isInterface(address: BaseAddress): boolean {
  return (address as { readonly network?: unknown }).network instanceof BaseNetwork;
}

function isSubnet(inner: BaseNetwork, outer: BaseNetwork): boolean {
  // An address of the other version is refused for its version, as in Python.
  const [left, right]: readonly unknown[] = [inner, outer];
  if (left instanceof IPAddressBase && right instanceof IPAddressBase && left.version !== right.version) {
    throw new TypeError(`${left} and ${right} are not of the same version`);
  }
  if (!(inner instanceof BaseNetwork && outer instanceof BaseNetwork)) {
    throw new TypeError(`Unable to test subnet containment between ${str(inner)} and ${str(outer)}`);
  }
  return outer.prefixlen <= inner.prefixlen && outer.has(inner.network_address);
}
