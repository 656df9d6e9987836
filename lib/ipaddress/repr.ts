import { bytesOf } from './bytes.ts';

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
  if (character === ' ') return character;
  const named = NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) as number;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

/** Escapes what Python's str.isprintable() refuses: the categories "other" and "separator", except the space. */
function escapeAll(text: string): string {
  // Here, and not beside the functions: its tables take long to build, and most programs show no text.
  return text.replace(/[\p{C}\p{Zl}\p{Zp}\p{Zs}\\]/gu, escapeCharacter);
}

/** Quoted as Python quotes: single quotes, unless only double quotes need no escape. */
function quote(escaped: string): string {
  if (!escaped.includes("'")) return `'${escaped}'`;
  return escaped.includes('"') ? `'${escaped.replaceAll("'", "\\'")}'` : `"${escaped}"`;
}

/** Python's `repr()` of a string. */
export function reprText(text: string): string {
  return quote(escapeAll(text));
}

function reprBytes(bytes: Uint8Array): string {
  let escaped = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    escaped += byte < 0x80 ? escapeAll(character) : escapeCharacter(character);
  }
  return `b${quote(escaped)}`;
}

/** Python's `repr()` of an argument, for the message that refuses it. `null` is `None`, an array is a tuple. */
export function repr(value: unknown): string {
  if (typeof value === 'string') return reprText(value);
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value).toString();
  if (Array.isArray(value)) return `(${value.map(repr).join(', ')}${value.length === 1 ? ',' : ''})`;
  const bytes = bytesOf(value);
  if (bytes !== undefined) return reprBytes(bytes);
  return value instanceof Represented ? reprObject(value) : str(value);
}

/**
 * Python's `str()` of an argument that is no integer and no bytes: what the object says, but `None` for `null`. An array
 * is written as a tuple, since JavaScript would write `['10.0.0.1']` as the address in it.
 */
export function str(value: unknown): string {
  return value === null || value === undefined || Array.isArray(value) ? repr(value) : String(value);
}

/** The name of a value's type, as Python's messages give it. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  return typeof value === 'object' ? (value.constructor?.name ?? 'object') : typeof value;
}

// `util.inspect.custom`, which is registered under this key everywhere, so that `node:util` is not needed.
const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;

/** An object that Python's `repr()` writes as a call of its class with its text. */
export abstract class Represented {
  abstract toString(): string;

  /** Python's `repr()`, which Node's `console.log` and `util.inspect` print. */
  [INSPECT](): string {
    return reprObject(this);
  }
}

function reprObject(value: Represented): string {
  return `${value.constructor.name}(${reprText(value.toString())})`;
}
