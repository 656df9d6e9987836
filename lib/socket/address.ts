import { domainToASCII } from 'node:url';
import { ADDRESS_DATA, AddressRecord, INET_AT, INET_LENGTH, INET6_AT, INET6_LENGTH } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import type { AddressQuery, AddrInfo, LookupFailure } from '../backend/types.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import { gaierror, lookupError, oserror } from '../core/errors.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';

const { sys, constants, errnos, capabilities } = backend;
const { AF_INET, AF_INET6, AI_PASSIVE, SOCK_DGRAM } = constants as { [name: string]: number };
const AF_UNIX = constants.AF_UNIX;

/** A host: a name, an address as text or bytes of text, or an object of `ipaddress` with its `packed` bytes. */
export type Host = string | BytesLike | { readonly packed: Uint8Array };

/** An AF_INET address. */
export type InetAddress = readonly [host: Host, port: number];
/** An AF_INET6 address. */
export type Inet6Address = readonly [host: Host, port: number, flowinfo?: number, scope_id?: number];

/**
 * An address as the caller gives it, by the family of the socket: `[host, port]` for AF_INET, `[host, port, flowinfo,
 * scope_id]` for AF_INET6 (the last two may be left out), a path or an abstract name (bytes with a leading NUL) for
 * AF_UNIX.
 */
export type Address = InetAddress | Inet6Address | string | BytesLike;

/**
 * An address as it comes back: host and port as text and number; a path as a string, an abstract name or a path that is
 * not UTF-8 as a Buffer, an unnamed AF_UNIX socket as `''`; of another family `[family, bytes]`; `null` where the kernel
 * gave none.
 */
// biome-ignore lint/suspicious/noExplicitAny: its shape depends on the family of the socket, which types do not know.
export type ReturnedAddress = any;

/**
 * The record of an address, with names resolved. It is one record that the next call overwrites.
 *
 * @param where - the call, for messages: `'bind'`.
 * @throws TypeError and RangeError for the wrong shape, gaierror for a host that has no address, OSError for a path that
 * is too long or a family whose addresses are unknown.
 */
export function toRecord(family: number, address: unknown, where: string): Uint8Array {
  if (family === AF_INET) return inetRecord(address, where);
  if (family === AF_INET6) return inet6Record(address, where);
  if (family === AF_UNIX) return unixRecord(address, where);
  throw oserror(errnos.EAFNOSUPPORT!, where, { text: `${where}(): bad family` });
}

const outgoing = new AddressRecord();

function inetRecord(address: unknown, where: string): Uint8Array {
  if (!Array.isArray(address)) {
    throw new TypeError(`${where}(): AF_INET address must be an array [host, port], not '${typeName(address)}'`);
  }
  if (address.length !== 2) throw new TypeError(`${where}(): AF_INET address must be a pair [host, port]`);
  const port = portOf(address[1], where);
  setHost(outgoing, AF_INET!, address[0], where);
  outgoing.words[2] = port;
  return outgoing.bytes;
}

function inet6Record(address: unknown, where: string): Uint8Array {
  if (!Array.isArray(address)) {
    throw new TypeError(`${where}(): AF_INET6 address must be an array, not '${typeName(address)}'`);
  }
  if (address.length < 2 || address.length > 4) {
    throw new TypeError(`${where}(): AF_INET6 address must be [host, port, flowinfo?, scope_id?]`);
  }
  const port = portOf(address[1], where);
  const flowinfo = optionalInt(address[2], 0, `${where}() flowinfo`, 0, 0xfffff);
  const scope = optionalInt(address[3], 0, `${where}() scope_id`, 0, 0xffffffff);
  setHost(outgoing, AF_INET6!, address[0], where);
  outgoing.words[2] = port;
  outgoing.words[3] = flowinfo;
  outgoing.words[4] = scope;
  return outgoing.bytes;
}

function unixRecord(address: unknown, where: string): Uint8Array {
  const path =
    typeof address === 'string' ? pathBytes(address, where) : bytesOf(address, `${where}(): AF_UNIX address`);
  // A path keeps room for the NUL that ends it; an abstract name has none.
  if (path.length + (path.length > 0 && path[0] !== 0 ? 1 : 0) > capabilities.unixPathMax) {
    throw oserror(errnos.ENAMETOOLONG!, where, { text: 'AF_UNIX path too long' });
  }
  outgoing.head(AF_UNIX!, path.length).bytes.set(path, ADDRESS_DATA);
  return outgoing.bytes;
}

/** RangeError for half a surrogate pair: it has no bytes, and would be bound under another name. */
function pathBytes(path: string, where: string): Uint8Array {
  const bytes = Buffer.from(path);
  if (bytes.toString() === path) return bytes;
  throw new RangeError(`${where}(): AF_UNIX path cannot be encoded: ${JSON.stringify(path)}`);
}

function portOf(port: unknown, where: string): number {
  return intArgument(port, `${where}() port`, 0, 65535);
}

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
  const ascii = domainToASCII(text);
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

/** Sets the family and the host's address in `record`, and clears the rest of what counts. */
function setHost(record: AddressRecord, family: number, host: unknown, where: string): void {
  const ipv4 = family === AF_INET;
  const length = ipv4 ? INET_LENGTH : INET6_LENGTH;
  if (ipv4 && typeof host === 'string' && setDottedQuad(record.bytes, host)) {
    record.head(family, length);
    return;
  }
  // The record is written last: what finds the bytes may run code of the caller's, which may use the record.
  const packed = packedOf(host) ?? packedName(family, hostName(host, where), where);
  if (packed.length !== (ipv4 ? 4 : 16)) {
    throw new RangeError(
      `${where}() host is an address of ${packed.length} bytes, and the socket's family needs another`,
    );
  }
  record.head(family, length).bytes.set(packed, ipv4 ? INET_AT : INET6_AT);
}

/** The bytes of an address that is given as text, or of what a name resolves to. */
function packedName(family: number, name: string, where: string): Uint8Array {
  const at = family === AF_INET ? INET_AT : INET6_AT;
  const size = family === AF_INET ? 4 : 16;
  const packed = new Uint8Array(size);
  if (sys.inet_pton(family, name, packed) === 1) return packed;
  return lookup(family, name, where).subarray(at, at + size);
}

/** The bytes of an object of `ipaddress`. */
function packedOf(host: unknown): Uint8Array | undefined {
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

/** Writes an address such as `127.0.0.1` without a call. False for anything else, and for what needs a closer look. */
function setDottedQuad(bytes: Uint8Array, host: string): boolean {
  let at = INET_AT;
  let octet = -1;
  for (let i = 0; i < host.length; i++) {
    const digit = host.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      if (octet === 0) return false; // A leading zero might mean octal.
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return false;
    } else {
      if (digit !== -2 || octet < 0 || at === INET_AT + 3) return false;
      bytes[at++] = octet;
      octet = -1;
    }
  }
  if (octet < 0 || at !== INET_AT + 3) return false;
  bytes[at] = octet;
  return true;
}

// The last host of each family, as text: most calls meet the same one again.
const lastInet = { word: 0, text: '0.0.0.0' };
const lastInet6 = { key: new Int32Array(4), text: '::' };

/** Reads a record that the kernel filled. */
export function fromRecord(record: AddressRecord): ReturnedAddress {
  const { words, bytes, family } = record;
  if (family === AF_INET) return [inetText(words[3]!, bytes), words[2]];
  if (family === AF_INET6) return [inet6Text(record), words[2], words[3]! >>> 0, words[4]! >>> 0];
  if (family === AF_UNIX) return unixName(record.data);
  return family === 0 && record.length === 0 ? null : [family, Buffer.from(record.data)];
}

function inetText(word: number, bytes: Uint8Array): string {
  if (word !== lastInet.word) {
    lastInet.word = word;
    lastInet.text = `${bytes[INET_AT]}.${bytes[INET_AT + 1]}.${bytes[INET_AT + 2]}.${bytes[INET_AT + 3]}`;
  }
  return lastInet.text;
}

function inet6Text({ words, bytes }: AddressRecord): string {
  const { key } = lastInet6;
  const first = INET6_AT / 4;
  if (key.some((word, i) => word !== words[first + i])) {
    const text = sys.inet_ntop(AF_INET6!, bytes.subarray(INET6_AT, INET6_AT + 16));
    if (typeof text === 'number') throw oserror(-text, 'inet_ntop');
    key.set(words.subarray(first, first + 4));
    lastInet6.text = text;
  }
  return lastInet6.text;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function unixName(name: Uint8Array): string | Buffer {
  if (name[0] === 0) return Buffer.from(name);
  try {
    return utf8.decode(name);
  } catch {
    // A string could not carry these bytes back to bind() or connect().
    return Buffer.from(name);
  }
}
