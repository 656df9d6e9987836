import { INET_AT, INET6_AT } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import type { AddressQuery, AddrInfo, LookupFailure } from '../backend/types.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import { gaierror, lookupError, oserror } from '../core/errors.ts';

const { sys, constants, errnos } = backend;
const { AF_INET, AF_INET6, AI_PASSIVE, SOCK_DGRAM } = constants as { [name: string]: number };

/** A host: a name, an address as text or bytes of text, or an object of `ipaddress` with its `packed` bytes. */
export type Host = string | BytesLike | { readonly packed: Uint8Array };

/**
 * A host name as the resolver takes it: ASCII.
 *
 * @throws TypeError for what is no name, or has a NUL in it.
 */
export function hostName(host: unknown, where: string): string {
  let text: string;
  if (typeof host === 'string') text = host;
  else if (ArrayBuffer.isView(host) || host instanceof ArrayBuffer) text = asciiText(bytesOf(host, where));
  else throw new TypeError(`${where}() host must be a string or bytes, not '${typeName(host)}'`);
  if (text.includes('\0')) throw new TypeError(`${where}() host name must not contain null character`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  const ascii = process.getBuiltinModule('node:url').domainToASCII(text);
  if (ascii === '') throw new RangeError(`${where}() host name cannot be encoded: '${text}'`);
  return ascii;
}

/**
 * The same for the look-ups, where Python encodes a name that is a string by the rules of IDNA.
 *
 * @throws RangeError for an empty label, or one of more than 63 characters.
 */
export function idnaName(host: unknown, where: string): string {
  const name = hostName(host, where);
  if (typeof host !== 'string') return name;
  const labels = name.split('.');
  const last = labels.pop()!;
  if (last.length > 63 || labels.some((label) => label.length === 0 || label.length > 63)) {
    throw new RangeError(`${where}() host name '${name}': label empty or too long`);
  }
  return name;
}

function asciiText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The bytes of an address that is given as text, or of what a name resolves to. */
export function packedName(family: number, name: string, where: string): Uint8Array {
  const at = family === AF_INET ? INET_AT : INET6_AT;
  const size = family === AF_INET ? 4 : 16;
  const packed = new Uint8Array(size);
  if (sys.inet_pton(family, name, packed) === 1) return packed;
  return lookup(family, name, where).subarray(at, at + size);
}

/** The bytes of an object of `ipaddress`. */
export function packedOf(host: unknown): Uint8Array | undefined {
  const packed = typeof host === 'object' && host !== null && 'packed' in host ? host.packed : undefined;
  return packed instanceof Uint8Array ? packed : undefined;
}

/**
 * The record of a name: Python's two special names, or what the resolver says first.
 *
 * @param family - AF_INET, AF_INET6, or AF_UNSPEC (0) for either.
 */
export function lookup(family: number, name: string, where: string): Uint8Array {
  return firstRecord(sys.getaddrinfo(...recordQuery(family, name, where)), name, where);
}

/** What is asked for the record of a name. */
export function recordQuery(family: number, name: string, where: string): AddressQuery {
  const query = (host: string | null, family: number, flags: number): AddressQuery => [
    host,
    host === null ? '0' : null,
    family,
    SOCK_DGRAM!,
    0,
    flags,
  ];
  if (name === '<broadcast>' || name === '255.255.255.255') {
    if (family === AF_INET6) throw oserror(errnos.EAFNOSUPPORT!, where, { text: 'address family mismatched' });
    return query('255.255.255.255', AF_INET!, 0);
  }
  // The empty name is every address: what AI_PASSIVE gives without a host.
  return name === '' ? query(null, family, AI_PASSIVE!) : query(name, family, 0);
}

/** The record of the first answer. */
export function firstRecord(found: AddrInfo[] | LookupFailure, name: string, where: string): Uint8Array {
  if (!Array.isArray(found)) throw lookupError(gaierror, found satisfies LookupFailure, where, { address: name });
  return found[0]![4];
}
