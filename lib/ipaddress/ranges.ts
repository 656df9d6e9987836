import { BaseAddress } from './base.ts';
import type { IPv4Address } from './ipv4address.ts';
import { IPv4Interface } from './ipv4interface.ts';
import { type IPv4Network, makeNetwork4 } from './ipv4network.ts';
import type { IPv6Address } from './ipv6address.ts';
import { IPv6Interface } from './ipv6interface.ts';
import { type IPv6Network, makeNetwork6 } from './ipv6network.ts';
import { BaseNetwork } from './network.ts';
import { repr } from './repr.ts';

type AnyNetwork = IPv4Network | IPv6Network;

/** The fewest IPv4 networks that hold exactly the addresses from `first` to `last`. */
function* summarize4(first: number, last: number): IterableIterator<IPv4Network> {
  for (let start = first; start <= last; ) {
    // A network starts at a multiple of its size; Math.clz32 of 0 and of 2^32 is 32.
    const aligned = start === 0 ? 32 : 31 - Math.clz32(start & -start);
    const room = last - start + 1;
    const bits = Math.min(aligned, room > 0xffff_ffff ? 32 : 31 - Math.clz32(room));
    yield makeNetwork4(start, 32 - bits);
    start += 2 ** bits;
  }
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

/** The fewest IPv6 networks that hold exactly the addresses from `first` to `last`. */
function* summarize6(first: bigint, last: bigint): IterableIterator<IPv6Network> {
  for (let start = first; start <= last; ) {
    const aligned = start === 0n ? 128 : bitLength(start & -start) - 1;
    const bits = Math.min(aligned, bitLength(last - start + 1n) - 1);
    yield makeNetwork6(start, 128 - bits);
    start += 1n << BigInt(bits);
  }
}

function summarize(version: 4 | 6, first: bigint, last: bigint): IterableIterator<AnyNetwork> {
  return version === 4 ? summarize4(Number(first), Number(last)) : summarize6(first, last);
}

/**
 * The fewest networks that hold exactly the addresses from `first` to `last`, in order.
 *
 * Python: `ipaddress.summarize_address_range`.
 * @throws TypeError if they are no addresses of one version, RangeError if `last` is below `first`; both when the first
 *   network is asked for.
 */
export function summarize_address_range(first: IPv4Address, last: IPv4Address): IterableIterator<IPv4Network>;
export function summarize_address_range(first: IPv6Address, last: IPv6Address): IterableIterator<IPv6Network>;
export function summarize_address_range(first: BaseAddress, last: BaseAddress): IterableIterator<AnyNetwork>;
export function* summarize_address_range(first: BaseAddress, last: BaseAddress): IterableIterator<AnyNetwork> {
  if (!(first instanceof BaseAddress && last instanceof BaseAddress)) {
    throw new TypeError('first and last must be IP addresses, not networks');
  }
  if (first.version !== last.version) throw new TypeError(`${first} and ${last} are not of the same version`);
  if (first.valueOf() > last.valueOf()) throw new RangeError('last IP address must be greater than first');
  yield* summarize(first.version, first.valueOf(), last.valueOf());
}

/** The first and the last address of a network, or an address twice. */
function ends(item: unknown): [first: bigint, last: bigint] {
  if (item instanceof BaseNetwork) {
    const first = item.network_address.valueOf();
    return [first, first + item.num_addresses - 1n];
  }
  if (!(item instanceof BaseAddress)) throw new TypeError(`${repr(item)} is not an IP address or network`);
  return [item.valueOf(), item.valueOf()];
}

/**
 * The fewest networks that hold exactly the given addresses and networks, in order.
 *
 * Python: `ipaddress.collapse_addresses`.
 * @throws TypeError if the versions are mixed, or if something is neither an address nor a network.
 */
export function collapse_addresses(addresses: Iterable<IPv4Address | IPv4Network>): IterableIterator<IPv4Network>;
export function collapse_addresses(addresses: Iterable<IPv6Address | IPv6Network>): IterableIterator<IPv6Network>;
export function collapse_addresses(addresses: Iterable<BaseAddress | BaseNetwork>): IterableIterator<AnyNetwork>;
export function collapse_addresses(addresses: Iterable<BaseAddress | BaseNetwork>): IterableIterator<AnyNetwork> {
  const items = [...addresses];
  const ranges = items.map(ends);
  const [first] = items;
  const other = items.find((item) => item.version !== first?.version);
  if (other !== undefined) throw new TypeError(`${other} and ${first} are not of the same version`);
  ranges.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return merge(first?.version ?? 4, ranges);
}

function* merge(version: 4 | 6, ranges: readonly [bigint, bigint][]): IterableIterator<AnyNetwork> {
  let [first, last] = ranges[0] ?? [1n, 0n];
  for (const [low, high] of ranges) {
    if (low > last + 1n) {
      yield* summarize(version, first, last);
      [first, last] = [low, high];
    } else if (high > last) last = high;
  }
  yield* summarize(version, first, last);
}

/**
 * A key by which addresses, interfaces and networks of both versions sort together: a bigint to compare with `<`. IPv4
 * comes first; then the network address counts, then the prefix, and an address goes before the networks that it starts.
 *
 * Python: `ipaddress.get_mixed_type_key`.
 * @throws TypeError for anything else.
 */
export function get_mixed_type_key(obj: BaseAddress | BaseNetwork): bigint {
  const isInterface = obj instanceof IPv4Interface || obj instanceof IPv6Interface;
  const network = isInterface ? obj.network : obj;
  const [first] = ends(network);
  // The fields: version, first address, length of the prefix plus one, address of an interface plus one.
  const prefix = network instanceof BaseNetwork ? BigInt(network.prefixlen) + 1n : 0n;
  const own = isInterface ? obj.valueOf() + 1n : 0n;
  return (((((BigInt(obj.version) << 128n) | first) << 8n) | prefix) << 129n) | own;
}
