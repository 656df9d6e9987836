import { backend } from '../../backend/load.ts';
import { type BytesLike, bytesOf } from '../../core/bytes.ts';
import { BlockingIOError, oserror } from '../../core/errors.ts';
import { Buffered } from './buffered.ts';
import { unsupported } from './iobase.ts';
import { DEFAULT_BUFFER_SIZE, type SocketIO } from './socketio.ts';

const { errnos } = backend;

/** The error of a write that would wait, and how much of it was taken. */
export function wouldBlock(written: number): Error {
  const text = 'write could not complete without blocking';
  return Object.assign(oserror(errnos.EAGAIN!, 'send', { text }), { characters_written: written });
}

/**
 * Writes to a socket through a buffer: what `makefile('wb')` gives. Python's `io.BufferedWriter`.
 *
 * What is buffered goes out when the buffer is full, at `flush()` and at `close()`; a file that is forgotten is not
 * flushed.
 */
export class BufferedWriter extends Buffered {
  readonly #size: number;
  readonly #buffer: Buffer;
  /** What is not sent yet is from `#start` to `#end`. */
  #start = 0;
  #end = 0;

  /** @param buffer_size - how many bytes it keeps before it sends them. */
  constructor(raw: SocketIO, buffer_size: number = DEFAULT_BUFFER_SIZE) {
    super(raw);
    if (!raw.writable()) throw unsupported('"raw" argument must be writable.');
    this.#size = buffer_size;
    this.#buffer = Buffer.allocUnsafeSlow(buffer_size);
  }

  override writable(): boolean {
    return this.raw.writable();
  }

  /** Not on a file that writes. */
  read(_size?: number | null): Buffer {
    throw unsupported('read');
  }

  /** Not on a file that writes. */
  read1(_size?: number | null): Buffer {
    throw unsupported('read1');
  }

  /** Not on a file that writes. */
  readinto(_buffer: BytesLike): number {
    throw unsupported('read');
  }

  /** Not on a file that writes. */
  readinto1(_buffer: BytesLike): number {
    throw unsupported('read1');
  }

  /** Not on a file that writes. */
  override readline(_size?: number | null): Buffer {
    throw unsupported('read');
  }

  /**
   * Takes all of `data`.
   *
   * @returns how many bytes that is.
   * @throws BlockingIOError if the socket does not wait and the buffer is full: `characters_written` bytes were taken.
   */
  override write(data: BytesLike): number {
    const bytes = bytesOf(data, "write() argument 'data'");
    this.checkClosed('write to closed file');
    // As much as the buffer holds would only be copied through it.
    if (this.#room >= bytes.length && bytes.length < this.#size) return this.#keep(bytes);
    try {
      this.flush();
    } catch (error) {
      if (!(error instanceof BlockingIOError)) throw error;
      this.#compact();
      if (this.#room >= bytes.length) return this.#keep(bytes);
      throw wouldBlock(this.#keep(bytes.subarray(0, this.#room)));
    }
    let at = 0;
    while (bytes.length - at >= this.#size) {
      const sent = this.raw.write(at === 0 ? bytes : bytes.subarray(at));
      if (sent === null) throw wouldBlock(at + this.#keep(bytes.subarray(at, at + this.#size)));
      at += sent;
    }
    this.#keep(bytes.subarray(at));
    return bytes.length;
  }

  /** Sends what is buffered. BlockingIOError if the socket does not wait and has no room: the rest stays. */
  override flush(): void {
    this.checkClosed('flush of closed file');
    while (this.#start < this.#end) {
      const sent = this.raw.write(this.#buffer.subarray(this.#start, this.#end));
      if (sent === null) throw wouldBlock(0);
      this.#start += sent;
    }
    this.#start = this.#end = 0;
  }

  get #room(): number {
    return this.#size - this.#end;
  }

  #keep(bytes: Uint8Array): number {
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
    return bytes.length;
  }

  #compact(): void {
    this.#buffer.copy(this.#buffer, 0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }
}
