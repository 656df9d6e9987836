import { networkInterfaces } from 'node:os';
import {
  ADDRESS_DATA,
  ADDRESS_SIZE,
  AddressRecord,
  INET_AT,
  INET_LENGTH,
  INET6_AT,
  INET6_LENGTH,
} from '../../address.ts';
import { constants } from '../constants.ts';
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
      return { family, host: inetText(bytes.subarray(INET_AT, INET_AT + 4)), port, scope: 0 };
    case AF_INET6:
      if (length !== INET6_LENGTH) return EINVAL;
      return { family, host: inet6Text(bytes.subarray(INET6_AT, INET6_AT + 16)), port, scope: record.words[4]! >>> 0 };
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
      bytes.set(inetBytes(name!.host), INET_AT);
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

export function inetText(bytes: Uint8Array): string {
  return bytes.join('.');
}

export function inetBytes(text: string): number[] {
  return text.split('.').map(Number);
}

export function inet6Text(bytes: Uint8Array): string {
  return Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16)).join(':');
}

/** The bytes of an address as Node writes it: it is known to be one. */
export function inet6Bytes(text: string): number[] {
  // The last 32 bits may be written as an AF_INET address.
  const dotted = text.slice(text.lastIndexOf(':') + 1);
  const [a, b, c, d] = dotted.includes('.') ? inetBytes(dotted) : [];
  const hex = a === undefined ? text : `${text.slice(0, -dotted.length)}${word(a, b!)}:${word(c!, d!)}`;
  const [head, tail] = hex.split('::').map((part) => part.split(':').filter((one) => one !== ''));
  const gap = tail === undefined ? [] : new Array(8 - head!.length - tail.length).fill('0');
  return [...head!, ...gap, ...(tail ?? [])].flatMap((one) => {
    const value = Number.parseInt(one, 16);
    return [value >> 8, value & 255];
  });
}

function word(high: number, low: number): string {
  return ((high << 8) | low).toString(16);
}

/** Whether an AF_INET6 address means one interface: fe80::/10, and the multicast addresses ff01:: and ff02::. */
export function isLinkLocal(host: string): boolean {
  const [first, second] = inet6Bytes(host) as [number, number];
  return (first === 0xfe && (second & 0xc0) === 0x80) || (first === 0xff && ((second & 15) === 1 || (second & 15) === 2));
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
  return { family, host: host!, port: port ?? 0, scope: zone === undefined ? 0 : interfaceIndex(zone) };
}

/** The interface of this index, as far as Node knows: by the scope of its AF_INET6 addresses. */
export function interfaceName(index: number): string | undefined {
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    if (addresses?.some((one) => one.family === 'IPv6' && one.scopeid === index)) return name;
  }
  return undefined;
}

function interfaceIndex(name: string): number {
  const addresses = networkInterfaces()[name] ?? [];
  return addresses.reduce((index, one) => (one.family === 'IPv6' ? one.scopeid || index : index), 0);
}
