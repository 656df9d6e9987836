const LF = 1;
const CR = 2;
const CRLF = 4;

/** What `newlines` says of each set of them. */
const SEEN = [
  null,
  '\n',
  '\r',
  ['\r', '\n'],
  '\r\n',
  ['\n', '\r\n'],
  ['\r', '\r\n'],
  ['\r', '\n', '\r\n'],
] as const satisfies (string | readonly string[] | null)[];

/** Universal newlines in text that comes in pieces: a `\r` waits for the `\n` that may follow. */
export class NewlineDecoder {
  readonly #translate: boolean;
  #pendingCr = false;
  #seen = 0;

  /** @param translate - makes `\n` of all. */
  constructor(translate: boolean) {
    this.#translate = translate;
  }

  decode(piece: string, final: boolean): string {
    let text = piece;
    if (this.#pendingCr && (text !== '' || final)) {
      text = `\r${text}`;
      this.#pendingCr = false;
    }
    if (!final && text.endsWith('\r')) {
      text = text.slice(0, -1);
      this.#pendingCr = true;
    }
    if (!text.includes('\r')) {
      if ((this.#seen & LF) === 0 && text.includes('\n')) this.#seen |= LF;
      return text;
    }
    if (this.#seen !== (LF | CR | CRLF)) this.#note(text);
    return this.#translate ? text.replace(/\r\n?/g, '\n') : text;
  }

  #note(text: string): void {
    if (text.includes('\r\n')) this.#seen |= CRLF;
    if (/\r(?!\n)/.test(text)) this.#seen |= CR;
    if (/(?<!\r)\n/.test(text)) this.#seen |= LF;
  }

  /** Which have come: `null`, one, or a list. */
  get newlines(): string | readonly string[] | null {
    return SEEN[this.#seen] ?? null;
  }
}

/** The index behind the end of a line that begins at `from`; -1 if there is none. `newline` is as in `TextOptions`. */
export function lineEnd(text: string, from: number, newline: string | null): number {
  if (newline === '') return anyEnd(text, from);
  const end = newline ?? '\n';
  const at = text.indexOf(end, from);
  return at < 0 ? -1 : at + end.length;
}

/** Text with its `\n` as `newline` has them written. */
export function writtenEnds(text: string, newline: string | null): string {
  const end = newline ?? process.getBuiltinModule('node:os').EOL;
  return end === '' || end === '\n' ? text : text.replaceAll('\n', end);
}

const ANY_END = /\r\n|\n|\r/g;

function anyEnd(text: string, from: number): number {
  ANY_END.lastIndex = from;
  return ANY_END.test(text) ? ANY_END.lastIndex : -1;
}
