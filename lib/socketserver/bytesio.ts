import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { intArgument } from '../core/numbers.ts';
import { IOBase, sizeArgument } from '../socket/file/iobase.ts';

const LF = 10;

/** A binary file in memory: the `rfile` and `wfile` of a datagram's handler. Python's `io.BytesIO`. */
export class BytesIO extends IOBase<Buffer> {
  /** What is in the file is up to `#length`. */
  #bytes: Buffer;
  #length: number;
  #position = 0;
  #closed = false;

  /** @param initial_bytes - what is in it at first; they are copied. */
  constructor(initial_bytes: BytesLike | null = null) {
    super();
    this.#bytes =
      initial_bytes === null
        ? Buffer.alloc(0)
        : Buffer.from(bytesOf(initial_bytes, "BytesIO() argument 'initial_bytes'"));
    this.#length = this.#bytes.length;
  }

  override get closed(): boolean {
    return this.#closed;
  }

  override readable(): boolean {
    this.checkClosed();
    return true;
  }

  override writable(): boolean {
    this.checkClosed();
    return true;
  }

  override seekable(): boolean {
    this.checkClosed();
    return true;
  }

  /** All that is in the file, wherever its position is; a copy. */
  getvalue(): Buffer {
    this.checkClosed();
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  /** `size` bytes, or all that follow if it is left out or negative; empty at the end. */
  read(size?: number | null): Buffer {
    this.checkClosed();
    const count = sizeArgument(size, "read() argument 'size'");
    return this.#take(count < 0 ? Infinity : count);
  }

  /** As `read`. */
  read1(size?: number | null): Buffer {
    return this.read(size);
  }

  /** Reads into `buffer`, and gives how many bytes came. */
  readinto(buffer: BytesLike): number {
    this.checkClosed();
    const into = bytesOf(buffer, "readinto() argument 'buffer'");
    const bytes = this.#take(into.length);
    into.set(bytes);
    return bytes.length;
  }

  override readline(size?: number | null): Buffer {
    this.checkClosed();
    const count = sizeArgument(size, "readline() argument 'size'");
    const at = this.#bytes.subarray(0, this.#length).indexOf(LF, this.#position);
    const line = at < 0 ? Infinity : at + 1 - this.#position;
    return this.#take(count < 0 ? line : Math.min(line, count));
  }

  #take(count: number): Buffer {
    const start = Math.min(this.#position, this.#length);
    const end = Math.min(this.#length, start + count);
    if (end > start) this.#position = end;
    return Buffer.from(this.#bytes.subarray(start, end));
  }

  /** Writes at the position, over what is there; what lies between the end and the position becomes zeros. */
  override write(data: BytesLike): number {
    this.checkClosed();
    const bytes = bytesOf(data, "write() argument 'data'");
    const end = this.#position + bytes.length;
    if (bytes.length === 0) return 0;
    if (end > this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(end, 2 * this.#bytes.length));
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    this.#bytes.fill(0, this.#length, Math.max(this.#length, this.#position));
    this.#bytes.set(bytes, this.#position);
    this.#position = end;
    this.#length = Math.max(this.#length, end);
    return bytes.length;
  }

  /**
   * Moves the position.
   *
   * @param whence - 0: from the beginning; 1: from the position; 2: from the end.
   * @returns the new position.
   */
  override seek(offset: number, whence = 0): number {
    this.checkClosed();
    const by = intArgument(offset, "seek() argument 'offset'", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const from = [0, this.#position, this.#length][whence];
    if (from === undefined)
      throw new RangeError(`seek() argument 'whence': invalid whence (${whence}, should be 0, 1 or 2)`);
    if (whence === 0 && by < 0) throw new RangeError(`seek() argument 'offset': negative seek value ${by}`);
    this.#position = Math.max(0, from + by);
    return this.#position;
  }

  override tell(): number {
    this.checkClosed();
    return this.#position;
  }

  /** Cuts the file at `size`, or at the position; it does not grow. Gives the size. */
  override truncate(size?: number | null): number {
    this.checkClosed();
    const to = size === undefined || size === null ? this.#position : sizeArgument(size, "truncate() argument 'size'");
    if (to < 0) throw new RangeError(`truncate() argument 'size': negative size value ${to}`);
    this.#length = Math.min(this.#length, to);
    return to;
  }

  override close(): void {
    this.#closed = true;
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
  }
}
