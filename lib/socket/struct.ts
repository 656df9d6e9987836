import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import type { StructField, StructLayout } from '../backend/types.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import { intArgument } from '../core/numbers.ts';
import { fromRecord, type Inet6Address, type InetAddress } from './address.ts';
import { type Host, packedOf } from './host.ts';
import { sockaddr } from './sockaddr.ts';

// C's structures as plain objects. Where the fields are, the backend says: nothing here knows a layout.

const { sys, constants, structs } = backend;
const { AF_INET, AF_INET6 } = constants as { AF_INET: number; AF_INET6: number };

/** An address inside a structure, as it is read: that of `getsockname`, or `null` for none. */
export type StructAddress = InetAddress | Inet6Address | null;

/** What may be given for a field that reads as `T`. */
type Given<T> = T extends number | bigint
  ? number | bigint
  : T extends string
    ? Host
    : T extends Buffer
      ? BytesLike
      : T extends StructAddress
        ? StructAddress | string | BytesLike
        : T extends readonly (infer E)[]
          ? readonly Given<E>[]
          : { readonly [K in keyof T]?: Given<T[K]> };

/** The fields of a structure as they are given. */
export type StructInput<T> = { readonly [K in keyof T]?: Given<T[K]> | undefined };

/** One of C's structures: call it to make the bytes, `unpack` them to read. */
export interface Struct<T extends object> {
  /**
   * The bytes of the structure, for `setsockopt` or ancillary data.
   *
   * @param fields - by C's names; those that are left out are zero.
   * @throws TypeError for a field that the structure does not have, or of the wrong type; RangeError for a number or text
   * that does not fit.
   */
  (fields?: StructInput<T>): Buffer;
  /** The fields, from what `getsockopt` or `recvmsg` gave; bytes behind the structure are passed over. */
  unpack(buffer: BytesLike): T;
  /** C's `sizeof`: the `buflen` for `getsockopt`. */
  readonly size: number;
}

/**
 * The structure of a name, or `undefined` where the platform lacks it; typed as if it were always there, like a constant.
 *
 * @param grows - newer kernels have more of it: what an older one does not give is `undefined`.
 */
export function struct<T extends object>(name: string, { grows = false } = {}): Struct<T> {
  const layout = structs[name];
  if (layout === undefined) return undefined as unknown as Struct<T>;
  const make = (fields: StructInput<T> = {}): Buffer => {
    const bytes = Buffer.alloc(layout.size);
    write(bytes, name, layout, fields);
    return bytes;
  };
  const unpack = (buffer: BytesLike): T => {
    const bytes = bytesOf(buffer, `${name}.unpack() argument 'buffer'`);
    if (!grows && bytes.length < layout.size) {
      throw new RangeError(`${name}.unpack() needs ${layout.size} bytes, not ${bytes.length}`);
    }
    return read(bytes, layout) as T;
  };
  Object.defineProperty(make, 'name', { value: name });
  return Object.freeze(Object.assign(make, { unpack, size: layout.size }));
}

function write(bytes: Buffer, name: string, { fields }: StructLayout, given: object): void {
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(`${name}() takes an object of fields, not '${typeName(given)}'`);
  }
  for (const [key, value] of Object.entries(given)) {
    const field = fields.find(([known]) => known === key);
    if (field === undefined) throw new TypeError(`${name}() has no field '${key}'`);
    if (value !== undefined) writeField(bytes, `${name}() ${key}`, field, value);
  }
}

function writeField(bytes: Buffer, where: string, field: StructField, value: unknown): void {
  const [, kind, offset, size, count] = field;
  if (count === 0) {
    writeOne(bytes, where, kind, offset, size, value);
    return;
  }
  if (!Array.isArray(value) || value.length > count) {
    throw new TypeError(`${where} must be an array of at most ${count} elements, not '${typeName(value)}'`);
  }
  value.forEach((one, i) => {
    writeOne(bytes, `${where}[${i}]`, kind, offset + i * size, size, one);
  });
}

function writeOne(bytes: Buffer, where: string, kind: string, offset: number, size: number, value: unknown): void {
  const nested = structs[kind];
  if (nested !== undefined) {
    write(bytes.subarray(offset, offset + size), where, nested, value as object);
  } else if (kind === 'bits') {
    const number = intArgument(value, where, 0, 2 ** size - 1);
    bytes[offset >> 3]! |= number << (offset & 7);
  } else if (kind === 'int' || kind === 'uint') {
    writeInteger(bytes, where, kind === 'int', offset, size, value);
  } else {
    const part = partOf(where, kind, value);
    if (part.length > size) throw new RangeError(`${where} must be at most ${size} bytes, not ${part.length}`);
    bytes.set(part, offset);
  }
}

/** The bytes of a field that is no number. */
function partOf(where: string, kind: string, value: unknown): Uint8Array {
  if (kind === 'in_addr') return host(where, AF_INET, 4, value);
  if (kind === 'in6_addr') return host(where, AF_INET6, 16, value);
  if (kind === 'sockaddr') return socketAddress(where, value);
  return bytesOf(value, where);
}

/** The machine's own order is that of its typed arrays: eight bytes, the value in the first or the last `size`. */
const wide = new BigInt64Array(1);
const wideBytes = new Uint8Array(wide.buffer);
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function writeInteger(
  bytes: Buffer,
  where: string,
  signed: boolean,
  offset: number,
  size: number,
  value: unknown,
): void {
  if (typeof value !== 'bigint' && typeof value !== 'boolean' && !Number.isSafeInteger(value)) {
    throw new TypeError(
      `${where} must be an integer, not ${typeof value === 'number' ? value : `'${typeName(value)}'`}`,
    );
  }
  const number = BigInt(value as bigint | number | boolean);
  const fits = signed ? BigInt.asIntN(8 * size, number) : BigInt.asUintN(8 * size, number);
  if (fits !== number)
    throw new RangeError(`${where} must fit into ${8 * size} ${signed ? '' : 'unsigned '}bits, not ${number}`);
  wide[0] = number;
  bytes.set(LITTLE_ENDIAN ? wideBytes.subarray(0, size) : wideBytes.subarray(8 - size), offset);
}

/** The bytes of an address of the internet: text, the bytes themselves, or an object of `ipaddress`. No name is looked up. */
function host(where: string, family: number, size: number, value: unknown): Uint8Array {
  const packed = typeof value === 'string' ? new Uint8Array(size) : (packedOf(value) ?? bytesOf(value, where));
  const ok = typeof value === 'string' ? sys.inet_pton(family, value, packed) === 1 : packed.length === size;
  if (!ok) throw new RangeError(`${where} must be an address of ${size} bytes, not ${String(value)}`);
  return packed;
}

/** A sockaddr: its bytes as they are, or an address of the internet, with or without a port. */
function socketAddress(where: string, value: unknown): Uint8Array {
  const list = typeof value === 'string' ? [value, 0] : value;
  if (!Array.isArray(list)) return bytesOf(value, where);
  const six = typeof list[0] === 'string' && list[0].includes(':');
  if (typeof list[0] === 'string') host(where, six ? AF_INET6 : AF_INET, six ? 16 : 4, list[0].replace(/%.*$/, ''));
  return sockaddr(six ? AF_INET6 : AF_INET, list as unknown as InetAddress);
}

function read(bytes: Uint8Array, { fields }: StructLayout): object {
  const values = fields.map(([name, kind, offset, size, count]) => {
    const end = kind === 'bits' ? (offset + size + 7) >> 3 : offset + size * Math.max(1, count);
    if (end > bytes.length) return [name, undefined]; // Only of a structure that grows.
    const one = (i: number): unknown => readOne(bytes, kind, offset + i * size, size);
    return [name, count === 0 ? one(0) : Array.from({ length: count }, (_, i) => one(i))];
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function readOne(bytes: Uint8Array, kind: string, offset: number, size: number): unknown {
  if (kind === 'bits') return (bytes[offset >> 3]! >> (offset & 7)) & (2 ** size - 1);
  const part = bytes.subarray(offset, offset + size);
  const nested = structs[kind];
  if (nested !== undefined) return read(part, nested);
  if (kind === 'int' || kind === 'uint') return readInteger(part, kind === 'int');
  if (kind === 'in_addr' || kind === 'in6_addr') return sys.inet_ntop(kind === 'in_addr' ? AF_INET : AF_INET6, part);
  if (kind === 'sockaddr') return readAddress(part);
  return Buffer.from(part);
}

/** A number; of 64 bits without a sign a bigint, as it may be larger than a number holds. */
function readInteger(part: Uint8Array, signed: boolean): number | bigint {
  wide[0] = 0n;
  wideBytes.set(part, LITTLE_ENDIAN ? 0 : 8 - part.length);
  const bits = 8 * part.length;
  if (signed) return Number(BigInt.asIntN(bits, wide[0]!));
  const value = BigInt.asUintN(bits, wide[0]!);
  return bits === 64 ? value : Number(value);
}

const scratch = new AddressRecord();

function readAddress(part: Uint8Array): unknown {
  sys.unpack_sockaddr(part, 0, part.length, scratch.bytes);
  // A structure that was not filled has AF_UNSPEC there, and a storage full of zeros.
  return scratch.family === 0 ? null : fromRecord(scratch);
}
