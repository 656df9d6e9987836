/** gethostbyname(3), gethostbyaddr(3) and getnameinfo(3). */
import { hostname } from 'node:os';
import { type AddressRecord, INET_AT, INET6_AT } from '../address.ts';
import type { HostEntry, LookupFailure } from '../types.ts';
import { isLinkLocal, parseHost } from './addresses.ts';
import { constants } from './constants.ts';
import { failure, failureOf, hostFailure, hostFailureOf } from './failures.ts';
import { hostAt, hostsNamed } from './hosts.ts';
import { formatIPv4, formatIPv6, parseOldIPv4 } from './inet.ts';
import { interfaceName } from './interfaces.ts';
import { type Answer, lookUp } from './look_up.ts';
import { serviceName } from './netdb.ts';

const c = constants as { [name: string]: number };

/** gethostbyname(3): IPv4 only. It blocks if a server has to be asked. */
export function gethostbyname(name: string): HostEntry | LookupFailure {
  if (name === '') return hostFailure('NO_RECOVERY');
  // What has digits and dots alone is an address, or nothing.
  if (/^[\d.]+$/.test(name) && !name.endsWith('.')) {
    const address = parseOldIPv4(name, true);
    if (address === null) return hostFailure('HOST_NOT_FOUND');
    return [name, [], [formatIPv4(Uint8Array.from(address))]];
  }
  const [first, ...others] = hostsNamed(name, 4);
  if (first !== undefined) {
    const hosts = [first, ...others];
    const aliases = [...first.aliases, ...others.flatMap((host) => [host.name, ...host.aliases])];
    return [
      first.name,
      [...new Set(aliases)].filter((alias) => alias !== first.name),
      hosts.map(({ address }) => formatIPv4(Uint8Array.from(address))),
    ];
  }
  // These would be an address to getaddrinfo, through which the look-up goes, and are none here.
  if (parseHost(name) !== null) return hostFailure('HOST_NOT_FOUND');
  const answer = lookUp({ kind: 'addresses', name, family: 4, hints: 0, canonical: true });
  if (answer.kind === 'error') return hostFailureOf(answer);
  if (answer.kind === 'name') return hostFailure('NO_RECOVERY');
  return [answer.canonical, [...answer.aliases], [...answer.addresses]];
}

/** The bytes of the address in a record. */
function packedOf(record: AddressRecord): Uint8Array {
  const [at, size] = record.family === c.AF_INET ? [INET_AT, 4] : [INET6_AT, 16];
  return record.bytes.slice(at, at + size);
}

/** The scope in it. */
function scopeOf(record: AddressRecord): number {
  return record.family === c.AF_INET6 ? record.words[4]! >>> 0 : 0;
}

function format(bytes: Uint8Array): string {
  return bytes.length === 4 ? formatIPv4(bytes) : formatIPv6(bytes);
}

/** gethostbyaddr(3), of AF_INET or AF_INET6. It blocks if a server has to be asked. */
export function gethostbyaddr(record: AddressRecord): HostEntry | LookupFailure {
  const packed = packedOf(record);
  const found = nameOf(packed);
  if (found.kind === 'error') return hostFailureOf(found);
  if (found.kind !== 'name') return hostFailure('NO_RECOVERY');
  return [found.name, [...(hostAt(packed)?.aliases ?? [])], [format(packed)]];
}

/** The name of an address: from the hosts table, or from a server. */
function nameOf(packed: Uint8Array): Answer {
  const host = hostAt(packed);
  if (host !== undefined) return { kind: 'name', name: host.name };
  // Nobody has the address of no address.
  if (packed.length === 16 && packed.every((byte) => byte === 0)) {
    return { kind: 'error', errno: -3008, code: 'ENOTFOUND' };
  }
  return lookUp({ kind: 'name', address: format(packed) });
}

/** The flags of getnameinfo(3) there are. glibc takes two more that had a meaning once. */
const KNOWN = Object.entries(constants)
  .filter(([name]) => name.startsWith('NI_') && !name.startsWith('NI_MAX'))
  .reduce((all, [, value]) => all | value, constants.NI_IDN === undefined ? 0 : 0xc0);

/** getnameinfo(3). It blocks if a server has to be asked. */
export function getnameinfo(record: AddressRecord, flags: number): [host: string, service: string] | LookupFailure {
  if ((flags & ~KNOWN) !== 0) return failure('BADFLAGS');
  if (record.family === c.AF_UNIX) return unixNames(record, flags);
  if (record.family !== c.AF_INET && record.family !== c.AF_INET6) return failure('FAMILY');
  const host = hostText(record, flags);
  if (typeof host !== 'string') return host;
  const port = record.words[2]! & 0xffff;
  const protocol = flags & c.NI_DGRAM! ? 'udp' : 'tcp';
  return [host, (flags & c.NI_NUMERICSERV! ? undefined : serviceName(port, protocol)) ?? String(port)];
}

/** A socket's path stands for its service; its host is this machine. */
function unixNames(record: AddressRecord, flags: number): [string, string] | LookupFailure {
  const numeric = (flags & c.NI_NUMERICHOST!) !== 0;
  if (numeric && flags & c.NI_NAMEREQD!) return failure('NONAME');
  const path = Buffer.from(record.data).toString();
  const end = path.indexOf('\0');
  return [numeric ? 'localhost' : hostname(), end < 0 ? path : path.slice(0, end)];
}

function hostText(record: AddressRecord, flags: number): string | LookupFailure {
  const packed = packedOf(record);
  if (!(flags & c.NI_NUMERICHOST!)) {
    const found = nameOf(packed);
    if (found.kind === 'name') return flags & c.NI_NOFQDN! ? withoutDomain(found.name) : found.name;
    if (found.kind === 'error') {
      const failed = failureOf(found);
      // That there is no name does not matter; that nobody could say does.
      if (failed.code === c.EAI_AGAIN || failed.code === c.EAI_SYSTEM) return failed;
    }
  }
  if (flags & c.NI_NAMEREQD!) return failure('NONAME');
  const scope = scopeOf(record);
  if (scope === 0) return format(packed);
  return `${format(packed)}%${(isLinkLocal(packed) && interfaceName(scope)) || scope}`;
}

/** A name of this machine's domain without the domain. */
function withoutDomain(name: string): string {
  const own = hostsNamed(hostname()).find((host) => host.name.includes('.'))?.name ?? hostname();
  const domain = own.includes('.') ? own.slice(own.indexOf('.')) : '';
  return domain !== '' && name.endsWith(domain) ? name.slice(0, -domain.length) : name;
}
