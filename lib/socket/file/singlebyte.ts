import type { Codec } from './codecs.ts';
import type { Handler } from './handlers.ts';

/** Encodes what `bad` does not match with `plain`, and asks the handler about runs of what it does. */
function encodeBut(
  text: string,
  bad: RegExp,
  plain: (text: string) => Uint8Array,
  name: string,
  reason: string,
  handler: Handler,
): Buffer {
  const parts: Uint8Array[] = [];
  let good = 0;
  for (const match of text.matchAll(bad)) {
    const end = match.index + match[0].length;
    const instead = handler.encode(name, text, match.index, end, reason);
    parts.push(plain(text.slice(good, match.index)), typeof instead === 'string' ? plain(instead) : instead);
    good = end;
  }
  parts.push(plain(text.slice(good)));
  return parts.length === 1 && Buffer.isBuffer(parts[0]) ? parts[0] : Buffer.concat(parts);
}

/** The first `size` characters of Unicode, a byte each: ASCII with 128, Latin-1 with 256. */
export function firstCharacters(name: string, size: 128 | 256): Codec {
  const last = (size - 1).toString(16);
  const bad = new RegExp(`[^\\x00-\\x${last}]+`, 'gu');
  const reason = `ordinal not in range(${size})`;
  const plain = (text: string) => Buffer.from(text, 'latin1');
  const decode = (bytes: Buffer, handler: Handler): string => {
    const text = bytes.toString('latin1');
    if (size === 256) return text;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all that is not ASCII
    return text.replace(/[^\x00-\x7f]/g, (_, at: number) => handler.decode(name, bytes, at, at + 1, reason));
  };
  return {
    decoder: (handler) => ({ decode: (chunk) => decode(chunk, handler) }),
    encoder: (handler) => (text) => encodeBut(text, bad, plain, name, reason, handler),
  };
}

const UNDEFINED = 'character maps to <undefined>';

/** What an encoding has from 0x80 to 0x9f: what TextDecoder says, control characters, or those where it says so nothing. */
export type Upper = 'as it is' | 'controls' | 'no controls';

/** Windows-1252 from 0x80 on: some versions of Node decode it as Latin-1. */
const WINDOWS_1252 =
  '\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd' +
  '\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178';

function tableOf(label: string, upper: Upper): string[] {
  const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const table = [...new TextDecoder(label).decode(every)];
  if (upper === 'as it is') return table;
  return table.map((character, byte) => {
    if (byte < 0x80 || byte > 0x9f) return character;
    if (label === 'windows-1252') return WINDOWS_1252[byte - 0x80]!;
    if (upper === 'controls') return String.fromCharCode(byte);
    return character.charCodeAt(0) === byte ? '\ufffd' : character;
  });
}

/** A byte a character, by the table of TextDecoder's encoding `label`, with `upper` from 0x80 to 0x9f. */
export function charmap(label: string, upper: Upper): Codec {
  const table = tableOf(label, upper);
  const bytes = new Map<string, number>();
  for (const [byte, character] of table.entries()) if (character !== '\ufffd') bytes.set(character, byte);
  const encode = (text: string, handler: Handler): Buffer => {
    const parts: (string | Uint8Array)[] = [];
    const out: number[] = [];
    const flush = () => parts.push(Uint8Array.from(out.splice(0)));
    for (let at = 0; at < text.length; ) {
      let end = at;
      while (end < text.length && !bytes.has(characterAt(text, end))) end += characterAt(text, end).length;
      if (end === at) {
        out.push(bytes.get(text[at]!)!);
        at++;
        continue;
      }
      const instead = handler.encode('charmap', text, at, end, UNDEFINED);
      flush();
      parts.push(typeof instead === 'string' ? encode(instead, handler) : instead);
      at = end;
    }
    flush();
    return Buffer.concat(parts as Uint8Array[]);
  };
  const decode = (chunk: Buffer, handler: Handler): string => {
    let text = '';
    for (const byte of chunk) text += table[byte];
    return text.replaceAll('\ufffd', (_, at: number) => handler.decode('charmap', chunk, at, at + 1, UNDEFINED));
  };
  return {
    decoder: (handler) => ({ decode: (chunk) => decode(chunk, handler) }),
    encoder: (handler) => (text) => encode(text, handler),
  };
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}
