/** Addresses on their way into records: bytes and scope, from text, from a table, from nothing. */
import { AddressRecord, INET_AT, INET_LENGTH, INET6_AT, INET6_LENGTH } from '../address.ts';
import { constants } from './constants.ts';
import { parseIPv6, parseOldIPv4 } from './inet.ts';
import { interfaceIndex } from './interfaces.ts';

const { AF_INET, AF_INET6 } = constants as { [name: string]: number };

/** An address of either family: four or sixteen bytes, and the scope of the latter. */
export interface Packed {
  bytes: readonly number[];
  scope: number;
}

/** The family of an address. */
export function familyOf({ bytes }: Literal): number {
  return bytes.length === 4 ? AF_INET! : AF_INET6!;
}

/** The record of an address and a port. */
export function recordOf({ bytes, scope }: Packed, port: number): Uint8Array {
  const ipv4 = bytes.length === 4;
  const record = ipv4
    ? new AddressRecord().head(AF_INET!, INET_LENGTH)
    : new AddressRecord().head(AF_INET6!, INET6_LENGTH);
  record.words[2] = port;
  if (!ipv4) record.words[4] = scope;
  record.bytes.set(bytes, ipv4 ? INET_AT : INET6_AT);
  return record.bytes;
}

/** `::ffff:1.2.3.4` of `1.2.3.4`. */
export function mapped(bytes: readonly number[]): number[] {
  return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, ...bytes];
}

/** Whether it is one of those. */
export function isMapped({ bytes }: Literal): boolean {
  return bytes.length === 16 && mapped([]).every((byte, i) => bytes[i] === byte);
}

/** Whether an IPv6 address, or a group, holds on one link only. */
export function isLinkLocal(bytes: ArrayLike<number>): boolean {
  const [first, second] = [bytes[0]!, bytes[1]!];
  return (first === 0xfe && (second & 0xc0) === 0x80) || (first === 0xff && (second & 0x0f) === 2);
}

/** An address as text has it: `scope` is null if it names one that there is not. */
export interface Literal {
  bytes: readonly number[];
  scope: number | null;
}

/** An address as getaddrinfo(3) reads it, or null: IPv4 in any of the old forms, IPv6 with or without a scope. */
export function parseHost(text: string): Literal | null {
  const ipv4 = parseOldIPv4(text, true);
  if (ipv4 !== null) return { bytes: ipv4, scope: 0 };
  const at = text.indexOf('%');
  const ipv6 = parseIPv6(at < 0 ? text : text.slice(0, at));
  return ipv6 === null ? null : { bytes: ipv6, scope: at < 0 ? 0 : scopeOf(text.slice(at + 1), ipv6) };
}

/** The scope behind a `%`: an interface, which only an address of a link has, or any number. */
function scopeOf(text: string, address: readonly number[]): number | null {
  const index = isLinkLocal(address) ? interfaceIndex(text) : undefined;
  if (index !== undefined) return index;
  return /^\d+$/.test(text) && Number(text) <= 0xffffffff ? Number(text) : null;
}

/** The address that `node:dns` wrote. */
export function parseAddress(text: string): Packed | null {
  const host = parseHost(text);
  return host === null ? null : { bytes: host.bytes, scope: host.scope ?? 0 };
}
