import { LookupError, UnicodeDecodeError } from '../../core/errors.ts';
import type { Handler } from './handlers.ts';
import { charmap, firstCharacters } from './singlebyte.ts';
import { utf8 } from './utf8.ts';
import { utf16 } from './utf16.ts';

/** Makes text of bytes that come in pieces. */
export interface Decoder {
  /** @param final - nothing follows: what is not finished by now is a fault. */
  decode(bytes: Buffer, final: boolean): string;
}

/** Makes bytes of text that comes in pieces, none of which ends between the halves of a surrogate pair. */
export type Encoder = (text: string) => Buffer;

/** An encoding. */
export interface Codec {
  decoder(handler: Handler): Decoder;
  /** Absent where the platform knows the encoding in one direction alone. */
  encoder?(handler: Handler): Encoder;
}

/** Python's names for what we make ourselves: in TextDecoder's names, `ascii` and `latin1` are windows-1252. */
const OWN: readonly [names: readonly string[], make: () => Codec][] = [
  [['utf-8', 'utf8', 'u8', 'utf', 'cp65001'], () => utf8(false)],
  [['utf-8-sig'], () => utf8(true)],
  [['ascii', 'us-ascii', '646', 'ansi-x3.4-1968'], () => firstCharacters('ascii', 128)],
  [
    ['latin-1', 'latin1', 'latin', 'l1', 'iso-8859-1', 'iso8859-1', '8859', 'cp819'],
    () => firstCharacters('latin-1', 256),
  ],
  [['utf-16', 'utf16', 'u16'], () => utf16(null)],
  [['utf-16-le', 'utf-16le', 'unicodelittleunmarked'], () => utf16('LE')],
  [['utf-16-be', 'utf-16be', 'unicodebigunmarked'], () => utf16('BE')],
];

/** Python's other names, and what TextDecoder calls the same. */
const LABELS: Readonly<Record<string, string>> = {
  'mac-roman': 'macintosh',
  'mac-cyrillic': 'x-mac-cyrillic',
  cp866: 'ibm866',
  cp874: 'windows-874',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'shift-jis': 'shift_jis',
  sjis: 'shift_jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
};

/** The encodings of TextDecoder that take more than one byte for some characters. */
const MULTIBYTE = /^(big5|euc-|gb|iso-2022|shift_jis|utf-)/;

/** Decodes with TextDecoder, which does not tell where a fault is. */
function multibyte(name: string, label: string): Codec {
  return {
    decoder(handler) {
      const fatal = handler.name === 'strict';
      if (!fatal && handler.name !== 'replace' && handler.name !== 'ignore') {
        throw new LookupError(`the error handler '${handler.name}' is not there for encoding '${name}'`);
      }
      const decoder = new TextDecoder(label, { fatal, ignoreBOM: true });
      return {
        decode(bytes, final) {
          try {
            const text = decoder.decode(bytes, { stream: !final });
            return handler.name === 'ignore' ? text.replaceAll('\ufffd', '') : text;
          } catch (error) {
            if (!(error instanceof TypeError)) throw error;
            throw new UnicodeDecodeError(name, bytes, 0, bytes.length, 'illegal multibyte sequence');
          }
        },
      };
    },
  };
}

/** The name by which TextDecoder knows an encoding; `undefined` if it does not. */
function labelOf(name: string): string | undefined {
  const windows = /^(?:cp|windows-?)(125\d)$/.exec(name);
  const iso = /^(?:iso-?)?8859-(\d+)$/.exec(name);
  const guess = windows ? `windows-${windows[1]}` : iso ? `iso-8859-${iso[1]}` : (LABELS[name] ?? name);
  try {
    return new TextDecoder(guess).encoding;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The encoding of this name: Python's, or a label of TextDecoder. Case, `-`, `_` and spaces are one as in Python.
 *
 * @throws LookupError if there is none.
 */
export function codecOf(encoding: string): Codec {
  const name = encoding.toLowerCase().replace(/[\s_-]+/g, '-');
  const own = OWN.find(([names]) => names.includes(name));
  if (own !== undefined) return own[1]();
  const label = labelOf(name);
  if (label === undefined) throw new LookupError(`unknown encoding: ${encoding}`);
  if (MULTIBYTE.test(label)) return multibyte(label, label);
  // TextDecoder takes some of ISO's for Windows's, and gives Windows's control characters where they have nothing.
  const iso = /8859|tis/.test(name);
  return charmap(label, !label.startsWith('windows-') ? 'as it is' : iso ? 'controls' : 'no controls');
}
