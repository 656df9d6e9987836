import { backend } from '../../backend/load.ts';
import type { BytesLike } from '../../core/bytes.ts';
import { BlockingIOError, oserror, TimeoutError } from '../../core/errors.ts';
import { IOBase, sizeArgument, unsupported } from './iobase.ts';

/** Bytes that one read of `readall` asks for. Python's `io.DEFAULT_BUFFER_SIZE`. */
export const DEFAULT_BUFFER_SIZE = 8192;

const { errnos } = backend;
const LF = 10;

/** What a file needs of its socket. */
export interface FileSocket {
  fileno(): number;
  recv_into(buffer: BytesLike): number;
  send(data: BytesLike): number;
  _decref_socketios(): void;
}

/**
 * A socket as a file without a buffer: what `makefile('rwb', 0)` gives. Python's `socket.SocketIO`.
 *
 * On a socket that does not wait, what would wait gives `null`.
 */
export class SocketIO extends IOBase<Buffer> {
  /** How it was opened: `'rb'`, `'wb'` or `'rwb'`. */
  readonly mode: string;
  #sock: FileSocket | null;
  readonly #reading: boolean;
  readonly #writing: boolean;
  #timeoutOccurred = false;

  /** @param mode - `'r'`, `'w'`, `'rw'`, with or without `'b'`. */
  constructor(sock: FileSocket, mode: string) {
    super();
    if (!/^(r|w|rw)b?$/.test(mode)) throw new RangeError(`invalid mode: '${mode}'`);
    this.#sock = sock;
    this.mode = mode.endsWith('b') ? mode : `${mode}b`;
    this.#reading = mode.includes('r');
    this.#writing = mode.includes('w');
  }

  override get closed(): boolean {
    return this.#sock === null;
  }

  /** The descriptor; -1 once the file is closed. */
  get name(): number {
    return this.#sock?.fileno() ?? -1;
  }

  override fileno(): number {
    return this.#open().fileno();
  }

  override readable(): boolean {
    this.checkClosed('I/O operation on closed socket.');
    return this.#reading;
  }

  override writable(): boolean {
    this.checkClosed('I/O operation on closed socket.');
    return this.#writing;
  }

  override seekable(): boolean {
    this.checkClosed('I/O operation on closed socket.');
    return false;
  }

  #open(): FileSocket {
    this.checkClosed();
    return this.#sock!;
  }

  /**
   * Reads into `buffer` what there is, with one call.
   *
   * @returns how many bytes came; 0 at the end; `null` if the socket does not wait and nothing is there.
   * @throws OSError from the first time-out on: what it had read by then may be lost to the caller.
   */
  readinto(buffer: BytesLike): number | null {
    const sock = this.#open();
    if (!this.#reading) throw unsupported('File or stream is not readable.');
    if (this.#timeoutOccurred) {
      throw oserror(errnos.EIO!, 'recv', { text: 'cannot read from timed out object' });
    }
    try {
      return sock.recv_into(buffer);
    } catch (error) {
      if (error instanceof TimeoutError) this.#timeoutOccurred = true;
      return nothingYet(error);
    }
  }

  /** Up to `size` bytes with one call; all until the end if it is left out or negative. Empty at the end. */
  read(size?: number | null): Buffer | null {
    const count = sizeArgument(size, "read() argument 'size'");
    if (count < 0) return this.readall();
    const bytes = Buffer.allocUnsafe(count);
    const got = this.readinto(bytes);
    return got === null ? null : bytes.subarray(0, got);
  }

  /** All bytes until the end. `null` if there are none and the socket does not wait. */
  readall(): Buffer | null {
    const parts: Buffer[] = [];
    let part = this.read(DEFAULT_BUFFER_SIZE);
    for (; part !== null && part.length > 0; part = this.read(DEFAULT_BUFFER_SIZE)) parts.push(part);
    return part === null && parts.length === 0 ? null : Buffer.concat(parts);
  }

  /** A line, read byte by byte, since there is nowhere to keep what follows it: use a buffered file. */
  override readline(size?: number | null): Buffer {
    const count = sizeArgument(size, "readline() argument 'size'");
    const most = count < 0 ? Infinity : count;
    this.checkClosed();
    const line: number[] = [];
    const byte = Buffer.allocUnsafe(1);
    while (line.length < most) {
      if (!this.readinto(byte)) break;
      line.push(byte[0]!);
      if (byte[0] === LF) break;
    }
    return Buffer.from(line);
  }

  /**
   * Sends what there is room for.
   *
   * @returns how many bytes went; `null` if the socket does not wait and there is no room.
   */
  override write(data: BytesLike): number | null {
    const sock = this.#open();
    if (!this.#writing) throw unsupported('File or stream is not writable.');
    try {
      return sock.send(data);
    } catch (error) {
      return nothingYet(error);
    }
  }

  /** Closes the file. The socket is closed with it if it was closed before, and no other file is open on it. */
  override close(): void {
    const sock = this.#sock;
    this.#sock = null;
    sock?._decref_socketios();
  }
}

/** `null` for an error that says "not now"; others are thrown. */
function nothingYet(error: unknown): null {
  if (error instanceof BlockingIOError && error.errno === errnos.EAGAIN) return null;
  throw error;
}
