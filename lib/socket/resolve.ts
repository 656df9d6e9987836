import { AddressRecord, INET6_LENGTH } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import type { AddressQuery, AddrInfo, HostAndService, HostEntry, LookupFailure } from '../backend/types.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import { gaierror, herror, lookupError, OSError, oserror } from '../core/errors.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { optional, stringArgument } from '../core/parameters.ts';
import { fromRecord, type ReturnedAddress } from './address.ts';
import { type Host, hostName, idnaName, lookup } from './host.ts';

const { sys, constants, errnos } = backend;
const { AF_INET, AI_NUMERICHOST, SOCK_DGRAM } = constants as { [name: string]: number };

/** The errno of a name that is in no list: Python has none, and no subclass of OSError for it. */
const NOT_FOUND = errnos.ENODATA ?? errnos.EINVAL!;

/** One answer of `getaddrinfo`: what `socket()` and `connect()` take. */
export type AddressInfoTuple = [
  family: number,
  type: number,
  proto: number,
  canonname: string,
  sockaddr: ReturnedAddress,
];

/** The optional parameters of `getaddrinfo`. */
export interface AddressInfoOptions {
  family?: number;
  type?: number;
  proto?: number;
  flags?: number;
}

/**
 * The addresses of a host and a service; getaddrinfo(3). It blocks while the name is looked up.
 *
 * Python's `socket.getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)`.
 *
 * @param host - a name or an address; `null` for this machine (every address of it, with AI_PASSIVE).
 * @param port - a number, a service's name, or `null`.
 * @returns `[family, type, proto, canonname, sockaddr]` for each; `canonname` is `''` without AI_CANONNAME.
 * @throws gaierror if there is no answer.
 */
export function getaddrinfo(
  host: Host | null,
  port: number | string | null,
  family?: number | AddressInfoOptions,
  type?: number | AddressInfoOptions,
  proto?: number | AddressInfoOptions,
  flags?: number | AddressInfoOptions,
): AddressInfoTuple[];
export function getaddrinfo(host: unknown, port: unknown, ...given: unknown[]): AddressInfoTuple[] {
  const query = addressQuery(host, port, optional(given, ADDRESS_PARAMETERS, 'getaddrinfo'));
  return addressAnswer(sys.getaddrinfo(...query), query[0], port);
}

export const ADDRESS_PARAMETERS: readonly string[] = ['family', 'type', 'proto', 'flags'];

/** What `getaddrinfo` asks. `values` are of `ADDRESS_PARAMETERS`. */
export function addressQuery(host: unknown, port: unknown, values: readonly unknown[]): AddressQuery {
  const call = 'getaddrinfo';
  const number = (i: number) => optionalInt(values[i], 0, `${call}() argument '${ADDRESS_PARAMETERS[i]}'`);
  const numbers: [number, number, number, number] = [number(0), number(1), number(2), number(3)];
  const node = host === null || host === undefined ? null : idnaName(host, call);
  return [node, serviceName(port), ...numbers];
}

export function addressAnswer(
  found: AddrInfo[] | LookupFailure,
  node: string | null,
  port: unknown,
): AddressInfoTuple[] {
  if (!Array.isArray(found)) throw lookupError(gaierror, found, 'getaddrinfo', { address: [node ?? '', port] });
  return found.map(([family, type, proto, canonname, record]) => [
    family,
    type,
    proto,
    canonname,
    fromRecord(new AddressRecord(record)),
  ]);
}

function serviceName(port: unknown): string | null {
  if (port === null || port === undefined) return null;
  if (typeof port === 'string') return stringArgument(port, "getaddrinfo() argument 'port'");
  if (ArrayBuffer.isView(port) || port instanceof ArrayBuffer) return hostName(port, 'getaddrinfo');
  if (typeof port === 'number') {
    return String(intArgument(port, "getaddrinfo() argument 'port'", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
  }
  throw new TypeError(`getaddrinfo() argument 'port' must be a number, a string or null, not '${typeName(port)}'`);
}

/**
 * The names of an address and its port; getnameinfo(3).
 *
 * @param sockaddr - `[host, port, flowinfo?, scope_id?]`, the host as an address, not a name.
 * @param flags - NI_*.
 * @returns `[host, service]`.
 */
export function getnameinfo(
  sockaddr: readonly [host: string, port: number, flowinfo?: number, scope_id?: number],
  flags: number,
): [host: string, service: string] {
  const [record, wanted] = nameQuery(sockaddr, flags);
  return nameAnswer(sys.getnameinfo(record, wanted), sockaddr);
}

/** What `getnameinfo` asks. */
export function nameQuery(
  sockaddr: readonly [host: string, port: number, flowinfo?: number, scope_id?: number],
  flags: number,
): [record: Uint8Array, flags: number] {
  const call = 'getnameinfo';
  if (!Array.isArray(sockaddr) || sockaddr.length < 2 || sockaddr.length > 4) {
    throw new TypeError(`${call}() argument 'sockaddr' must be [host, port, flowinfo?, scope_id?]`);
  }
  const [host, port, flowinfo = 0, scope = 0] = sockaddr;
  const wanted = intArgument(flags, `${call}() argument 'flags'`);
  const service = String(intArgument(port, `${call}() port`, 0, 65535));
  const flow = intArgument(flowinfo, `${call}() flowinfo`, 0, 0xfffff);
  const zone = intArgument(scope, `${call}() scope_id`, 0, 0xffffffff);
  const found = sys.getaddrinfo(hostName(host, call), service, 0, SOCK_DGRAM!, 0, AI_NUMERICHOST!);
  if (!Array.isArray(found)) throw lookupError(gaierror, found, call, { address: sockaddr });
  const record = new AddressRecord(found[0]![4]);
  if (record.family === AF_INET && sockaddr.length !== 2) {
    throw oserror(errnos.EINVAL!, call, { text: 'IPv4 sockaddr must be 2 tuple' });
  }
  if (record.length === INET6_LENGTH) {
    record.words[3] = flow;
    // A scope inside the address (fe80::1%lo) holds unless the caller names one.
    if (zone !== 0) record.words[4] = zone;
  }
  return [record.bytes, wanted];
}

export function nameAnswer(names: HostAndService | LookupFailure, sockaddr: unknown): HostAndService {
  if (!Array.isArray(names)) throw lookupError(gaierror, names, 'getnameinfo', { address: sockaddr });
  return names;
}

/** The IPv4 address of a host. Python's `socket.gethostbyname`; gaierror if it has none. */
export function gethostbyname(hostname: Host): string {
  return fromRecord(new AddressRecord(lookup(AF_INET!, idnaName(hostname, 'gethostbyname'), 'gethostbyname')))[0];
}

/** A host's `[name, aliases, IPv4 addresses]`. Python's `socket.gethostbyname_ex`. */
export function gethostbyname_ex(hostname: Host): [hostname: string, aliaslist: string[], ipaddrlist: string[]] {
  const call = 'gethostbyname_ex';
  const name = idnaName(hostname, call);
  lookup(AF_INET!, name, call); // Python reports a name that does not resolve as gaierror.
  return hostEntry(sys.gethostbyname(name), call, name);
}

/** The `[name, aliases, addresses]` of the host with an address, IPv4 or IPv6. Python's `socket.gethostbyaddr`. */
export function gethostbyaddr(ip_address: Host): [hostname: string, aliaslist: string[], ipaddrlist: string[]] {
  const call = 'gethostbyaddr';
  const name = idnaName(ip_address, call);
  return hostEntry(sys.gethostbyaddr(lookup(0, name, call)), call, name);
}

/** The answer of `gethostbyname_ex` and `gethostbyaddr`. */
export function hostEntry(found: HostEntry | LookupFailure, call: string, name: string): HostEntry {
  if (Array.isArray(found)) return found;
  throw lookupError(herror, found, call, { address: name });
}

/** The name of this machine; gethostname(2). */
export function gethostname(): string {
  return text(sys.gethostname(), 'gethostname');
}

/**
 * Names this machine, which takes the right to; sethostname(2). Python's `socket.sethostname`.
 *
 * @param name - text, or the bytes of it.
 * @throws PermissionError for most users.
 */
export function sethostname(name: string | BytesLike): void {
  const where = "sethostname() argument 'name'";
  const bytes = typeof name === 'string' ? Buffer.from(stringArgument(name, where)) : bytesOf(name, where);
  const result = sys.sethostname(bytes);
  if (result < 0) throw oserror(-result, 'sethostname');
}

/**
 * A fully qualified name for `name`, or for this machine. Python's `socket.getfqdn`: the first of the host's names with
 * a dot in it, or the first of all.
 */
export function getfqdn(name = ''): string {
  const known = nameToQualify(name);
  try {
    return qualified(gethostbyaddr(known));
  } catch (error) {
    if (error instanceof OSError) return known;
    throw error;
  }
}

/** The name that `getfqdn` looks up. */
export function nameToQualify(name: string): string {
  const asked = name.trim();
  return asked === '' || asked === '0.0.0.0' || asked === '::' ? gethostname() : asked;
}

/** The first of a host's names with a dot in it, or the first of all. */
export function qualified([hostname, aliases]: HostEntry): string {
  return [hostname, ...aliases].find((alias) => alias.includes('.')) ?? hostname;
}

/**
 * The port of a service. Python's `socket.getservbyname(servicename[, protocolname])`.
 *
 * @param protocolname - `'tcp'` or `'udp'`; left out: any.
 */
export function getservbyname(servicename: string, protocolname?: string): number {
  const call = 'getservbyname';
  const port = sys.getservbyname(
    stringArgument(servicename, `${call}() argument 'servicename'`),
    protocolname === undefined ? null : stringArgument(protocolname, `${call}() argument 'protocolname'`),
  );
  if (port < 0) throw oserror(NOT_FOUND, call, { text: 'service/proto not found', address: servicename });
  return port;
}

/** The name of the service on a port. Python's `socket.getservbyport(port[, protocolname])`. */
export function getservbyport(port: number, protocolname?: string): string {
  const call = 'getservbyport';
  const name = sys.getservbyport(
    intArgument(port, `${call}() argument 'port'`, 0, 65535),
    protocolname === undefined ? null : stringArgument(protocolname, `${call}() argument 'protocolname'`),
  );
  if (typeof name === 'number') throw oserror(NOT_FOUND, call, { text: 'port/proto not found', address: port });
  return name;
}

/** The number of a protocol, for the third argument of `socket()`. Python's `socket.getprotobyname`. */
export function getprotobyname(protocolname: string): number {
  const call = 'getprotobyname';
  const number = sys.getprotobyname(stringArgument(protocolname, `${call}() argument 'protocolname'`));
  if (number < 0) throw oserror(NOT_FOUND, call, { text: 'protocol not found', address: protocolname });
  return number;
}

/** The network interfaces as `[index, name]`; if_nameindex(3). */
export function if_nameindex(): [index: number, name: string][] {
  const list = sys.if_nameindex();
  if (!Array.isArray(list)) throw oserror(-list, 'if_nameindex');
  return list;
}

/** The index of an interface; if_nametoindex(3). */
export function if_nametoindex(if_name: string): number {
  const call = 'if_nametoindex';
  const index = sys.if_nametoindex(stringArgument(if_name, `${call}() argument 'if_name'`));
  if (index < 0) throw oserror(-index, call, { text: 'no interface with this name', address: if_name });
  return index;
}

/** The name of an interface; if_indextoname(3). */
export function if_indextoname(if_index: number): string {
  const call = 'if_indextoname';
  // The seam takes an int, of the same 32 bits.
  return text(sys.if_indextoname(intArgument(if_index, `${call}() argument 'if_index'`, 0, 0xffffffff) | 0), call);
}

function text(result: string | number, call: string): string {
  if (typeof result === 'number') throw oserror(-result, call);
  return result;
}
