import { type BytesLike, bytesOf } from '../../core/bytes.ts';
import { Buffered } from './buffered.ts';
import { sizeArgument, unsupported } from './iobase.ts';
import { DEFAULT_BUFFER_SIZE, type SocketIO } from './socketio.ts';

const LF = 10;
const EMPTY = Buffer.alloc(0);

/**
 * Reads a socket through a buffer: what `makefile('rb')` gives. Python's `io.BufferedReader`.
 *
 * What a call has read when it fails stays in the buffer, for the next.
 */
export class BufferedReader extends Buffered {
  readonly #size: number;
  /** What was read and not given out is from `#start` to `#end`. */
  #buffer: Buffer;
  #start = 0;
  #end = 0;
  /** The buffer up to `#end`, to search in: a view takes longer to make than a line to find. */
  #filled: Buffer = EMPTY;
  #wouldBlock = false;

  /** @param buffer_size - how many bytes it reads ahead. */
  constructor(raw: SocketIO, buffer_size: number = DEFAULT_BUFFER_SIZE) {
    super(raw);
    if (!raw.readable()) throw unsupported('"raw" argument must be readable.');
    this.#size = buffer_size;
    this.#buffer = Buffer.allocUnsafeSlow(buffer_size);
  }

  override readable(): boolean {
    return this.raw.readable();
  }

  /** Whether the last read found nothing on a socket that does not wait, and so was not at the end. */
  get wouldBlock(): boolean {
    return this.#wouldBlock;
  }

  /** Not on a file that reads. */
  override write(_data: BytesLike): number {
    throw unsupported('write');
  }

  /**
   * `size` bytes, fewer at the end; all until the end if it is left out or -1.
   *
   * @returns `null` if the socket does not wait and nothing is there; what there is, if there is something.
   */
  read(size?: number | null): Buffer | null {
    const count = sizeArgument(size, "read() argument 'size'");
    if (count < -1) throw new RangeError('read length must be non-negative or -1');
    this.checkClosed('read of closed file');
    const wanted = count < 0 ? Infinity : count;
    while (this.#available < wanted && this.#fill(wanted)) {}
    const bytes = this.#take(Math.min(wanted, this.#available));
    return bytes.length === 0 && wanted > 0 && this.#wouldBlock ? null : bytes;
  }

  /** Up to `size` bytes with at most one call, or with none if something is buffered. */
  read1(size?: number | null): Buffer {
    const given = sizeArgument(size, "read1() argument 'size'");
    this.checkClosed('read of closed file');
    const count = given < 0 ? this.#size : given;
    if (count === 0) return Buffer.alloc(0);
    if (this.#available === 0 && count > this.#size) {
      const bytes = Buffer.allocUnsafeSlow(count);
      const got = this.#rawRead(bytes);
      return got < count / 2 ? Buffer.from(bytes.subarray(0, got)) : bytes.subarray(0, got);
    }
    if (this.#available === 0) this.#fill(count, count);
    return this.#take(Math.min(count, this.#available));
  }

  /** What is buffered, without taking it; one call if that is nothing. */
  peek(_size?: number | null): Buffer {
    this.checkClosed('peek of closed file');
    if (this.#available === 0) this.#fill(1);
    return Buffer.from(this.#buffer.subarray(this.#start, this.#end));
  }

  /**
   * Fills `buffer`, if so many bytes come before the end.
   *
   * @returns how many came; `null` if the socket does not wait and nothing is there.
   */
  readinto(buffer: BytesLike): number | null {
    return this.#readinto(bytesOf(buffer, "readinto() argument 'buffer'"), Infinity);
  }

  /** `readinto` with at most one call, or with none if something is buffered. */
  readinto1(buffer: BytesLike): number | null {
    return this.#readinto(bytesOf(buffer, "readinto1() argument 'buffer'"), 1);
  }

  #readinto(into: Uint8Array, calls: number): number | null {
    this.checkClosed('readinto of closed file');
    let done = 0;
    const fromBuffer = () => {
      const count = Math.min(this.#available, into.length - done);
      into.set(this.#buffer.subarray(this.#start, this.#start + count), done);
      this.#start += count;
      done += count;
    };
    fromBuffer();
    if (done > 0 && calls === 1 && into.length - done <= this.#size) return done;
    try {
      for (let call = 0; done < into.length && call < calls; call++) {
        // What does not fit into the buffer would only be copied through it.
        if (into.length - done > this.#size) {
          const got = this.#rawRead(done === 0 ? into : into.subarray(done));
          if (got === 0) break;
          done += got;
        } else if (this.#fill(1)) {
          fromBuffer();
        } else {
          break;
        }
      }
    } catch (error) {
      this.#putBack(into.subarray(0, done));
      throw error;
    }
    return done === 0 && into.length > 0 && this.#wouldBlock ? null : done;
  }

  /** A line with its `\n`, or at most `size` bytes of it. Empty at the end; on a socket that does not wait, what there is. */
  override readline(size?: number | null): Buffer {
    const given = sizeArgument(size, "readline() argument 'size'");
    this.checkClosed('readline of closed file');
    const most = given < 0 ? Infinity : given;
    for (let searched = 0; ; ) {
      if (this.#filled.length !== this.#end) this.#filled = this.#buffer.subarray(0, this.#end);
      const at = this.#filled.indexOf(LF, this.#start + searched);
      const length = at < 0 ? this.#available : at + 1 - this.#start;
      // A line feed is looked for once in each byte.
      searched = this.#available;
      if (length >= most || at >= 0 || !this.#fill(searched + 1)) return this.#take(Math.min(length, most));
    }
  }

  get #available(): number {
    return this.#end - this.#start;
  }

  /**
   * Reads once, behind what is buffered.
   *
   * @param wanted - how many bytes the caller needs in the buffer.
   * @param most - how many to read; else those that are missing, and as many more as the buffer holds.
   * @returns whether something came.
   */
  #fill(wanted: number, most = 0): boolean {
    const have = this.#available;
    if (have === 0) {
      this.#start = this.#end = 0;
      // A long line's room is not kept for the short ones after it.
      if (this.#buffer.length > this.#size) this.#replace(Buffer.allocUnsafeSlow(this.#size));
    }
    // Never more ahead than the buffer was made for: somebody may receive from the socket itself.
    const room = most > 0 ? most : Math.max(this.#size, wanted - have);
    if (this.#buffer.length - this.#end < Math.min(room, this.#size)) this.#makeRoom(Math.min(room, this.#size));
    const end = Math.min(this.#buffer.length, this.#end + room);
    const whole = this.#end === 0 && end === this.#buffer.length;
    const got = this.#rawRead(whole ? this.#buffer : this.#buffer.subarray(this.#end, end));
    this.#end += got;
    return got > 0;
  }

  /** Moves what is buffered to the front, of a buffer twice as large if it is more than half full. */
  #makeRoom(room: number): void {
    const have = this.#available;
    let length = this.#buffer.length;
    while (length - have < room || have > length / 2) length *= 2;
    const target = length === this.#buffer.length ? this.#buffer : Buffer.allocUnsafeSlow(length);
    this.#buffer.copy(target, 0, this.#start, this.#end);
    this.#replace(target);
    this.#start = 0;
    this.#end = have;
  }

  #replace(buffer: Buffer): void {
    this.#buffer = buffer;
    this.#filled = EMPTY;
  }

  #rawRead(into: Uint8Array): number {
    const got = this.raw.readinto(into);
    this.#wouldBlock = got === null;
    return got ?? 0;
  }

  /** Gives out the first bytes of the buffer. */
  #take(length: number): Buffer {
    const from = this.#start;
    this.#start += length;
    if (length < this.#size || length < this.#buffer.length / 2 || this.#available > 0) {
      const copy = Buffer.allocUnsafe(length);
      this.#buffer.copy(copy, 0, from, from + length);
      return copy;
    }
    const bytes = this.#buffer.subarray(from, from + length);
    // Most of a buffer is given away rather than copied.
    this.#replace(Buffer.allocUnsafeSlow(this.#size));
    this.#start = this.#end = 0;
    return bytes;
  }

  /** Puts bytes that were taken back to the front. */
  #putBack(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const all = Buffer.concat([bytes, this.#buffer.subarray(this.#start, this.#end)]);
    this.#replace(all.length < this.#size ? Buffer.concat([all], this.#size) : all);
    this.#start = 0;
    this.#end = all.length;
  }
}
