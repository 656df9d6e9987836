import { backend } from '../../backend/load.ts';
import { typeName } from '../../core/bytes.ts';
import { oserror } from '../../core/errors.ts';
import { afterCharacters, countCharacters } from './characters.ts';
import type { Decoder, Encoder } from './codecs.ts';
import type { TextFormat } from './format.ts';
import { IOBase, sizeArgument, unsupported } from './iobase.ts';
import { lineEnd, NewlineDecoder, writtenEnds } from './newlines.ts';
import type { BufferedReader } from './reader.ts';
import type { BufferedRWPair } from './rwpair.ts';
import type { BufferedWriter } from './writer.ts';

const { errnos } = backend;

/** Bytes that are read at a time, and bytes of text that are kept before they go to the buffer. */
const CHUNK = 8192;

/** The files that a text file can be over. */
export type TextBuffer = BufferedReader | BufferedWriter | BufferedRWPair;

/**
 * Text over a binary file: what `makefile('r')`, `('w')` and `('rw')` give. Python's `io.TextIOWrapper`.
 *
 * Sizes are in characters, so that one beyond U+FFFF is one and not the two that a string counts.
 */
export class TextIOWrapper extends IOBase<string> {
  /** How it was opened, as it was given. */
  readonly mode: string;
  readonly encoding: string;
  readonly errors: string;
  /** Whether a line that is written goes out at once. */
  readonly line_buffering: boolean;
  #buffer: TextBuffer | null;
  readonly #format: TextFormat;
  readonly #decoder: Decoder | undefined;
  readonly #encoder: Encoder | undefined;
  readonly #newlines: NewlineDecoder | undefined;
  /** What was decoded and not given out is `#text` from `#at` on. */
  #text = '';
  #at = 0;
  /** What was encoded and not handed to the buffer. */
  #pending: Buffer[] = [];
  #pendingBytes = 0;

  constructor(buffer: TextBuffer, format: TextFormat, mode: string, line_buffering: boolean) {
    super();
    this.#buffer = buffer;
    this.#format = format;
    this.mode = mode;
    this.encoding = format.encoding;
    this.errors = format.errors;
    this.line_buffering = line_buffering;
    const universal = format.newline === null || format.newline === '';
    if (buffer.readable()) this.#decoder = format.decoder();
    if (buffer.readable() && universal) this.#newlines = new NewlineDecoder(format.newline === null);
    if (buffer.writable()) this.#encoder = format.encoder?.();
  }

  /** The binary file underneath. RangeError once it is detached. */
  get buffer(): TextBuffer {
    if (this.#buffer === null) throw new RangeError('underlying buffer has been detached');
    return this.#buffer;
  }

  override get closed(): boolean {
    return this.buffer.closed;
  }

  /** The descriptor, -1 once the file is closed; `undefined` in mode `'rw'`, as a pair of buffers has none. */
  get name(): number | undefined {
    const { buffer } = this;
    return 'name' in buffer ? buffer.name : undefined;
  }

  /** Which ends of lines have been read: `null`, one, or a list. */
  get newlines(): string | readonly string[] | null {
    return this.#newlines?.newlines ?? null;
  }

  /** Never: text is put together before it is handed on. */
  get write_through(): boolean {
    return false;
  }

  override readable(): boolean {
    return this.buffer.readable();
  }

  override writable(): boolean {
    return this.buffer.writable();
  }

  override seekable(): boolean {
    return this.buffer.seekable();
  }

  override seek(_offset: number, _whence?: number): number {
    throw unsupported('underlying stream is not seekable');
  }

  override tell(): number {
    throw unsupported('underlying stream is not seekable');
  }

  override fileno(): number {
    return this.buffer.fileno();
  }

  override isatty(): boolean {
    return this.buffer.isatty();
  }

  /**
   * Up to `size` characters, fewer at the end; all until the end if it is left out or negative.
   *
   * @throws UnicodeDecodeError for bytes that are no text; BlockingIOError if the socket does not wait, all is asked for
   * and nothing is there.
   */
  read(size?: number | null): string {
    const count = sizeArgument(size, "read() argument 'size'");
    const decoder = this.#reads();
    if (count >= 0) return this.#gather(count, () => -1);
    const bytes = this.#source.read();
    if (bytes === null && this.#text.length === this.#at) {
      throw oserror(errnos.EAGAIN!, 'recv', { text: 'Read returned None.' });
    }
    const rest = this.#text.slice(this.#at);
    this.#text = '';
    this.#at = 0;
    return rest + this.#decode(decoder, bytes ?? Buffer.alloc(0), !this.#source.wouldBlock);
  }

  /** A line with its end, or at most `size` characters of it. Empty at the end of the file. */
  override readline(size?: number | null): string {
    const count = sizeArgument(size, "readline() argument 'size'");
    this.#reads();
    return this.#gather(count < 0 ? Infinity : count, (text, from) => this.#lineEnd(text, from));
  }

  /**
   * Takes all of `text`.
   *
   * @returns how many characters that is.
   * @throws UnicodeEncodeError for text that the encoding has no bytes for.
   */
  override write(text: string): number {
    if (typeof text !== 'string') {
      throw new TypeError(`write() argument 'text' must be a string, not '${typeName(text)}'`);
    }
    this.checkClosed();
    if (!this.buffer.writable()) throw unsupported('not writable');
    if (this.#encoder === undefined) throw unsupported(`the encoding ${this.encoding} can only be read`);
    const hasLf = text.includes('\n');
    const bytes = this.#encoder(hasLf ? writtenEnds(text, this.#format.newline) : text);
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.line_buffering && (hasLf || text.includes('\r'))) this.flush();
    else if (this.#pendingBytes >= CHUNK) this.#handOn();
    return countCharacters(text);
  }

  override flush(): void {
    this.checkClosed();
    this.#handOn();
    this.buffer.flush();
  }

  /** Writes what is there, and gives the binary file away: this one is of no use any more. */
  detach(): TextBuffer {
    this.flush();
    const { buffer } = this;
    this.#buffer = null;
    return buffer;
  }

  override close(): void {
    const { buffer } = this;
    if (buffer.closed) return;
    try {
      this.flush();
    } finally {
      buffer.close();
    }
  }

  /** Hands what is encoded to the buffer. Of what the buffer does not take now, the rest stays. */
  #handOn(): void {
    if (this.#pendingBytes === 0) return;
    const bytes = this.#pending.length === 1 ? this.#pending[0]! : Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    try {
      this.buffer.write(bytes);
    } catch (error) {
      const rest = bytes.subarray((error as { characters_written?: number }).characters_written ?? bytes.length);
      if (rest.length > 0) this.#pending = [rest];
      this.#pendingBytes = rest.length;
      throw error;
    }
  }

  /** The decoder, after what a call that reads does first. */
  #reads(): Decoder {
    this.checkClosed();
    if (this.#decoder === undefined) throw unsupported('not readable');
    this.#handOn();
    return this.#decoder;
  }

  get #source(): BufferedReader | BufferedRWPair {
    return this.buffer as BufferedReader | BufferedRWPair;
  }

  #decode(decoder: Decoder, bytes: Buffer, final: boolean): string {
    const text = decoder.decode(bytes, final);
    return this.#newlines?.decode(text, final) ?? text;
  }

  /**
   * Collects text until `count` characters are there, or the end that `endOf` finds. What a failed read leaves is kept.
   *
   * @param endOf - the index behind the end of a line from an index on; -1 if there is none.
   */
  #gather(count: number, endOf: (text: string, from: number) => number): string {
    let result = '';
    let left = count;
    for (;;) {
      const line = endOf(this.#text, this.#at);
      const end = line < 0 ? this.#text.length : line;
      // So many units are no more characters.
      const stop = end - this.#at <= left ? end : Math.min(end, afterCharacters(this.#text, this.#at, left));
      let piece = this.#text.slice(this.#at, stop);
      this.#at = stop;
      if (left !== Infinity) left -= countCharacters(piece);
      if (line >= 0 || stop < end || left === 0) return result + piece;
      // The first half of a two-character end goes back, to be found whole.
      const held = this.#format.newline === '\r\n' && piece.endsWith('\r') ? '\r' : '';
      if (held !== '') piece = piece.slice(0, -1);
      result += piece;
      try {
        if (!this.#readChunk()) return result + held;
      } catch (error) {
        this.#text = result + held;
        this.#at = 0;
        throw error;
      }
      this.#text = held + this.#text;
      left += held.length;
    }
  }

  /** Replaces the text, all of which is given out, by what comes next. Whether there is any. */
  #readChunk(): boolean {
    for (;;) {
      const bytes = this.#source.read1(CHUNK);
      const over = bytes.length === 0;
      this.#text = this.#decode(this.#decoder!, bytes, over && !this.#source.wouldBlock);
      this.#at = 0;
      if (this.#text !== '') return true;
      if (over) return false;
    }
  }

  #lineEnd(text: string, from: number): number {
    return lineEnd(text, from, this.#format.newline);
  }
}
