/** Accepting connections, for the servers that are meant to stay up: it goes on where descriptors run out. */
import { BlockingIOError, OSError } from 'berkeley';
import { type BaseSelector, EVENT_READ } from 'berkeley/selectors';
import type { ReturnedAddress, Socket } from 'berkeley/socket';

/** What takes a new connection, which does not block. */
export type Welcome = (sock: Socket, address: ReturnedAddress) => void;

/** No room for another descriptor. The connection stays in the listener's queue, which is ready as long as it does. */
const NO_ROOM = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'];

/** The connection failed before it was taken; Linux reports failures of the network here as well (accept(2)). */
const FAILED = [
  ...['ECONNABORTED', 'EPERM', 'EPROTO', 'ENOPROTOOPT', 'ENETDOWN', 'ENETUNREACH'],
  ...['EHOSTDOWN', 'EHOSTUNREACH', 'ENONET'],
];

/** Seconds after which to try again when no room is left. */
export const RETRY = 1;

/**
 * Takes the connections that wait on a listener that does not block.
 *
 * @param most - how many to take at the most, so that a crowd at the door does not keep those inside waiting.
 * @returns whether that worked: `false` if there is no room for another one now.
 */
export function acceptAll(server: Socket, welcome: Welcome, most = Number.POSITIVE_INFINITY): boolean {
  for (let taken = 0; taken < most; taken++) {
    let connection: [Socket, ReturnedAddress];
    try {
      connection = server.accept();
    } catch (error) {
      if (!(error instanceof OSError)) throw error;
      if (error instanceof BlockingIOError) return true;
      if (NO_ROOM.includes(error.code ?? '')) return false;
      if (FAILED.includes(error.code ?? '')) continue;
      throw error;
    }
    const [sock, address] = connection;
    sock.setblocking(false);
    welcome(sock, address);
  }
  return true;
}

/** How many connections a listener takes in one turn of its server's loop. */
const CROWD = 64;

/**
 * A listener that is registered with a selector; the data of its key is a function to call when it is ready. While there
 * is no room for another connection it is not waited for: it would be ready all the time, and its server would spin.
 */
export class Listener {
  readonly #selector: BaseSelector;
  readonly #server: Socket;
  readonly #welcome: Welcome;
  #isPaused = false;
  /** Whether the log has it already: a server at its limit pauses at each connection. */
  #isFull = false;

  constructor(selector: BaseSelector, server: Socket, welcome: Welcome) {
    this.#selector = selector;
    this.#server = server;
    this.#welcome = welcome;
    server.setblocking(false);
    this.#register();
  }

  /** How long the server's loop may wait at the most, in seconds. If nothing comes until then, call `resume()`. */
  get timeout(): number | null {
    return this.#isPaused ? RETRY : null;
  }

  /** Listens again if it does not; to be called when a connection has been closed. */
  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#register();
  }

  #register(): void {
    this.#selector.register(this.#server, EVENT_READ, () => this.#accept());
  }

  #accept(): void {
    if (acceptAll(this.#server, this.#welcome, CROWD)) {
      this.#isFull = false;
      return;
    }
    this.#selector.unregister(this.#server);
    this.#isPaused = true;
    if (!this.#isFull) console.error('no room for more connections: they wait until another one is closed');
    this.#isFull = true;
  }
}
