// What peer.py answers, worked out with our module: function by function the same.
import { inspect } from 'node:util';
import * as ipaddress from '../../lib/ipaddress.ts';
import { decode, type Encoded } from './arbitraries.ts';

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address;
type Network = ipaddress.IPv4Network | ipaddress.IPv6Network;
type Interface = ipaddress.IPv4Interface | ipaddress.IPv6Interface;

const SPECS = [
  ...['', 'b', 'x', 'X', 'n', '#x', '_b', '#_X', '#_n', '>60s', '*^50.9s', '012s', '=9s', 'd', ',s', '+s', '.s'],
];

/** A result, or the error that took its place. */
export function attempt(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return { error: (error as Error).name, message: (error as Error).message };
  }
}

function texts(items: Iterable<unknown>, count = Number.POSITIVE_INFINITY): string[] {
  const found: string[] = [];
  for (const item of items) {
    found.push(String(item));
    if (found.length === count) break;
  }
  return found;
}

function flags(thing: Address | Network): boolean[] {
  const found = [thing.is_multicast, thing.is_reserved, thing.is_unspecified, thing.is_loopback, thing.is_link_local];
  if ('is_site_local' in thing) found.push(thing.is_site_local);
  return [...found, thing.is_private, thing.is_global];
}

function common(thing: Address | Network): unknown[] {
  const names = [String(thing), inspect(thing), thing.compressed, thing.exploded, thing.reverse_pointer];
  return [...names, thing.version, flags(thing)];
}

function address(thing: Address): unknown[] {
  const formats = SPECS.map((spec) => attempt(() => thing.format(spec)));
  const found = [...common(thing), String(BigInt(thing as never)), thing.packed.toString('hex'), formats];
  if (!('scope_id' in thing)) return found;
  const embedded = [thing.ipv4_mapped, thing.sixtofour, ...(thing.teredo ?? [null, null])];
  return [...found, thing.scope_id, embedded.map((item) => (item === null ? null : String(item)))];
}

function masks(thing: Network | Interface): string[] {
  const names = [thing.with_prefixlen, thing.with_netmask, thing.with_hostmask];
  return [...names, String(thing.netmask), String(thing.hostmask)];
}

function network(thing: Network): unknown[] {
  const ends = [String(thing.network_address), String(thing.broadcast_address)];
  const size = [thing.prefixlen, String(thing.num_addresses)];
  const walked = [texts(thing, 3), texts(thing.hosts(), 3), String(thing.at(0)), String(thing.at(-1))];
  const derived = [String(thing.supernet()), texts(thing.subnets(), 2)];
  return [...common(thing), ...masks(thing), ...ends, ...size, ...walked, ...derived];
}

function describe(name: string, value: Encoded, strict: boolean): unknown {
  const input = decode(value) as string;
  const makers: Readonly<Record<string, () => unknown>> = {
    ip_address: () => ipaddress.ip_address(input),
    ip_network: () => ipaddress.ip_network(input, strict),
    ip_interface: () => ipaddress.ip_interface(input),
    IPv4Address: () => new ipaddress.IPv4Address(input),
    IPv6Address: () => new ipaddress.IPv6Address(input),
    IPv4Network: () => new ipaddress.IPv4Network(input, { strict }),
    IPv6Network: () => new ipaddress.IPv6Network(input, strict),
    IPv4Interface: () => new ipaddress.IPv4Interface(input),
    IPv6Interface: () => new ipaddress.IPv6Interface(input),
  };
  const made = makers[name]?.() as Address | Network | Interface;
  if ('num_addresses' in made) return network(made);
  if (!('network' in made)) return address(made);
  return [...address(made), ...masks(made), String(made.ip), String(made.network)];
}

function relate(left: string, right: string): unknown {
  const a = ipaddress.ip_network(left);
  const b = ipaddress.ip_network(right);
  const found = [a.overlaps(b), attempt(() => a.subnet_of(b)), attempt(() => a.supernet_of(b))];
  const inside = [a.has(b.network_address), a.has(b.broadcast_address), a.has(b as never), a.equals(b)];
  const less = a.version === b.version ? a < b : attempt(() => different(a, b));
  const excluded = attempt(() => texts(a.address_exclude(b)));
  return [...found, attempt(() => a.compare_networks(b)), ...inside, less, excluded];
}

/** What Python's `<` raises for two versions, which JavaScript's cannot. */
function different(a: Network, b: Network): never {
  throw new TypeError(`${a} and ${b} are not of the same version`);
}

function derive(text: string, diff: number, prefix: number | null): unknown {
  const net = ipaddress.ip_network(text);
  return [
    attempt(() => texts(net.subnets(diff, prefix), 20)),
    attempt(() => String(net.supernet({ prefixlen_diff: diff, new_prefix: prefix }))),
  ];
}

function move(text: string, n: string): unknown {
  const net = ipaddress.ip_network(text);
  const host = net.network_address;
  const amount = Number.isSafeInteger(Number(n)) ? Number(n) : BigInt(n);
  return [
    attempt(() => String(net.at(amount))),
    attempt(() => String(host.add(amount))),
    attempt(() => String(host.sub(amount))),
  ];
}

function parse(text: string): Address | Network {
  return text.includes('/') ? ipaddress.ip_network(text) : ipaddress.ip_address(text);
}

function collapse(items: readonly string[]): string[] {
  return texts(ipaddress.collapse_addresses(items.map(parse)));
}

function sorted<T>(items: T[], key: (item: T) => bigint): string[] {
  return texts(items.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)));
}

const mixed = (items: readonly string[]) => sorted(items.map(parse), ipaddress.get_mixed_type_key);

const interfaces = (items: readonly string[]) =>
  sorted(
    items.map((item) => ipaddress.ip_interface(item)),
    ipaddress.get_mixed_type_key,
  );

const between = (first: string, last: string) =>
  texts(ipaddress.summarize_address_range(ipaddress.ip_address(first), ipaddress.ip_address(last)));

const hosts = (text: string) => [texts(ipaddress.ip_network(text)), texts(ipaddress.ip_network(text).hosts())];

const functions: Readonly<Record<string, (...values: never[]) => unknown>> = {
  ...{ describe, relate, derive, move, collapse, mixed, interfaces, between, hosts },
};

/** Our answers to `Peer.ask(name, batch)`. */
export function answer(name: string, batch: readonly (readonly unknown[])[]): unknown[] {
  return batch.map((values) => attempt(() => (functions[name] as (...v: unknown[]) => unknown)(...values)));
}
