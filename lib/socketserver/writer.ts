import type { BytesLike } from '../core/bytes.ts';
import { IOBase, unsupported } from '../socket/file/iobase.ts';
import type { Socket } from '../socket/socket.ts';

/** A file that sends at once all that is written to it: the `wfile` of a handler without a buffer. */
export class SocketWriter extends IOBase<Buffer> {
  readonly #sock: Socket;
  #closed = false;

  constructor(sock: Socket) {
    super();
    this.#sock = sock;
  }

  override get closed(): boolean {
    return this.#closed;
  }

  override writable(): boolean {
    return true;
  }

  override fileno(): number {
    return this.#sock.fileno();
  }

  override readline(_size?: number | null): Buffer {
    throw unsupported('read');
  }

  /** Sends all of `data`, and gives how many bytes that is. */
  override write(data: BytesLike): number {
    this.checkClosed('write to closed file');
    this.#sock.sendall(data);
    return data.byteLength;
  }

  /** Closes this file, and not the socket. */
  override close(): void {
    this.#closed = true;
  }
}
