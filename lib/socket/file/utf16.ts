import { UnicodeDecodeError, UnicodeEncodeError, type UnicodeFault } from '../../core/errors.ts';
import type { Codec, Decoder } from './codecs.ts';
import type { Handler } from './handlers.ts';

const ENDIANNESS = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE';

type Order = 'LE' | 'BE';

const EMPTY = Buffer.alloc(0);
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** A copy with the two bytes of each unit changed over; an odd byte at the end is left out. */
function swapped(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}

class Utf16Decoder implements Decoder {
  readonly #handler: Handler;
  readonly #given: Order | null;
  /** The order of the bytes; `null` until the first two tell. */
  #order: Order | null;
  #rest: Buffer = EMPTY;

  constructor(handler: Handler, order: Order | null) {
    this.#handler = handler;
    this.#given = order;
    this.#order = order;
  }

  decode(chunk: Buffer, final: boolean): string {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = EMPTY;
    const start = this.#order === null && bytes.length >= 2 ? this.#readMark(bytes) : 0;
    const order = this.#order ?? ENDIANNESS;
    let whole = bytes.length & ~1;
    // The second half of a pair may be in what comes next.
    if (!final && whole > start && (unitAt(bytes, whole - 2, order) & 0xfc00) === 0xd800) whole -= 2;
    if (!final && whole < bytes.length) this.#rest = Buffer.from(bytes.subarray(whole));
    const text = this.#text(bytes, start, whole, order);
    if (!final) return text;
    this.#order = this.#given;
    if (whole === bytes.length) return text;
    return text + this.#handler.decode(nameOf(order), bytes, whole, bytes.length, 'truncated data');
  }

  /** Takes the order from the first unit, and gives where the text begins. */
  #readMark(bytes: Buffer): number {
    const mark = bytes.readUInt16LE(0);
    if (mark !== 0xfeff && mark !== 0xfffe) {
      throw new UnicodeDecodeError('utf-16', bytes, 0, 2, 'Stream does not start with BOM');
    }
    this.#order = mark === 0xfeff ? 'LE' : 'BE';
    return 2;
  }

  #text(bytes: Buffer, start: number, end: number, order: Order): string {
    const part = bytes.subarray(start, end);
    const text = (order === 'LE' ? part : swapped(part)).toString('utf16le');
    return text.replace(LONE_SURROGATES, (unit, index: number) => {
      const at = start + index * 2;
      const cut = at + 2 === bytes.length && (unit.charCodeAt(0) & 0xfc00) === 0xd800;
      const reason = cut ? 'unexpected end of data' : badSurrogate(unit);
      return this.#handler.decode(nameOf(order), bytes, at, at + 2, reason);
    });
  }
}

function nameOf(order: Order): string {
  return `utf-16-${order.toLowerCase()}`;
}

function badSurrogate(unit: string): string {
  return (unit.charCodeAt(0) & 0xfc00) === 0xd800 ? 'illegal UTF-16 surrogate' : 'illegal encoding';
}

function unitAt(bytes: Buffer, at: number, order: Order): number {
  return order === 'LE' ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

function encode(text: string, order: Order, handler: Handler): Buffer {
  const name = nameOf(order);
  const parts: Uint8Array[] = [];
  let good = 0;
  const bytesOfText = (part: string) => {
    const bytes = Buffer.from(part, 'utf16le');
    return order === 'LE' ? bytes : bytes.swap16();
  };
  for (const { index } of text.matchAll(LONE_SURROGATES)) {
    const fault: UnicodeFault<string> = [name, text, index, index + 1, 'surrogates not allowed'];
    const instead = handler.encode(...fault);
    const there = typeof instead === 'string' ? bytesOfText(instead) : instead;
    // Bytes that are not whole units would shift all that follows.
    if (there.length % 2 !== 0) throw new UnicodeEncodeError(...fault);
    parts.push(bytesOfText(text.slice(good, index)), there);
    good = index + 1;
  }
  return parts.length === 0 ? bytesOfText(text) : Buffer.concat([...parts, bytesOfText(text.slice(good))]);
}

/**
 * UTF-16 in this order. With `null`, Python's `utf-16`: text that is read says its order by a byte order mark; what is
 * written is in the order of this machine, without one, as Python does where it cannot tell whether it is at the
 * beginning.
 */
export function utf16(order: Order | null): Codec {
  return {
    decoder: (handler) => new Utf16Decoder(handler, order),
    encoder: (handler) => (text) => encode(text, order ?? ENDIANNESS, handler),
  };
}
