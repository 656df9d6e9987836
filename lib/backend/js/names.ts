/**
 * The calls of the seam that ask for names: hosts, services, protocols, interfaces, errnos. They read the system's tables
 * and ask `node:dns`, and answer as the C library does.
 */
import { hostname } from 'node:os';
import type { AddressQuery, AddrInfo, HostAndService, HostEntry, LookupFailure, Syscalls } from '../types.ts';
import { bytes, int, misuse, record, text, textOrNull } from './check.ts';
import { constants, errnos } from './constants.ts';
import { getaddrinfo } from './getaddrinfo.ts';
import { gethostbyaddr, gethostbyname, getnameinfo } from './host_entries.ts';
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6, parseOldIPv4 } from './inet.ts';
import { interfaceIndex, interfaceName, interfaces } from './interfaces.ts';
import { protocolNumber, serviceName, servicePort } from './netdb.ts';
import { strerror } from './strerror.ts';

/** The calls that this file implements. Each blocks: none takes a callback, as `asyncLookups` says beforehand. */
export interface NameCalls
  extends Pick<
    Syscalls,
    | 'getservbyname'
    | 'getservbyport'
    | 'getprotobyname'
    | 'inet_pton'
    | 'inet_ntop'
    | 'inet_aton'
    | 'gethostname'
    | 'if_nameindex'
    | 'if_nametoindex'
    | 'if_indextoname'
    | 'strerror'
  > {
  getaddrinfo(...query: AddressQuery): AddrInfo[] | LookupFailure;
  getnameinfo(address: Uint8Array, flags: number): HostAndService | LookupFailure;
  gethostbyname(name: string): HostEntry | LookupFailure;
  gethostbyaddr(address: Uint8Array): HostEntry | LookupFailure;
}

const { AF_INET, AF_INET6 } = constants;
const ENOENT = errnos.ENOENT!;
const EAFNOSUPPORT = errnos.EAFNOSUPPORT!;

/** The bytes that an address of a family takes; of an unknown one as many as of the shortest. */
function sizeOf(family: number): number {
  return family === AF_INET6 ? 16 : 4;
}

/** The calls that ask for names. */
export function nameCalls(): NameCalls {
  return {
    getaddrinfo: (host, service, family, type, protocol, flags) =>
      getaddrinfo(
        textOrNull('getaddrinfo', 1, host),
        textOrNull('getaddrinfo', 2, service),
        int('getaddrinfo', 3, family),
        int('getaddrinfo', 4, type),
        int('getaddrinfo', 5, protocol),
        int('getaddrinfo', 6, flags),
      ),
    getnameinfo: (address, flags) => getnameinfo(record('getnameinfo', 1, address), int('getnameinfo', 2, flags)),
    gethostbyname: (name) => gethostbyname(text('gethostbyname', 1, name)),
    gethostbyaddr(address) {
      const host = record('gethostbyaddr', 1, address);
      if (host.family === AF_INET || host.family === AF_INET6) return gethostbyaddr(host);
      throw misuse('gethostbyaddr', 1, 'an AF_INET or AF_INET6 address record');
    },
    getservbyname: (name, protocol) =>
      servicePort(text('getservbyname', 1, name), textOrNull('getservbyname', 2, protocol)) ?? -ENOENT,
    getservbyport: (port, protocol) =>
      serviceName(int('getservbyport', 1, port) & 0xffff, textOrNull('getservbyport', 2, protocol)) ?? -ENOENT,
    getprotobyname: (name) => protocolNumber(text('getprotobyname', 1, name)) ?? -ENOENT,
    inet_pton(family, address, packed) {
      int('inet_pton', 1, family);
      text('inet_pton', 2, address);
      bytes('inet_pton', 3, packed, sizeOf(family));
      if (family !== AF_INET && family !== AF_INET6) return -EAFNOSUPPORT;
      return put(family === AF_INET ? parseIPv4(address) : parseIPv6(address), packed);
    },
    inet_ntop(family, packed) {
      int('inet_ntop', 1, family);
      bytes('inet_ntop', 2, packed, sizeOf(family));
      if (family === AF_INET) return formatIPv4(packed);
      return family === AF_INET6 ? formatIPv6(packed) : -EAFNOSUPPORT;
    },
    inet_aton: (address, packed) =>
      put(parseOldIPv4(text('inet_aton', 1, address), false), bytes('inet_aton', 2, packed, 4)),
    gethostname: () => hostname(),
    if_nameindex: () => interfaces(),
    if_nametoindex: (name) => interfaceIndex(text('if_nametoindex', 1, name)) ?? -errnos.ENODEV!,
    if_indextoname: (index) => interfaceName(int('if_indextoname', 1, index)) ?? -errnos.ENXIO!,
    strerror: (errno) => strerror(int('strerror', 1, errno)),
  };
}

/** Writes the bytes of an address, if it is one. */
function put(address: readonly number[] | null, packed: Uint8Array): 0 | 1 {
  if (address === null) return 0;
  packed.set(address);
  return 1;
}
