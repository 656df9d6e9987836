import { escaped, LookupError, UnicodeDecodeError, UnicodeEncodeError, type UnicodeFault } from '../../core/errors.ts';

// What stands in for bytes that are no text, and for text that has no bytes: Python's error handlers.

/** Gives the text in place of `object[start:end]`, or throws. */
type DecodeHandler = (...fault: UnicodeFault<Uint8Array>) => string;
/** Gives the text, or the bytes, in place of `object[start:end]`, or throws. */
type EncodeHandler = (...fault: UnicodeFault<string>) => string | Uint8Array;

/** One of Python's error handlers. */
export interface Handler {
  readonly name: string;
  readonly decode: DecodeHandler;
  readonly encode: EncodeHandler;
}

function decodeStrict(...fault: UnicodeFault<Uint8Array>): never {
  throw new UnicodeDecodeError(...fault);
}

function encodeStrict(...fault: UnicodeFault<string>): never {
  throw new UnicodeEncodeError(...fault);
}

/** Where the low surrogates begin that stand for the bytes from 0x80 on (PEP 383). */
const ESCAPE = 0xdc00;

/** `replacement` of each character in `text[start:end]`. */
function each(text: string, start: number, end: number, replacement: (character: string) => string): string {
  return Array.from(text.slice(start, end), replacement).join('');
}

const HANDLERS: readonly Handler[] = [
  { name: 'strict', decode: decodeStrict, encode: encodeStrict },
  { name: 'ignore', decode: () => '', encode: () => '' },
  {
    name: 'replace',
    decode: () => '\ufffd',
    encode: (_, text, start, end) => each(text, start, end, () => '?'),
  },
  {
    name: 'backslashreplace',
    decode: (_, bytes, start, end) => Array.from(bytes.subarray(start, end), (byte) => hexEscape(byte)).join(''),
    encode: (_, text, start, end) => each(text, start, end, escaped),
  },
  {
    name: 'surrogateescape',
    decode(...fault) {
      const [, bytes, start, end] = fault;
      const bad = bytes.subarray(start, end);
      // ASCII is never escaped: it would come out as itself elsewhere.
      if (bad.some((byte) => byte < 0x80)) decodeStrict(...fault);
      return String.fromCharCode(...Array.from(bad, (byte) => ESCAPE + byte));
    },
    encode(name, text, start, end, reason) {
      const units = Array.from(text.slice(start, end), (unit) => unit.codePointAt(0)! - ESCAPE);
      const wrong = units.findIndex((byte) => byte < 0x80 || byte > 0xff);
      if (wrong >= 0) encodeStrict(name, text, start + wrong, end, reason);
      return Uint8Array.from(units);
    },
  },
  {
    name: 'xmlcharrefreplace',
    decode: () => {
      throw new TypeError("the error handler 'xmlcharrefreplace' cannot decode");
    },
    encode: (_, text, start, end) => each(text, start, end, (character) => `&#${character.codePointAt(0)};`),
  },
];

function hexEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** The error handler of this name. LookupError if there is none. */
export function handlerOf(name: string): Handler {
  const handler = HANDLERS.find((one) => one.name === name);
  if (handler === undefined) throw new LookupError(`unknown error handler name '${name}'`);
  return handler;
}
