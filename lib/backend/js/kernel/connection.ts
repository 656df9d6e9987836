import type { Socket } from 'node:net';
import { changed } from './activity.ts';
import { EAGAIN, errnoOf } from './errno.ts';
import { PENDING } from './operation.ts';
import { ByteQueue } from './queue.ts';

/** How many bytes Node is given at once, to hand to the kernel. */
const PIECE = 1 << 16;

/**
 * A socket of Node's as the two queues of a kernel's socket.
 *
 * Of what is sent, no more than one piece is ever with Node and not with the kernel; of what is received, no more than
 * SO_RCVBUF and one read waits here: beyond that, the kernel's own queues fill up, and the peer waits.
 */
export class Connection {
  readonly node: Socket;
  readonly #limit: () => number;
  readonly received = new ByteQueue();
  /** Whether the other end has said that there is no more. */
  ended = false;
  /** Whether the other end has been told so. */
  finished = false;
  /** Minus the errno that ended it; 0 while it lives. */
  failure = 0;
  /** How many bytes Node has and the kernel has not. */
  writing = 0;
  /** Whether Node may still say in this turn that the kernel has taken them. */
  #fresh = false;
  #paused = false;

  /** @param limit - how many bytes may wait to be read. */
  constructor(node: Socket, limit: () => number) {
    this.node = node;
    this.#limit = limit;
    node.on('error', (error) => this.#fail(errnoOf(error)));
    node.on('end', () => {
      this.ended = true;
      changed();
    });
    node.on('finish', () => {
      this.finished = true;
      changed();
    });
  }

  /** Begins to receive. */
  start(): void {
    this.node.on('data', (chunk) => {
      this.received.push(chunk);
      if (this.received.length >= this.#limit()) {
        this.#paused = true;
        this.node.pause();
      }
      changed();
    });
  }

  #fail(errno: number): void {
    // The first counts: what follows follows from it.
    if (this.failure === 0) this.failure = errno;
    changed();
  }

  /** Reads what has come. */
  read(into: Uint8Array, peek: boolean): number {
    const got = this.received.read(into, peek);
    if (this.#paused && this.received.length < this.#limit()) {
      this.#paused = false;
      this.node.resume();
    }
    return got;
  }

  /**
   * Hands bytes to the kernel, as many as it takes.
   *
   * @param refuse - minus the errno if the socket cannot send, EAGAIN if not yet, 0 if it can.
   * @returns what one attempt after the other brings, and what came of it when the time is up.
   */
  send(bytes: Uint8Array, refuse: () => number): { attempt(): number; expired(): number } {
    let sent = 0;
    let piece = 0;
    // Of what is with Node, it is known that it will be sent.
    const soFar = () => (sent + piece > 0 ? sent + piece : EAGAIN);
    const attempt = () => {
      for (;;) {
        if (this.writing > 0) return this.#fresh ? PENDING : EAGAIN;
        if (piece > 0 && this.failure !== 0) return sent > 0 ? sent : this.failure;
        sent += piece;
        piece = 0;
        if (sent > 0 && sent === bytes.length) return sent;
        const refused = refuse();
        if (refused !== 0) return sent > 0 && refused !== EAGAIN ? sent : refused;
        if (bytes.length === 0) return 0;
        piece = Math.min(PIECE, bytes.length - sent);
        this.#write(bytes.subarray(sent, sent + piece));
      }
    };
    return { attempt, expired: soFar };
  }

  #write(bytes: Uint8Array): void {
    this.writing = bytes.length;
    this.#fresh = true;
    setImmediate(() => {
      this.#fresh = false;
      changed();
    });
    // The bytes are in memory that the next call uses again.
    this.node.write(Buffer.from(bytes), (error) => {
      this.writing = 0;
      if (error) this.#fail(errnoOf(error));
      changed();
    });
  }

  /** Tells the other end that there is no more. */
  end(): void {
    this.node.end();
  }

  /**
   * Ends it. What the kernel has not taken yet is sent first, unless `reset`.
   *
   * @param reset - tells the other end that bytes are lost.
   */
  close(reset: boolean): void {
    this.node.removeAllListeners('data');
    if (reset) this.node.resetAndDestroy();
    else if (this.writing > 0) this.node.resume().destroySoon();
    else this.node.destroy();
  }
}
