import type { Codec, Decoder } from './codecs.ts';
import type { Handler } from './handlers.ts';

const EMPTY = Buffer.alloc(0);
let isUtf8: ((bytes: Uint8Array) => boolean) | undefined;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
/** What Buffer writes for a lone surrogate: U+FFFD. */
const REPLACED = Buffer.from('\ufffd');
/** Surrogates without their other half: with `u`, a pair is one character and no surrogate. */
const LONE_SURROGATES = /\p{Surrogate}+/gu;

/** How many bytes follow a lead byte; 0 for ASCII, -1 for what is no lead byte. */
function following(lead: number): number {
  if (lead < 0x80) return 0;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
}

/** Whether `byte` may be the `at`th behind `lead`: the first is bounded where it would be overlong or a surrogate. */
function continues(lead: number, at: number, byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const low = at > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = at > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  return byte >= low && byte <= high;
}

/** How many bytes from `at` on belong to one character, as far as they are in order. */
function extent(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  let length = 1;
  for (const most = following(lead) + 1; length < most && continues(lead, length, bytes[at + length]); ) length++;
  return length;
}

/** How many bytes at the end begin a character that what comes next may complete: 0 to 3. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const at = bytes.length - back;
    const more = following(bytes[at]!);
    if (more > 0) return more >= back && extent(bytes, at) === back ? back : 0;
    if (more === 0) return 0;
  }
  return 0;
}

/** Decodes bytes that are not all UTF-8. */
function decodeFaulty(bytes: Buffer, name: string, handler: Handler): string {
  let text = '';
  let good = 0;
  for (let at = 0; at < bytes.length; ) {
    const more = following(bytes[at]!);
    const length = extent(bytes, at);
    if (length === more + 1) {
      at += length;
      continue;
    }
    const cut = at + length === bytes.length;
    const reason = more < 0 ? 'invalid start byte' : cut ? 'unexpected end of data' : 'invalid continuation byte';
    text += bytes.toString('utf8', good, at) + handler.decode(name, bytes, at, at + length, reason);
    at += length;
    good = at;
  }
  return text + bytes.toString('utf8', good);
}

class Utf8Decoder implements Decoder {
  readonly #name: string;
  readonly #handler: Handler;
  #rest: Buffer = EMPTY;
  /** Whether a byte order mark at the beginning is passed over, and has not come yet. */
  #skipsBom: boolean;

  constructor(handler: Handler, signed: boolean) {
    this.#name = 'utf-8';
    this.#handler = handler;
    this.#skipsBom = signed;
  }

  decode(chunk: Buffer, final: boolean): string {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = EMPTY;
    if (this.#skipsBom) {
      // As in Python, half a mark at the end is nothing.
      if (bytes.length < 3 && BOM.subarray(0, bytes.length).equals(bytes)) return this.#keep(bytes);
      if (bytes.subarray(0, 3).equals(BOM)) bytes = bytes.subarray(3);
      this.#skipsBom = final;
    }
    if (!final) {
      const whole = bytes.length - unfinished(bytes);
      this.#keep(bytes.subarray(whole));
      bytes = bytes.subarray(0, whole);
    }
    isUtf8 ??= process.getBuiltinModule('node:buffer').isUtf8;
    return isUtf8(bytes) ? bytes.toString('utf8') : decodeFaulty(bytes, this.#name, this.#handler);
  }

  #keep(rest: Buffer): string {
    if (rest.length > 0) this.#rest = Buffer.from(rest);
    return '';
  }
}

function encode(text: string, handler: Handler): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (!bytes.includes(REPLACED)) return bytes;
  const parts: Uint8Array[] = [];
  let good = 0;
  for (const { 0: bad, index } of text.matchAll(LONE_SURROGATES)) {
    const end = index + bad.length;
    const instead = handler.encode('utf-8', text, index, end, 'surrogates not allowed');
    parts.push(Buffer.from(text.slice(good, index)), typeof instead === 'string' ? Buffer.from(instead) : instead);
    good = end;
  }
  return parts.length === 0 ? bytes : Buffer.concat([...parts, Buffer.from(text.slice(good))]);
}

/** UTF-8; with `signed` it begins with a byte order mark: Python's `utf-8-sig`. */
export function utf8(signed: boolean): Codec {
  return {
    decoder: (handler) => new Utf8Decoder(handler, signed),
    encoder(handler) {
      let mark = signed;
      return (text) => {
        const marked = mark;
        mark = false;
        const bytes = encode(text, handler);
        return marked ? Buffer.concat([BOM, bytes]) : bytes;
      };
    },
  };
}
