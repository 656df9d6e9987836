/** A connection of chat_server: lines of text in, and a queue of bounded length out. */
import { BlockingIOError } from 'berkeley';
import { type BaseSelector, EVENT_READ, EVENT_WRITE } from 'berkeley/selectors';
import { SO_SNDBUF, SOL_SOCKET, type Socket } from 'berkeley/socket';

/** The longest line that a client may send, in bytes. */
export const LONGEST_LINE = 4096;

/** How many bytes the kernel is to hold for a client; by itself it would hold megabytes for one that does not read. */
const KERNEL_BUFFER = 65536;

const NEWLINE = 10;
const EMPTY = Buffer.alloc(0);

/** What a client must not do. */
export class Misbehaviour extends Error {}

/**
 * It is registered with a selector, and waits for writability only while something is queued that the kernel did not
 * take: a socket is writable nearly all the time.
 */
export class ChatConnection {
  /** How many bytes wait in the queue. */
  queued = 0;
  /** Whether the client will send no more. */
  hasEnded = false;
  readonly #sock: Socket;
  readonly #selector: BaseSelector;
  readonly #limit: number;
  /** The data of the key. */
  readonly #serve: (events: number) => void;
  #queue: Buffer[] = [];
  /** The line that has not come to its end. */
  #partial: Buffer = EMPTY;
  #isWaitingToSend = false;
  #isClosed = false;

  /**
   * @param sock - does not block.
   * @param limit - how many bytes the queue may hold.
   * @param serve - the data of the key: to be called with the events when it is ready.
   */
  constructor(selector: BaseSelector, sock: Socket, limit: number, serve: (events: number) => void) {
    this.#selector = selector;
    this.#sock = sock;
    this.#limit = limit;
    this.#serve = serve;
    sock.setsockopt(SOL_SOCKET, SO_SNDBUF, KERNEL_BUFFER);
    selector.register(sock, EVENT_READ, serve);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Receives once. Returns the lines that are whole now. Sets `hasEnded` at the end. */
  receive(): string[] {
    let data: Buffer;
    try {
      data = this.#sock.recv(LONGEST_LINE);
    } catch (error) {
      if (error instanceof BlockingIOError) return [];
      throw error;
    }
    this.hasEnded = data.length === 0;
    const bytes = this.#partial.length === 0 ? data : Buffer.concat([this.#partial, data]);
    const lines: string[] = [];
    let start = 0;
    // Cut first and decode then: no character of UTF-8 but the newline itself has its byte, so no character is cut.
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      lines.push(textOf(bytes.subarray(start, end)));
      start = end + 1;
    }
    const rest = bytes.subarray(start);
    if (this.hasEnded && rest.length > 0) lines.push(textOf(rest));
    else this.#partial = checked(Buffer.from(rest));
    return lines;
  }

  /** Queues a line, for `flush()`. Returns whether there was room. */
  push(line: Buffer): boolean {
    if (this.queued + line.length > this.#limit && !this.#isWaitingToSend) this.flush();
    if (this.queued + line.length > this.#limit) return false;
    this.#queue.push(line);
    this.queued += line.length;
    return true;
  }

  /** Sends of the queue what the kernel takes; if something stays, the selector tells when to go on. */
  flush(): void {
    if (this.queued > 0) {
      const bytes = this.#queue.length === 1 ? this.#queue[0]! : Buffer.concat(this.#queue);
      const rest = bytes.subarray(this.#send(bytes));
      this.#queue = rest.length === 0 ? [] : [rest];
      this.queued = rest.length;
    }
    const mustWait = this.queued > 0;
    if (mustWait === this.#isWaitingToSend) return;
    this.#isWaitingToSend = mustWait;
    this.#selector.modify(this.#sock, mustWait ? EVENT_READ | EVENT_WRITE : EVENT_READ, this.#serve);
  }

  /** Whether the selector tells when to go on sending. */
  get isWaitingToSend(): boolean {
    return this.#isWaitingToSend;
  }

  close(): void {
    this.#isClosed = true;
    this.#queue = [];
    this.#selector.unregister(this.#sock);
    this.#sock.close();
  }

  #send(bytes: Buffer): number {
    try {
      return this.#sock.send(bytes);
    } catch (error) {
      if (error instanceof BlockingIOError) return 0;
      throw error;
    }
  }
}

function checked(line: Buffer): Buffer {
  if (line.length > LONGEST_LINE) throw new Misbehaviour(`a line of more than ${LONGEST_LINE} bytes`);
  return line;
}

/** A line without what could do more to a terminal than print. */
function textOf(line: Buffer): string {
  return checked(line)
    .toString()
    .replace(/[^\P{Cc}\t]/gu, '');
}
