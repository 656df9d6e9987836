import { bytesOf } from './bytes.ts';
import { AddressValueError } from './errors.ts';
import { formatInteger, formatText } from './format.ts';
import { Represented, repr, str, typeName } from './repr.ts';

/**
 * What an address is made from: its text, an integer, its bytes in network order, or anything whose `toString()` gives
 * its text, such as another address.
 */
export type AddressInput = string | number | bigint | ArrayBufferView | ArrayBufferLike | IPAddressBase;

/** What a network or an interface is made from: an address, text with a `/`, or an address and a prefix or mask. */
export type NetworkInput =
  | AddressInput
  | readonly [address: AddressInput]
  | readonly [address: AddressInput, mask: string | number | bigint];

/** A class of ours, or of a user who extends it. */
export type Class<T> = new (value: NetworkInput, strict?: boolean) => T;

/**
 * Where an object keeps its value once more, for `assert.deepStrictEqual` and the like: they compare the properties of
 * objects, of which private fields are none, and would find any two addresses equal. Nothing of ours reads it.
 */
export const VALUE: unique symbol = Symbol('value');

/** What addresses, networks and interfaces of both versions share. */
export abstract class IPAddressBase extends Represented {
  /** @internal */
  declare protected [VALUE]: unknown;

  /** 4 or 6. */
  abstract get version(): 4 | 6;
  /** How many bits an address has: 32 or 128. */
  abstract get max_prefixlen(): 32 | 128;
  /** The long form of the text; for IPv4, the text. */
  abstract get exploded(): string;
  /** The name to ask the DNS for a PTR record of, as `1.2.0.192.in-addr.arpa`. */
  abstract get reverse_pointer(): string;
  /** The text, which `compressed` is too. */
  abstract override toString(): string;
  /** The integer by which objects of one class order under `<`. */
  abstract override valueOf(): bigint;

  /** The short form of the text: what `String()` gives. */
  get compressed(): string {
    return this.toString();
  }

  /** The text, so that the object goes into JSON as users write it. */
  toJSON(): string {
    return this.toString();
  }

  /**
   * `<` and `BigInt()` take the integer, a template takes the text. `+` and `==` with a primitive would take either, and
   * one that is not meant: they raise a TypeError, as Python's `+` with a string does.
   */
  [Symbol.toPrimitive](hint: string): bigint | string {
    if (hint === 'number') return this.valueOf();
    if (hint === 'string') return this.toString();
    throw new TypeError(
      `${this.constructor.name} has no + and no ==: use .add() and .equals(), or String() for its text`,
    );
  }

  /**
   * Python's `format()`. An empty `spec` gives the text.
   * @throws TypeError for a `spec` that the class has not.
   */
  format(spec = ''): string {
    if (typeof spec !== 'string') throw new TypeError(`format() argument must be str, not ${typeName(spec)}`);
    if (spec === '') return this.toString();
    throw new TypeError(`unsupported format string passed to ${this.constructor.name}.__format__`);
  }
}

/** What `IPv4Address` and `IPv6Address` share. */
export abstract class BaseAddress extends IPAddressBase {
  /** The address in network byte order, in a `Buffer` of the caller's own; in a browser, a `Uint8Array`. */
  abstract get packed(): Buffer;
  /** Whether it stands for a group of hosts. */
  abstract get is_multicast(): boolean;
  /** Whether IANA's special-purpose registry calls its block not globally reachable. */
  abstract get is_private(): boolean;
  /** Whether IANA's special-purpose registry does not keep it from the Internet. */
  abstract get is_global(): boolean;
  /** Whether the IETF keeps its block. */
  abstract get is_reserved(): boolean;
  /** Whether it is all zeros: no address, or any. */
  abstract get is_unspecified(): boolean;
  /** Whether it is the host's own. */
  abstract get is_loopback(): boolean;
  /** Whether it means something on one link only. */
  abstract get is_link_local(): boolean;

  /** The address as an integer, so that `BigInt(a)` is Python's `int(a)` and `a < b` compares. */
  abstract override valueOf(): bigint;

  /** Python's `==`: the same version, the same bits, the same zone, and both or neither an interface. */
  abstract equals(other: unknown): boolean;

  /** The object that Python's `a + n` is: `n` addresses on, of this class. */
  abstract add(n: number | bigint): this;

  /** The object that Python's `a - n` is: `n` addresses back, of this class. */
  abstract sub(n: number | bigint): this;

  /**
   * Python's `format(a, spec)`: `''` or a string format that ends in `s` (`'>20s'`) for the text; `b`, `o`, `x`, `X` for
   * the integer at full width, `n` for `b` in IPv4 and `x` in IPv6, `#` before it for a prefix, `_` for groups of four.
   * @throws RangeError for a bad string format, TypeError for any other `spec`.
   */
  override format(spec = ''): string {
    if (typeof spec !== 'string') return super.format(spec);
    if (spec.endsWith('s')) return formatText(this.toString(), spec);
    return formatInteger(this.valueOf(), this.max_prefixlen, spec) ?? super.format(spec);
  }
}

/** Whether a value is what Python calls an int: a bigint, or a number without a fraction. */
export function isInteger(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || Number.isInteger(value);
}

/** An integer as a bigint. @throws RangeError for a number so large that it has been rounded, to one that nobody wrote. */
export function exact(value: number | bigint): bigint {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return BigInt(value);
  throw new RangeError(`${BigInt(value)} may have been rounded, as numbers from 2**53 on are: pass a bigint`);
}

/** The integer to add, or a TypeError in Python's words. */
export function operand(self: BaseAddress, operator: '+' | '-', n: unknown): bigint {
  if (isInteger(n)) return exact(n);
  throw new TypeError(`unsupported operand type(s) for ${operator}: '${typeName(self)}' and '${typeName(n)}'`);
}

/** An integer that fits `bits` bits; refusals are worded as Python's. */
export function checkInteger(value: number | bigint, bits: 32 | 128): bigint {
  const version = bits === 32 ? 4 : 6;
  const integer = BigInt(value);
  if (integer < 0n) throw new AddressValueError(`${integer} (< 0) is not permitted as an IPv${version} address`);
  if (integer >= 1n << BigInt(bits)) {
    throw new AddressValueError(`${integer} (>= 2**${bits}) is not permitted as an IPv${version} address`);
  }
  return exact(value);
}

/** Refuses bytes of the wrong length. */
export function checkPacked(bytes: Uint8Array, length: 4 | 16): void {
  if (bytes.length === length) return;
  const version = length === 4 ? 4 : 6;
  throw new AddressValueError(
    `${repr(bytes)} (len ${bytes.length} != ${length}) is not permitted as an IPv${version} address`,
  );
}

/** The address and the mask in what a network or an interface is made from. No mask means all `bits`. */
export function splitPrefix(value: unknown, bits: 32 | 128): [address: AddressInput, mask: unknown] {
  if (Array.isArray(value)) {
    if (value.length === 0) throw new RangeError('tuple index out of range');
    if (value.length > 2) throw new RangeError('too many values to unpack (expected 2)');
    return [value[0], value.length === 1 ? bits : value[1]];
  }
  if (isInteger(value)) return [value, bits];
  const bytes = bytesOf(value);
  if (bytes !== undefined) return [bytes, bits];
  const text = str(value);
  const slash = text.indexOf('/');
  if (slash < 0) return [text, bits];
  if (text.includes('/', slash + 1)) throw new AddressValueError(`Only one '/' permitted in ${repr(value)}`);
  return [text.slice(0, slash), text.slice(slash + 1)];
}
