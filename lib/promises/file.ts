import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { sizeArgument, unsupported } from '../socket/file/iobase.ts';
import type { FileArguments } from '../socket/file/makefile.ts';
import { DEFAULT_BUFFER_SIZE } from '../socket/file/socketio.ts';
import { ByteQueue } from './byte_queue.ts';
import type { WaitOptions } from './limits.ts';

/** What a file needs of its socket. */
export interface AwaitedFileSocket {
  recv(bufsize: number, flags?: number, options?: WaitOptions): Promise<Buffer>;
  sendall(data: BytesLike, flags?: number, options?: WaitOptions): Promise<void>;
  _decref_socketios(): void;
}

const LF = 10;

/**
 * A file on a socket whose calls are promises. Calls on one file are served in order: those that read, and those that
 * write. What has been read and not given out stays for the next call when one is ended by its limits.
 *
 * @typeParam Data - Buffer of a binary file, string of a text file.
 */
export abstract class AwaitedFileBase<Data extends Buffer | string> {
  /** How it was opened, as it was given. */
  readonly mode: string;
  readonly #sock: AwaitedFileSocket;
  readonly #reading: boolean;
  readonly #writing: boolean;
  /** The size of the buffer. */
  readonly #size: number;
  #isClosed = false;
  #isOver = false;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #lastRead: Promise<unknown> = Promise.resolve();
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(sock: AwaitedFileSocket, { mode, reading, writing }: FileArguments, size: number) {
    this.mode = mode;
    this.#sock = sock;
    this.#reading = reading;
    this.#writing = writing;
    this.#size = size;
  }

  get closed(): boolean {
    return this.#isClosed;
  }

  readable(): boolean {
    return this.#reading;
  }

  writable(): boolean {
    return this.#writing;
  }

  /** Up to `size` bytes or characters, fewer at the end only; all until the end if it is left out or negative. */
  read(size?: number | null, options?: WaitOptions): Promise<Data> {
    return this.inTurn(() => this.#readAll(sizeArgument(size, "read() argument 'size'"), options));
  }

  /** A line with its end, or at most `size` bytes or characters of it. Empty at the end of the file. */
  readline(size?: number | null, options?: WaitOptions): Promise<Data> {
    return this.inTurn(() => this.#readLine(sizeArgument(size, "readline() argument 'size'"), options));
  }

  /** Lines until the end, or until they have more than `hint` bytes or characters together. */
  async readlines(hint?: number | null, options?: WaitOptions): Promise<Data[]> {
    const most = sizeArgument(hint, "readlines() argument 'hint'");
    const lines: Data[] = [];
    for (let sum = 0; most <= 0 || sum < most; ) {
      const line = await this.readline(-1, options);
      if (line.length === 0) break;
      lines.push(line);
      sum += line.length;
    }
    return lines;
  }

  /** Lines, until the end of the file. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Data, void, undefined> {
    for (let line = await this.readline(); line.length > 0; line = await this.readline()) yield line;
  }

  /** Writes several, one after another. */
  async writelines(lines: Iterable<Data>, options?: WaitOptions): Promise<void> {
    for (const line of lines) await this.write(line as never, options);
  }

  /** Takes all of the data, and sends what does not fit into the buffer. Returns how many bytes or characters it was. */
  abstract write(data: never, options?: WaitOptions): Promise<number>;

  /** Sends what is buffered. After an error there is no telling how much of it went. */
  flush(options?: WaitOptions): Promise<void> {
    return this.#writeInTurn(() => this.#flush(options));
  }

  async #flush(options?: WaitOptions): Promise<void> {
    this.checkOpen();
    if (this.#pendingBytes === 0) return;
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    await this.#sock.sendall(bytes, 0, options);
  }

  /**
   * Sends what is buffered, and closes the file; a second call does nothing. The socket is closed with it if it was closed
   * before, and no other file is open on it.
   */
  async close(options?: WaitOptions): Promise<void> {
    if (this.#isClosed) return;
    try {
      await this.flush(options);
    } finally {
      // Whoever called it a second time meanwhile.
      if (!this.#isClosed) {
        this.#isClosed = true;
        this.#sock._decref_socketios();
      }
    }
  }

  /** `await using file = sock.makefile(…)` closes it at the end of the block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Buffers bytes; sends them when they are more than the buffer holds, or `now`. */
  protected put(bytes: Uint8Array, now: boolean, options?: WaitOptions): Promise<void> {
    return this.#writeInTurn(async () => {
      this.checkOpen();
      if (!this.#writing) throw unsupported('not writable');
      this.#pending.push(bytes);
      this.#pendingBytes += bytes.length;
      if (now || this.#pendingBytes > this.#size) await this.#flush(options);
    });
  }

  protected checkOpen(): void {
    if (this.#isClosed) throw new RangeError('I/O operation on closed file.');
  }

  /** Reads when those who read before are done. */
  protected inTurn<T>(read: () => Promise<T>): Promise<T> {
    const turn = this.#lastRead.then(() => {
      this.checkOpen();
      if (!this.#reading) throw unsupported('not readable');
      return read();
    });
    this.#lastRead = turn.catch(() => {});
    return turn;
  }

  #writeInTurn<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.#lastWrite.then(write);
    this.#lastWrite = turn.catch(() => {});
    return turn;
  }

  async #readAll(size: number, options?: WaitOptions): Promise<Data> {
    for (;;) {
      const missing = size < 0 ? DEFAULT_BUFFER_SIZE : size - this.available();
      if (missing <= 0 || !(await this.fill(missing, options))) break;
    }
    return this.take(size);
  }

  async #readLine(size: number, options?: WaitOptions): Promise<Data> {
    for (;;) {
      const line = this.takeLine(size);
      if (line !== undefined) return line;
      if (!(await this.fill(1, options))) return this.take(-1);
    }
  }

  /** Receives once: what the buffer holds, or without one what is missing. False at the end. */
  protected async fill(missing: number, options?: WaitOptions): Promise<boolean> {
    if (this.#isOver) return false;
    const bytes = await this.#sock.recv(this.#size > 0 ? this.#size : missing, 0, options);
    this.#isOver = bytes.length === 0;
    this.add(bytes);
    return !this.#isOver;
  }

  /** Keeps what was received; empty at the end. */
  protected abstract add(bytes: Buffer): void;
  /** How much is there. */
  protected abstract available(): number;
  /** Gives out up to `size`; all if it is negative. */
  protected abstract take(size: number): Data;
  /** Gives out a line, or as much of one as `size` allows; `undefined` if more must come. */
  protected abstract takeLine(size: number): Data | undefined;
}

/** Bytes: what `makefile` gives in a mode with `'b'`. */
export class BinaryFile extends AwaitedFileBase<Buffer> {
  readonly #bytes = new ByteQueue();

  /** Up to `size` bytes of what is there, or of what one call receives. Empty at the end. */
  read1(size?: number | null, options?: WaitOptions): Promise<Buffer> {
    return this.inTurn(async () => {
      const wanted = sizeArgument(size, "read1() argument 'size'");
      if (this.#bytes.length === 0 && wanted !== 0) await this.fill(wanted < 0 ? DEFAULT_BUFFER_SIZE : wanted, options);
      return this.#bytes.take(wanted);
    });
  }

  /** Reads into `buffer` until it is full, or the end. Returns how many bytes came. */
  async readinto(buffer: BytesLike, options?: WaitOptions): Promise<number> {
    const into = bytesOf(buffer, "readinto() argument 'buffer'");
    const bytes = await this.read(into.length, options);
    into.set(bytes);
    return bytes.length;
  }

  override async write(data: BytesLike, options?: WaitOptions): Promise<number> {
    // A copy: it goes out later.
    const bytes = Uint8Array.from(bytesOf(data, "write() argument 'data'"));
    await this.put(bytes, false, options);
    return bytes.length;
  }

  protected override add(bytes: Buffer): void {
    this.#bytes.add(bytes);
  }

  protected override available(): number {
    return this.#bytes.length;
  }

  protected override take(size: number): Buffer {
    return this.#bytes.take(size);
  }

  protected override takeLine(size: number): Buffer | undefined {
    const end = this.#bytes.after(LF);
    if (size >= 0 && (end > size || (end < 0 && this.#bytes.length >= size))) return this.#bytes.take(size);
    return end < 0 ? undefined : this.#bytes.take(end);
  }
}
