import {
  ADDRESS_DATA,
  ADDRESS_SIZE,
  AddressRecord,
  INET_AT,
  INET_LENGTH,
  INET6_AT,
  INET6_LENGTH,
} from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import { load } from '../backend/place.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import type { BluetoothAddress } from './bluetooth.ts';
import type {
  AlgAddress,
  CanAddress,
  NetlinkAddress,
  PacketAddress,
  QipcrtrAddress,
  TipcAddress,
  VsockAddress,
} from './families.ts';
import type { Shape } from './fields.ts';
import { type Host, hostName, packedName, packedOf } from './host.ts';

const { sys, constants, errnos, capabilities } = backend;
const { AF_INET, AF_INET6 } = constants as { [name: string]: number };
const { AF_UNIX, AF_RDS } = constants;

/** An AF_INET address. */
export type InetAddress = readonly [host: Host, port: number];
/** An AF_INET6 address. */
export type Inet6Address = readonly [host: Host, port: number, flowinfo?: number, scope_id?: number];

/** An address of a family that has no shape of its own: the family, and the bytes of the sockaddr behind it. */
export type OtherAddress = readonly [family: number, bytes: BytesLike];

/**
 * An address as the caller gives it, by the family of the socket: `[host, port]` for AF_INET and AF_RDS, `[host, port,
 * flowinfo, scope_id]` for AF_INET6 (the last two may be left out), a path or an abstract name (bytes with a leading NUL)
 * for AF_UNIX, and of other families what the type of the name says.
 */
export type Address =
  | InetAddress
  | Inet6Address
  | NetlinkAddress
  | PacketAddress
  | CanAddress
  | VsockAddress
  | TipcAddress
  | QipcrtrAddress
  | Exclude<BluetoothAddress, number>
  | OtherAddress
  | string
  | BytesLike;

/** What `bind` takes as well: the addresses of sockets that do not connect, AF_ALG's and the device id of BTPROTO_HCI. */
export type BindAddress = Address | AlgAddress | number;

/**
 * An address as it comes back: in the shape in which it is given, whole. A path is a string, an abstract name or a path
 * that is not UTF-8 a Buffer, an unnamed AF_UNIX socket `''`; an address of a family without a shape is `[family,
 * bytes]`; `null` where the kernel gave none.
 */
// biome-ignore lint/suspicious/noExplicitAny: its shape depends on the family of the socket, which types do not know.
export type ReturnedAddress = any;

/**
 * The record of an address, with names resolved. It is one record that the next call overwrites.
 *
 * @param where - the call, for messages: `'bind'`.
 * @param proto - the socket's protocol, on which the addresses of AF_CAN and AF_BLUETOOTH depend.
 * @throws TypeError and RangeError for the wrong shape, gaierror for a host that has no address, OSError for a path that
 * is too long, an interface that is not there, or a family whose addresses are unknown.
 */
export function toRecord(family: number, address: unknown, where: string, proto = 0): Uint8Array {
  if (family === AF_INET) return inetRecord(address, where);
  if (family === AF_INET6) return inet6Record(address, where);
  if (family === AF_UNIX) return unixRecord(address, where);
  if (family === AF_RDS) return inetRecord(address, where); // RDS is addressed by sockaddr_in.
  const shape = shapeOf(family);
  if (shape === undefined) return otherRecord(family, address, where);
  const { words, parts = [] } = shape.fields(address, where, proto);
  let at = ADDRESS_DATA + 4 * words.length;
  const length = parts.reduce((sum, { length }) => sum + length, 4 * words.length);
  outgoing.head(family, length).words.set(words, ADDRESS_DATA / 4);
  for (const part of parts) {
    outgoing.bytes.set(part, at);
    at += part.length;
  }
  return outgoing.bytes;
}

let shapes: ReadonlyMap<number | undefined, Shape> | undefined;

/** The shape of a family beyond those of most programs, which are loaded with the first address of one. */
function shapeOf(family: number): Shape | undefined {
  shapes ??= load<typeof import('./families.ts')>('socket/families').shapes;
  return shapes.get(family);
}

/** What `toRecord` gives: the address of the call that is being made. */
export const outgoing = new AddressRecord();

/** The AF_INET host that was sent to last, as its text and as the word of its bytes: most calls go where the last went. */
let sentText = '';
let sentWord = 0;

/**
 * `toRecord` of what `recvfrom` gave, or one like it, where it takes next to nothing: an AF_INET address of the host that
 * was sent to last. False for any other, with nothing done.
 */
export function setInet(family: number, address: unknown): boolean {
  if (family !== AF_INET || !Array.isArray(address) || address.length !== 2) return false;
  const port = address[1];
  if (address[0] !== sentText || typeof port !== 'number' || port >>> 0 !== port || port > 65535) return false;
  const { words } = outgoing;
  words[0] = AF_INET;
  words[1] = INET_LENGTH;
  words[2] = port;
  words[3] = sentWord;
  return true;
}

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

/** What the kernel gave of such a family may be given back to it. */
function otherRecord(family: number, address: unknown, where: string): Uint8Array {
  if (!Array.isArray(address) || address.length !== 2 || address[0] !== family) {
    throw oserror(errnos.EAFNOSUPPORT!, where, { text: `${where}(): bad family` });
  }
  const bytes = bytesOf(address[1], `${where}() address`);
  if (bytes.length > ADDRESS_SIZE - ADDRESS_DATA) throw oserror(errnos.EINVAL!, where);
  outgoing.head(family, bytes.length).bytes.set(bytes, ADDRESS_DATA);
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

/** Sets the family and the host's address in `record`, and clears the rest of what counts. */
function setHost(record: AddressRecord, family: number, host: unknown, where: string): void {
  const ipv4 = family === AF_INET;
  const length = ipv4 ? INET_LENGTH : INET6_LENGTH;
  if (ipv4 && typeof host === 'string' && setDottedQuad(record.bytes, host)) {
    record.head(family, length);
    sentText = host;
    sentWord = record.words[INET_AT / 4]!;
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

/** Reads a record that the kernel filled; `proto` is the socket's protocol. */
export function fromRecord(record: AddressRecord, proto = 0): ReturnedAddress {
  const { words, bytes, family } = record;
  if (family === AF_INET) return [inetText(words[3]!, bytes), words[2]];
  if (family === AF_INET6) return [inet6Text(record), words[2], words[3]! >>> 0, words[4]! >>> 0];
  if (family === AF_UNIX) return unixName(record.data);
  if (family === 0 && record.length === 0) return null;
  const shape = shapeOf(family);
  return shape === undefined ? [family, Buffer.from(record.data)] : shape.read(record, proto);
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
