import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { intArgument } from '../core/numbers.ts';
import { stringArgument } from '../core/parameters.ts';

const { sys, constants, errnos } = backend;
const { AF_INET, AF_INET6 } = constants as { [name: string]: number };

const SWAP = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function swap16(x: unknown, name: string): number {
  const value = intArgument(x, `${name}() argument 'x'`, 0, 0xffff);
  return SWAP ? ((value & 0xff) << 8) | (value >>> 8) : value;
}

function swap32(x: unknown, name: string): number {
  const value = intArgument(x, `${name}() argument 'x'`, 0, 0xffffffff);
  if (!SWAP) return value;
  return ((value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;
}

/** A 16-bit integer from host to network byte order. RangeError if it does not fit. */
export function htons(x: number): number {
  return swap16(x, 'htons');
}

/** A 16-bit integer from network to host byte order. */
export function ntohs(x: number): number {
  return swap16(x, 'ntohs');
}

/** A 32-bit integer from host to network byte order. RangeError if it does not fit. */
export function htonl(x: number): number {
  return swap32(x, 'htonl');
}

/** A 32-bit integer from network to host byte order. */
export function ntohl(x: number): number {
  return swap32(x, 'ntohl');
}

/** The bytes of an address; -EAFNOSUPPORT's exception for a family that has no text form. */
function packedLength(family: number): number | undefined {
  if (family === AF_INET) return 4;
  return family === AF_INET6 ? 16 : undefined;
}

/** The four bytes of an IPv4 address, in any of the forms that inet_aton(3) reads: `'127.1'` is one. */
export function inet_aton(ip_string: string): Buffer {
  const packed = Buffer.alloc(4);
  if (sys.inet_aton(stringArgument(ip_string, "inet_aton() argument 'ip_string'"), packed) === 1) return packed;
  throw oserror(errnos.EINVAL!, 'inet_aton', { text: 'illegal IP address string passed to inet_aton' });
}

/** The text of an IPv4 address of four bytes; inet_ntoa(3). */
export function inet_ntoa(packed_ip: BytesLike): string {
  const packed = bytesOf(packed_ip, "inet_ntoa() argument 'packed_ip'");
  if (packed.length === 4) return packed.join('.');
  throw oserror(errnos.EINVAL!, 'inet_ntoa', { text: 'packed IP wrong length for inet_ntoa' });
}

/** The bytes of an address, four for AF_INET and sixteen for AF_INET6; inet_pton(3). */
export function inet_pton(address_family: number, ip_string: string): Buffer {
  const family = intArgument(address_family, "inet_pton() argument 'address_family'");
  const text = stringArgument(ip_string, "inet_pton() argument 'ip_string'");
  const length = packedLength(family);
  if (length === undefined) throw oserror(errnos.EAFNOSUPPORT!, 'inet_pton');
  const packed = Buffer.alloc(length);
  if (sys.inet_pton(family, text, packed) === 1) return packed;
  throw oserror(errnos.EINVAL!, 'inet_pton', { text: 'illegal IP address string passed to inet_pton' });
}

/** The text of an address of four or sixteen bytes; inet_ntop(3). */
export function inet_ntop(address_family: number, packed_ip: BytesLike): string {
  const family = intArgument(address_family, "inet_ntop() argument 'address_family'");
  const packed = bytesOf(packed_ip, "inet_ntop() argument 'packed_ip'");
  const length = packedLength(family);
  if (length === undefined) throw new RangeError(`inet_ntop(): unknown address family ${family}`);
  if (packed.length !== length) {
    throw new RangeError("inet_ntop() argument 'packed_ip': invalid length of packed IP address string");
  }
  const text = sys.inet_ntop(family, packed);
  if (typeof text === 'number') throw oserror(-text, 'inet_ntop');
  return text;
}
