import type { Name } from './name.ts';
import { isPeek, isTrunc, type Received } from './socket.ts';

/** A message that has come, and who sent it. */
export interface Message {
  bytes: Uint8Array;
  from: Name | undefined;
}

/** What a message costs beside its bytes: Linux counts its own structures as well. */
const OVERHEAD = 768;

/** Messages that have come and wait to be read. */
export class MessageQueue {
  readonly #messages: Message[] = [];
  /** What they take of a buffer. */
  size = 0;

  get length(): number {
    return this.#messages.length;
  }

  push(message: Message): void {
    this.#messages.push(message);
    this.size += message.bytes.length + OVERHEAD;
  }

  /** Reads one, as much of it as fits; the rest is lost. Its length is returned if MSG_TRUNC asks for it. */
  read(received: Received): number {
    const { into, flags } = received;
    const [message] = this.#messages as [Message];
    if (!isPeek(flags)) {
      this.#messages.shift();
      this.size -= message.bytes.length + OVERHEAD;
    }
    const part = message.bytes.subarray(0, into.length);
    into.set(part);
    received.from = message.from;
    received.truncated = part.length < message.bytes.length;
    return isTrunc(flags) ? message.bytes.length : part.length;
  }
}
