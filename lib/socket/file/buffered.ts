import { IOBase, unsupported } from './iobase.ts';
import type { SocketIO } from './socketio.ts';

/** A binary file with a buffer over a `SocketIO`. */
export abstract class Buffered extends IOBase<Buffer> {
  #raw: SocketIO | null;

  constructor(raw: SocketIO) {
    super();
    this.#raw = raw;
  }

  /** The file without a buffer. RangeError once it is detached. */
  get raw(): SocketIO {
    if (this.#raw === null) throw new RangeError('raw stream has been detached');
    return this.#raw;
  }

  override get closed(): boolean {
    return this.raw.closed;
  }

  /** The descriptor; -1 once the file is closed. */
  get name(): number {
    return this.raw.name;
  }

  /** How it was opened: `'rb'` or `'wb'`. */
  get mode(): string {
    return this.raw.mode;
  }

  override fileno(): number {
    return this.raw.fileno();
  }

  override seekable(): boolean {
    return this.raw.seekable();
  }

  override seek(_offset: number, _whence?: number): number {
    this.checkClosed('seek of closed file');
    throw unsupported('File or stream is not seekable.');
  }

  override isatty(): boolean {
    return this.raw.isatty();
  }

  /** Writes what is buffered, and gives the file without a buffer away: this one is of no use any more. */
  detach(): SocketIO {
    const { raw } = this;
    this.flush();
    this.#raw = null;
    return raw;
  }

  override close(): void {
    const { raw } = this;
    if (raw.closed) return;
    try {
      this.flush();
    } finally {
      raw.close();
    }
  }
}
