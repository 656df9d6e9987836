import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import { OSError, oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { type Address, fromRecord, type ReturnedAddress, toRecord } from '../socket/address.ts';
import { countArgument } from '../socket/arguments.ts';
import type { Made } from '../socket/base.ts';
import type { SocketOptions } from '../socket/named.ts';
import { Call } from './call.ts';
import { Connect } from './connect.ts';
import { AwaitedFiles } from './files.ts';
import { Items } from './items.ts';
import { Budget, type Limits, limited, limitsOf, UNLIMITED, type WaitOptions } from './limits.ts';
import { EAGAIN, EINTR } from './pending.ts';
import { withoutName } from './resolve.ts';
import { mayCall } from './turns.ts';

const { sys, constants, errnos } = backend;
const { SOL_SOCKET } = constants as { [name: string]: number };

const peer = new AddressRecord();

/** How much an iteration over a socket receives at a time. */
const CHUNK = 65536;

/** What `accept()` gives: a socket for the connection, and the address of its other end. */
export type Accepted = [conn: Socket, address: ReturnedAddress];

/**
 * A socket whose waits are promises. Its methods are those of `Socket` of `berkeley/socket`, with the same arguments; the
 * ones that may wait return promises, and take `{ signal, timeout }` last. They make the call at once and wait only if they
 * must, on the event loop; several that wait for one socket are served in order. The descriptor never blocks.
 *
 * `socket()` makes one; extend this class, and test with `instanceof`.
 *
 * @typeParam Item - what `for await` over it gives: a `Buffer`, or an `Accepted` of a socket that listens.
 */
export class Socket<Item = Buffer> extends AwaitedFiles {
  /** The parameters are those of `Socket` of `berkeley/socket`. */
  constructor(family?: number, type?: number, proto?: number, fileno?: number | null);
  constructor(options: SocketOptions);
  constructor(family: number, options: SocketOptions);
  constructor(family: number, type: number, options: SocketOptions);
  constructor(family: number, type: number, proto: number, fileno: Made);
  constructor(...given: unknown[]) {
    super(...given);
  }

  /** Wraps a descriptor that a call of the backend has just made: it is asked nothing. */
  static wrap(fd: number, family: number, type: number, proto: number, isNonBlocking = false): Socket {
    return new Socket(family, type, proto, { fd: OwnedFd.take(fd), isNonBlocking });
  }

  /** Waits for a connection; accept(2). */
  accept(options?: WaitOptions): Promise<Accepted> {
    try {
      const limits = limitsOf(options, 'accept');
      const accepted = this.acceptNow();
      return accepted === null ? this.acceptLater(limits) : Promise.resolve(accepted);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** A connection that is there already; `null` if there is none, or if it is not for this call to take. */
  private acceptNow(): Accepted | null {
    const fd = this.openFd('accept');
    const watch = this.watch(fd);
    if (!watch.readable || watch.readers.first !== null || !mayCall()) return null;
    const made = sys.accept(fd, peer.bytes, 0);
    if (made >= 0) return this.accepted(made);
    if (made === EAGAIN) watch.readable = false;
    else if (made !== EINTR) throw oserror(-made, 'accept');
    return null;
  }

  private acceptLater(limits: Limits): Promise<Accepted> {
    const fd = this.openFd('accept');
    const watch = this.watch(fd);
    const call = new Call(
      'accept',
      () => sys.accept(fd, peer.bytes, 0),
      (made) => this.accepted(made),
    );
    return call.start(watch.readers, limits, this.timeout, watch.readable);
  }

  /** What is given of the connection whose address is in `peer`. */
  private accepted(made: number): Accepted {
    const conn = Socket.wrap(made, this.family, this.type, this.proto, true);
    conn.isAccepted = true;
    return [conn, fromRecord(peer)];
  }

  /**
   * Connects to an address; connect(2). The time-out is for the look-up of a host's name and the connection together.
   *
   * @throws OSError of the kernel's errno, TimeoutError past the time-out, gaierror for a host without address.
   */
  async connect(address: Address, options?: WaitOptions): Promise<void> {
    const [, limits] = limited([options], [], 'connect');
    const budget = new Budget(limits, this.timeout, 'connect', { address });
    const found = withoutName(this.family, address, 'connect', budget.rest());
    const target = found instanceof Promise ? await found : found;
    const rest = budget.rest();
    // The record is the next call's too, and this one waits.
    const record = Uint8Array.from(toRecord(this.family, target, 'connect', this.proto));
    const fd = this.openFd('connect');
    return new Connect(this, fd, record, address).start(this.watch(fd).writers, rest, this.timeout);
  }

  /**
   * `connect` that resolves with the errno of what the kernel says, 0 for success, in place of rejecting. Other errors,
   * such as a host without address, reject all the same. A time-out is EAGAIN, as in CPython.
   */
  async connect_ex(address: Address, options?: WaitOptions): Promise<number> {
    try {
      await this.connect(address, options);
      return 0;
    } catch (error) {
      if (!(error instanceof OSError) || error.syscall !== 'connect' || error.errno === null) throw error;
      return error.message.startsWith('timed out') ? errnos.EAGAIN! : error.errno;
    }
  }

  /**
   * The chunks of a stream, or the messages of a socket of another type, until the peer has shut down its side. Ending the
   * loop does not close the socket.
   *
   * @param bufsize - the most that one chunk has.
   */
  chunks(bufsize: number = CHUNK, options?: WaitOptions): AsyncGenerator<Buffer, void, undefined> {
    // Only a stream ends; a message may be empty.
    const isEnd = (chunk: Buffer) => chunk.length === 0 && ends(this.type);
    // What a subclass makes of `recv` holds for its chunks.
    if (options === undefined && bufsize > 0 && this.recv === AwaitedFiles.prototype.recv) {
      const count = countArgument(bufsize, 'recv');
      return new Items({ take: (items) => this.receiveItem(count, items), isEnd });
    }
    return new Items({ take: (items) => items.from(this.recv(bufsize, undefined, options)), isEnd });
  }

  /** The connections of a socket that listens, as `accept()` gives them, without end. */
  connections(options?: WaitOptions): AsyncGenerator<Accepted, void, undefined> {
    const isEnd = () => false;
    // What a subclass makes of `accept` holds for its connections.
    if (options === undefined && this.accept === Socket.prototype.accept) {
      return new Items({
        now: () => this.acceptNow(),
        take: (items) => items.from(this.acceptLater(UNLIMITED)),
        isEnd,
      });
    }
    return new Items({ take: (items) => items.from(this.accept(options)), isEnd });
  }

  /** `for await (const chunk of sock)`, and `for await (const [conn, address] of server)`: `chunks()`, `connections()`. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const items = !this.isAccepted && listens(this) ? this.connections() : this.chunks();
    return items as AsyncGenerator<Item, void, undefined>;
  }
}

/** Whether receiving nothing is the end, for sockets of a type. */
function ends(type: number): boolean {
  return type === constants.SOCK_STREAM || type === constants.SOCK_SEQPACKET;
}

function listens(sock: Socket<unknown>): boolean {
  const option = constants.SO_ACCEPTCONN;
  return option !== undefined && sock.fd.number >= 0 && sock.getsockopt(SOL_SOCKET!, option) !== 0;
}

/**
 * Makes a socket whose waits are promises. Python's `socket.socket(family=AF_INET, type=SOCK_STREAM, proto=0,
 * fileno=None)`.
 *
 * @param fileno - a descriptor to adopt; family, type and proto are found out where they are left out. It is made
 * non-blocking.
 */
export function socket(family?: number, type?: number, proto?: number, fileno?: number | null): Socket;
export function socket(options: SocketOptions): Socket;
export function socket(family: number, options: SocketOptions): Socket;
export function socket(family: number, type: number, options: SocketOptions): Socket;
export function socket(...given: unknown[]): Socket {
  return new Socket(...(given as []));
}
