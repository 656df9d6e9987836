/** getaddrinfo(3), as glibc answers it. */
import type { AddrInfo, LookupFailure } from '../types.ts';
import {
  familyOf,
  isMapped,
  type Literal,
  mapped,
  type Packed,
  parseAddress,
  parseHost,
  recordOf,
} from './addresses.ts';
import { constants } from './constants.ts';
import { type Failure, failure, failureOf } from './failures.ts';
import { hostsNamed } from './hosts.ts';
import { configured, hasLoopback6 } from './interfaces.ts';
import { lookUp } from './look_up.ts';
import { isNumeric, parseService, socketKinds } from './socket_types.ts';

const c = constants as { [name: string]: number };
const { AF_INET, AF_INET6, AF_UNSPEC } = c;

/** A flag that the platform lacks is never set. */
const bit = (name: string): number => constants[name] ?? 0;
const ADDRCONFIG = bit('AI_ADDRCONFIG');
const ALL = bit('AI_ALL');
const CANONNAME = bit('AI_CANONNAME');
const IDN = bit('AI_IDN');
const NUMERICHOST = bit('AI_NUMERICHOST');
const NUMERICSERV = bit('AI_NUMERICSERV');
const PASSIVE = bit('AI_PASSIVE');
const V4MAPPED = bit('AI_V4MAPPED');

/** The flags there are. glibc takes two more that had a meaning once, AI_IDN_ALLOW_UNASSIGNED and its neighbour. */
const KNOWN = Object.entries(constants)
  .filter(([name]) => name.startsWith('AI_'))
  .reduce((all, [, value]) => all | value, IDN === 0 ? 0 : 0x300);

/** The addresses of a host, and its canonical name. */
interface Found {
  addresses: readonly Packed[];
  name: string;
}

/** getaddrinfo(3). It blocks if a server has to be asked. */
export function getaddrinfo(
  host: string | null,
  service: string | null,
  family: number,
  type: number,
  protocol: number,
  flags: number,
): AddrInfo[] | LookupFailure {
  const node = host === '*' ? null : host;
  const port = service === '*' ? null : service;
  if (node === null && port === null) return failure('NONAME');
  if ((flags & ~KNOWN) !== 0) return failure('BADFLAGS');
  if (node === null && flags & CANONNAME) return failure('BADFLAGS');
  const narrowed = narrow(family, flags);
  if (narrowed === null) return failure('NONAME');
  if (narrowed !== AF_UNSPEC && narrowed !== AF_INET && narrowed !== AF_INET6) return failure('FAMILY');
  if (flags & NUMERICSERV && !isNumeric(port ?? '')) return failure('NONAME');
  const kinds = socketKinds(parseService(port ?? ''), type, protocol);
  if (typeof kinds === 'string') return failure(kinds);
  const found = node === null ? thisMachine(narrowed, flags) : addressesOf(node, narrowed, flags);
  if (typeof found === 'string') return failure(found);
  if ('message' in found) return found;
  const answers = found.addresses.flatMap((address) =>
    kinds.map<AddrInfo>(({ type, protocol, port }) => [familyOf(address), type, protocol, '', recordOf(address, port)]),
  );
  // The first alone has the name.
  if (flags & CANONNAME && answers.length > 0) answers[0]![3] = found.name;
  return answers;
}

/** The family to look for under AI_ADDRCONFIG: one that this machine has an address of. Null if there is none. */
function narrow(family: number, flags: number): number | null {
  if (!(flags & ADDRCONFIG)) return family;
  const { ipv4, ipv6 } = configured();
  if (family === AF_UNSPEC) return ipv4 === ipv6 ? AF_UNSPEC : ipv4 ? AF_INET! : AF_INET6!;
  return (family === AF_INET && !ipv4) || (family === AF_INET6 && !ipv6) ? null : family;
}

/** Without a host: every address for who listens, the loopback for who connects. */
function thisMachine(family: number, flags: number): Found {
  const passive = (flags & PASSIVE) !== 0;
  const any = (size: number, last: number): Packed => ({ bytes: [...new Array(size - 1).fill(0), last], scope: 0 });
  const ipv4 = passive ? any(4, 0) : { bytes: [127, 0, 0, 1], scope: 0 };
  const ipv6 = any(16, passive ? 0 : 1);
  if (family === AF_INET) return { addresses: [ipv4], name: '' };
  if (family === AF_INET6) return { addresses: [ipv6], name: '' };
  // The order of RFC 6724: ::1 comes first where it can be reached; :: never matches its source's label, 0.0.0.0 does.
  return { addresses: !passive && hasLoopback6() ? [ipv6, ipv4] : [ipv4, ipv6], name: '' };
}

function addressesOf(host: string, family: number, flags: number): Found | Failure | LookupFailure {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
  if (flags & IDN && !/^[\x00-\x7f]*$/.test(host)) return 'IDN_ENCODE';
  const literal = parseHost(host);
  if (literal !== null) {
    const address = inFamily(literal, family, flags);
    if (address === null) return 'ADDRFAMILY';
    return literal.scope === null ? 'NONAME' : { addresses: [address], name: host };
  }
  if (flags & NUMERICHOST || host === '') return 'NONAME';
  return fromTable(host, family, flags) ?? fromServer(host, family, flags);
}

/** An address in the family that is wanted, or null. */
function inFamily({ bytes, scope }: Literal, family: number, flags: number): Packed | null {
  const address = { bytes, scope: scope ?? 0 };
  if (family === AF_UNSPEC || family === familyOf(address)) return address;
  if (family === AF_INET) return isMapped(address) ? { bytes: address.bytes.slice(12), scope: 0 } : null;
  return flags & V4MAPPED ? { bytes: mapped(address.bytes), scope: 0 } : null;
}

/**
 * What the hosts table says, if there is nothing to decide: one address, of a family that was asked for. The order of
 * more, and what stands in for none, the C library knows.
 */
function fromTable(host: string, family: number, flags: number): Found | null {
  if (family === AF_INET6 && flags & V4MAPPED) return null;
  const all = hostsNamed(host);
  // As IPv4 the C library takes these apart.
  if (all.some(({ address: bytes }) => isMapped({ bytes, scope: 0 }))) return null;
  const size = family === AF_INET ? 4 : 16;
  const [first, ...others] = family === AF_UNSPEC ? all : all.filter(({ address }) => address.length === size);
  if (first === undefined || others.length > 0) return null;
  return { addresses: [{ bytes: first.address, scope: 0 }], name: first.name };
}

function fromServer(host: string, family: number, flags: number): Found | LookupFailure {
  const answer = lookUp({
    kind: 'addresses',
    name: host,
    family: family === AF_UNSPEC ? 0 : family === AF_INET ? 4 : 6,
    hints: flags & (ADDRCONFIG | V4MAPPED | ALL),
    canonical: (flags & CANONNAME) !== 0,
  });
  if (answer.kind === 'error') return failureOf(answer);
  if (answer.kind === 'name') return failure('FAIL');
  const addresses = answer.addresses.map(parseAddress).filter((address) => address !== null);
  // A name that the table has is canonical as it stands there.
  return { addresses, name: hostsNamed(host)[0]?.name ?? answer.canonical };
}
