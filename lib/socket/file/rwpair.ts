import type { BytesLike } from '../../core/bytes.ts';
import { IOBase, unsupported } from './iobase.ts';
import { BufferedReader } from './reader.ts';
import type { SocketIO } from './socketio.ts';
import { BufferedWriter } from './writer.ts';

/**
 * Reads and writes a socket, each through a buffer of its own: what `makefile('rwb')` gives. Python's
 * `io.BufferedRWPair`.
 */
export class BufferedRWPair extends IOBase<Buffer> {
  readonly #reader: BufferedReader;
  readonly #writer: BufferedWriter;

  /** @param buffer_size - of each of the two buffers. */
  constructor(reader: SocketIO, writer: SocketIO, buffer_size?: number) {
    super();
    this.#reader = new BufferedReader(reader, buffer_size);
    this.#writer = new BufferedWriter(writer, buffer_size);
  }

  override get closed(): boolean {
    return this.#writer.closed;
  }

  /** Whether the last read found nothing on a socket that does not wait, and so was not at the end. */
  get wouldBlock(): boolean {
    return this.#reader.wouldBlock;
  }

  override readable(): boolean {
    return this.#reader.readable();
  }

  override writable(): boolean {
    return this.#writer.writable();
  }

  override isatty(): boolean {
    return this.#reader.isatty();
  }

  /** As `BufferedReader`'s. */
  read(size?: number | null): Buffer | null {
    return this.#reader.read(size);
  }

  /** As `BufferedReader`'s. */
  read1(size?: number | null): Buffer {
    return this.#reader.read1(size);
  }

  /** As `BufferedReader`'s. */
  peek(size?: number | null): Buffer {
    return this.#reader.peek(size);
  }

  /** As `BufferedReader`'s. */
  readinto(buffer: BytesLike): number | null {
    return this.#reader.readinto(buffer);
  }

  /** As `BufferedReader`'s. */
  readinto1(buffer: BytesLike): number | null {
    return this.#reader.readinto1(buffer);
  }

  /** As `BufferedReader`'s. */
  override readline(size?: number | null): Buffer {
    return this.#reader.readline(size);
  }

  /** As `BufferedWriter`'s. */
  override write(data: BytesLike): number {
    return this.#writer.write(data);
  }

  /** As `BufferedWriter`'s. */
  override flush(): void {
    this.#writer.flush();
  }

  /** Not on a pair, in which there are two to give away. */
  detach(): never {
    throw unsupported('detach');
  }

  override close(): void {
    this.#writer.close();
  }
}
