import {
  ADDRESS_DATA,
  ADDRESS_SIZE,
  AddressRecord,
  INET_AT,
  INET_LENGTH,
  INET6_AT,
  INET6_LENGTH,
} from '../../address.ts';
import { isLinkLocal as isLinkLocalBytes } from '../addresses.ts';
import { constants } from '../constants.ts';
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6 } from '../inet.ts';
import { interfaceIndex, interfaceName } from '../interfaces.ts';
import { EINVAL, ENOSYS, failed, lacks } from './errno.ts';

const { AF_UNSPEC, AF_INET, AF_INET6, AF_UNIX } = constants as { [name: string]: number };

/** The bytes of `sun_path`. */
export const PATH_MAX = process.platform === 'linux' ? 108 : 104;

/** An address as Node takes it. */
export interface Name {
  family: number;
  /** An address without a scope; or the path of AF_UNIX, empty for a socket without a name. */
  host: string;
  port: number;
  /** The interface of an AF_INET6 address that means one; else 0. */
  scope: number;
}

/** The name of a socket that has none, by its family. */
export function anyName(family: number): Name {
  return { family, host: family === AF_INET ? '0.0.0.0' : family === AF_INET6 ? '::' : '', port: 0, scope: 0 };
}

/** Reads an address record; minus the errno if it does not hold what its family wants. */
export function readName(bytes: Uint8Array): Name | number {
  const record = new AddressRecord(bytes);
  const { family, length } = record;
  if (length < 0 || length > ADDRESS_SIZE - ADDRESS_DATA) return EINVAL;
  const port = record.words[2]! & 0xffff;
  switch (family) {
    case AF_INET:
      if (length !== INET_LENGTH) return EINVAL;
      return { family, host: formatIPv4(bytes.subarray(INET_AT, INET_AT + 4)), port, scope: 0 };
    case AF_INET6:
      if (length !== INET6_LENGTH) return EINVAL;
      return { family, host: formatIPv6(bytes.subarray(INET6_AT, INET6_AT + 16)), port, scope: record.words[4]! >>> 0 };
    case AF_UNIX:
      return readPath(record.data);
    default:
      return family < 0 || family > 0xffff ? EINVAL : { ...anyName(AF_UNSPEC!), family };
  }
}

function readPath(data: Uint8Array): Name | number {
  const named = data.length > 0 && data[0] !== 0;
  if (data.length + (named ? 1 : 0) > PATH_MAX) return failed('ENAMETOOLONG');
  if (data.length > 0 && !named) return lacks(ENOSYS, 'an abstract AF_UNIX name');
  const end = data.indexOf(0);
  const path = Buffer.from(end < 0 ? data : data.subarray(0, end));
  const host = path.toString();
  // Node takes a path as text, and would make another one of these bytes.
  if (!Buffer.from(host).equals(path)) return lacks(ENOSYS, 'a path that is not UTF-8');
  return { ...anyName(AF_UNIX!), host };
}

/** Writes a name into an address record; without one, that there is none. */
export function writeName(name: Name | undefined, bytes: Uint8Array): void {
  const record = new AddressRecord(bytes);
  switch (name?.family) {
    case undefined:
      record.head(AF_UNSPEC!, 0);
      break;
    case AF_INET:
      record.head(AF_INET!, INET_LENGTH).words[2] = name!.port;
      bytes.set(parseIPv4(name!.host)!, INET_AT);
      break;
    case AF_INET6:
      record.head(AF_INET6!, INET6_LENGTH).words.set([name!.port, 0, name!.scope], 2);
      bytes.set(inet6Bytes(name!.host), INET6_AT);
      break;
    default: {
      const path = Buffer.from(name!.host);
      record.head(name!.family, path.length);
      bytes.set(path, ADDRESS_DATA);
    }
  }
}

/** The bytes of an address that Node wrote: it is known to be one. */
export function inet6Bytes(text: string): number[] {
  return parseIPv6(text)!;
}

/** Whether an AF_INET6 address means one interface: fe80::/10, and the multicast addresses ff01:: and ff02::. */
export function isLinkLocal(host: string): boolean {
  const bytes = inet6Bytes(host);
  return isLinkLocalBytes(bytes) || (bytes[0] === 0xff && (bytes[1]! & 15) === 1);
}

/** An address as Node takes it, with the interface that it means; minus the errno if there is no such interface. */
export function hostOf({ family, host, scope }: Name): string | number {
  if (family !== AF_INET6 || scope === 0 || !isLinkLocal(host)) return host;
  const name = interfaceName(scope);
  return name === undefined ? failed('ENODEV') : `${host}%${name}`;
}

/** The name of what Node reports: an address that may have a scope, and a port. */
export function nameOf(family: number, { address, port }: { address?: string; port?: number }): Name {
  const [host, zone] = (address ?? '').split('%');
  if (host === '') return anyName(family);
  return { family, host: host!, port: port ?? 0, scope: zone === undefined ? 0 : (interfaceIndex(zone) ?? 0) };
}
