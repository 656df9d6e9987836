import { backend } from '../backend/load.ts';
import { BlockingIOError, ConnectionError } from '../socket/errors.ts';
import { recv_fds, send_fds } from '../socket/rights.ts';
import type { Socket } from '../socket/socket.ts';

const { MSG_DONTWAIT } = backend.constants as { [name: string]: number };

// Values between processes, over a Unix stream: four bytes with the length, with which the descriptors go, and the value.

const v8 = () => process.getBuiltinModule('node:v8');

const HEAD = 4;
const CHUNK = 65536;

/** Sends a value, and duplicates of descriptors with it. It waits for room. */
export function sendFrame(sock: Socket, value: unknown, fds: readonly number[] = []): void {
  const body = v8().serialize(value);
  const frame = Buffer.alloc(HEAD + body.length);
  frame.writeUInt32LE(body.length);
  frame.set(body, HEAD);
  const sent = fds.length === 0 ? 0 : send_fds(sock, [frame], fds);
  if (sent < frame.length) sock.sendall(frame.subarray(sent));
}

/** Waits for a value, and the descriptors that came with it; `null` when the other end is closed. */
export function receiveFrame(sock: Socket): { value: unknown; fds: number[] } | null {
  const [head, fds] = recv_fds(sock, HEAD, 1);
  const length = exactly(sock, HEAD, head);
  const body = length && exactly(sock, length.readUInt32LE());
  return body === null ? null : { value: v8().deserialize(body), fds };
}

/** So many bytes, of which some are there; `null` if the other end is closed before. */
function exactly(sock: Socket, count: number, start: Buffer = Buffer.alloc(0)): Buffer | null {
  const parts = [start];
  for (let left = count - start.length; left > 0; ) {
    const part = sock.recv(Math.min(left, CHUNK));
    if (part.length === 0) return null;
    parts.push(part);
    left -= part.length;
  }
  return Buffer.concat(parts);
}

/** The values that have come to a socket, without waiting for more. */
export class FrameReader {
  readonly #sock: Socket;
  #bytes = Buffer.alloc(0);

  constructor(sock: Socket) {
    this.#sock = sock;
  }

  /** @returns the values that are whole, and whether the other end is closed. */
  read(): { values: unknown[]; isOver: boolean } {
    const isOver = this.#fill();
    const values: unknown[] = [];
    for (;;) {
      const end = this.#bytes.length < HEAD ? Infinity : HEAD + this.#bytes.readUInt32LE();
      if (this.#bytes.length < end) return { values, isOver };
      values.push(v8().deserialize(this.#bytes.subarray(HEAD, end)));
      this.#bytes = this.#bytes.subarray(end);
    }
  }

  #fill(): boolean {
    if (this.#sock.fileno() < 0) return true;
    try {
      for (;;) {
        const chunk = this.#sock.recv(CHUNK, MSG_DONTWAIT);
        if (chunk.length === 0) return true;
        this.#bytes = Buffer.concat([this.#bytes, chunk]);
      }
    } catch (error) {
      if (error instanceof BlockingIOError) return false;
      // It ended with something that it had not read.
      if (error instanceof ConnectionError) return true;
      throw error;
    }
  }
}
