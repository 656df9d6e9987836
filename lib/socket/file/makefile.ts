import { typeName } from '../../core/bytes.ts';
import { LookupError } from '../../core/errors.ts';
import { intArgument } from '../../core/numbers.ts';
import { optional } from '../../core/parameters.ts';
import { type TextFormat, type TextOptions, textFormat } from './format.ts';
import type { IOBase } from './iobase.ts';
import { BufferedReader } from './reader.ts';
import { BufferedRWPair } from './rwpair.ts';
import { DEFAULT_BUFFER_SIZE, type FileSocket, SocketIO } from './socketio.ts';
import { TextIOWrapper } from './textiowrapper.ts';
import { BufferedWriter } from './writer.ts';

/** The modes of `makefile`: `r`, `w` and `b`, in any order; neither `r` nor `w` is `r`. */
export type FileMode =
  | ''
  | 'r'
  | 'w'
  | 'rw'
  | 'wr'
  | 'b'
  | 'rb'
  | 'br'
  | 'wb'
  | 'bw'
  | 'rwb'
  | 'rbw'
  | 'wrb'
  | 'wbr'
  | 'brw'
  | 'bwr';

/** `makefile({ mode, buffering, encoding, errors, newline })`. */
export interface FileOptions extends TextOptions {
  mode?: FileMode;
  /**
   * 0: none, of a binary file alone. 1: in a text file, each line that is written goes out at once. Else the size of the
   * buffer in bytes; left out, `null` or negative: 8192.
   */
  buffering?: number | null;
}

type Buffered<M> = M extends `${string}w${string}`
  ? M extends `${string}r${string}`
    ? BufferedRWPair
    : BufferedWriter
  : BufferedReader;

type Unbuffered<B> = B extends 0 ? SocketIO : never;

/** What `makefile` gives in a mode with a buffering. */
export type SocketFile<M, B> = M extends `${string}b${string}`
  ? number extends B
    ? SocketIO | Buffered<M>
    : B extends 0
      ? Unbuffered<B>
      : Buffered<M>
  : TextIOWrapper;

function modeArgument(mode: unknown): string {
  if (typeof mode !== 'string') {
    throw new TypeError(`makefile() argument 'mode' must be a string, not '${typeName(mode)}'`);
  }
  if (!/^[rwb]*$/.test(mode)) throw new RangeError(`invalid mode '${mode}' (only r, w, b allowed)`);
  return mode;
}

/** The arguments of `makefile`, found to be good. */
export interface FileArguments {
  /** As it was given. */
  readonly mode: string;
  readonly reading: boolean;
  readonly writing: boolean;
  /** The size of the buffer; 0 for none, negative if it was left out. */
  readonly size: number;
  /** Of a text file. */
  readonly format: TextFormat | undefined;
}

export function fileArguments(given: readonly unknown[]): FileArguments {
  const names = ['mode', 'buffering'];
  const texts = ['encoding', 'errors', 'newline'];
  // Options that are left out may be written out as undefined.
  const there = given[2] === undefined ? given.slice(0, 2) : given;
  const [how = 'r', buffering, encoding, errors, newline] = optional(there, names, 'makefile', texts);
  const mode = modeArgument(how);
  const wanted = buffering ?? -1;
  const size = intArgument(wanted, "makefile() argument 'buffering'");
  const binary = mode.includes('b');
  const writing = mode.includes('w');
  const reading = mode.includes('r') || !writing;
  if (size === 0 && !binary) throw new RangeError("makefile() argument 'buffering': unbuffered streams must be binary");
  const format = binary ? undefined : textFormat({ encoding, errors, newline } as TextOptions, 'makefile()');
  if (writing && format !== undefined && format.encoder === undefined) {
    throw new LookupError(`makefile() argument 'encoding': ${format.encoding} can only be read`);
  }
  return { mode, reading, writing, size, format };
}

/** Makes the file. Nothing is made of the socket until all arguments are found to be good. */
export function makefile(sock: FileSocket & { _io_refs: number }, given: unknown[]): IOBase<Buffer> | TextIOWrapper {
  const { mode, reading, writing, size, format } = fileArguments(given);
  const raw = new SocketIO(sock, `${reading ? 'r' : ''}${writing ? 'w' : ''}`);
  const file = size === 0 ? raw : buffered(raw, reading, writing, size < 0 ? DEFAULT_BUFFER_SIZE : size);
  sock._io_refs++;
  if (format === undefined || file instanceof SocketIO) return file;
  return new TextIOWrapper(file, format, mode, size === 1);
}

function buffered(raw: SocketIO, reading: boolean, writing: boolean, size: number) {
  if (reading && writing) return new BufferedRWPair(raw, raw, size);
  return reading ? new BufferedReader(raw, size) : new BufferedWriter(raw, size);
}
