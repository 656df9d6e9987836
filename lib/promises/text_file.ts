import { typeName } from '../core/bytes.ts';
import { afterCharacters, countCharacters } from '../socket/file/characters.ts';
import type { Decoder, Encoder } from '../socket/file/codecs.ts';
import type { TextFormat } from '../socket/file/format.ts';
import { unsupported } from '../socket/file/iobase.ts';
import type { FileArguments } from '../socket/file/makefile.ts';
import { lineEnd, NewlineDecoder, writtenEnds } from '../socket/file/newlines.ts';
import { AwaitedFileBase, type AwaitedFileSocket } from './file.ts';
import type { WaitOptions } from './limits.ts';

/** Text: what `makefile` gives in a mode without `'b'`. Sizes are in characters, as in Python. */
export class TextFile extends AwaitedFileBase<string> {
  readonly #format: TextFormat;
  readonly #isLineBuffered: boolean;
  readonly #decoder: Decoder;
  readonly #encoder: Encoder | undefined;
  readonly #newlines: NewlineDecoder | undefined;
  #text = '';
  /** Up to here no line ends. */
  #searched = 0;

  constructor(sock: AwaitedFileSocket, found: FileArguments, size: number, format: TextFormat) {
    super(sock, found, size === 1 ? 8192 : size);
    this.#format = format;
    this.#isLineBuffered = size === 1;
    this.#decoder = format.decoder();
    this.#encoder = format.encoder?.();
    const { newline } = format;
    if (newline === null || newline === '') this.#newlines = new NewlineDecoder(newline === null);
  }

  get encoding(): string {
    return this.#format.encoding;
  }

  get errors(): string {
    return this.#format.errors;
  }

  /** Which ends of lines have been read: `null`, one, or a list. */
  get newlines(): string | readonly string[] | null {
    return this.#newlines?.newlines ?? null;
  }

  override async write(text: string, options?: WaitOptions): Promise<number> {
    if (typeof text !== 'string') {
      throw new TypeError(`write() argument 'text' must be a string, not '${typeName(text)}'`);
    }
    const bytes = this.#encoder?.(writtenEnds(text, this.#format.newline));
    if (bytes === undefined) throw unsupported(`the encoding ${this.encoding} can only be read`);
    await this.put(bytes, this.#isLineBuffered && /[\r\n]/.test(text), options);
    return countCharacters(text);
  }

  protected override add(bytes: Buffer): void {
    const text = this.#decoder.decode(bytes, bytes.length === 0);
    this.#text += this.#newlines?.decode(text, bytes.length === 0) ?? text;
  }

  protected override available(): number {
    return countCharacters(this.#text);
  }

  protected override take(size: number): string {
    const end = size < 0 ? this.#text.length : afterCharacters(this.#text, 0, size);
    return this.#cut(end);
  }

  protected override takeLine(size: number): string | undefined {
    const { newline } = this.#format;
    const end = lineEnd(this.#text, this.#searched, newline);
    // A two-character end may be half there.
    if (end < 0) this.#searched = Math.max(0, this.#text.length - 1);
    if (size >= 0) {
      const most = afterCharacters(this.#text, 0, size);
      if (end > most || (end < 0 && (most < this.#text.length || this.available() >= size))) return this.#cut(most);
    }
    return end < 0 ? undefined : this.#cut(end);
  }

  #cut(end: number): string {
    const text = this.#text.slice(0, end);
    this.#text = this.#text.slice(end);
    this.#searched = 0;
    return text;
  }
}
