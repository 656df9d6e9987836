import { backend } from '../backend/load.ts';
import { type OSError, oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { POLLIN, POLLOUT } from '../core/wait.ts';
import { setRef, type Wait, wait, watchOf } from '../promises/reactor.ts';
import { afterTurn, mayCall } from '../promises/turns.ts';
import { reserve, take } from '../socket/receive.ts';
import { type Handed, isConnected, isListening, openFd, refused } from './node.ts';
import { closeFds, hasFds, takeFds } from './rights.ts';

// What streams stand on: a descriptor that does not block, and the waits for it on the event loop.

const { sys, constants, errnos } = backend;
const { AF_INET, AF_INET6, AF_UNIX, SOCK_STREAM, SOCK_SEQPACKET, SOCK_DGRAM, SHUT_WR } = constants;
const EAGAIN = -errnos.EAGAIN!;
const EINTR = -errnos.EINTR!;
const ENOBUFS = -errnos.ENOBUFS!;
const CLOSED = -errnos.EBADF!;
const ENOTCONN = -errnos.ENOTCONN!;
const PEEK = constants.MSG_PEEK! | (constants.MSG_TRUNC ?? 0);

/** The most of a stream that one receive takes, and the largest datagram of the Internet. */
const CHUNK = 65536;
/** How many empty messages in a row may be the last that the peer sent. */
const MOST_EMPTY = 1000;
/** How long to wait before what nothing tells of is tried again, in milliseconds. */
const NAP = 10;

/** Bytes beside which nothing came. */
const peek = new Uint8Array(1);

/** What a receive comes to. */
export interface Receiver {
  received(bytes: Buffer): void;
  /** The peer has shut down its side. */
  ended(): void;
  failed(error: OSError): void;
}

/** Receives up to `size` bytes with one call: the bytes, or -errno. */
export type Receive = (fd: number, size: number) => Buffer | number;

/** Sends what is behind the first `at` bytes with one call: how many went, or -errno. */
export type Send<B = Uint8Array> = (fd: number, bytes: B, at: number) => number;

export const receive: Receive = (fd, size) => {
  const got = sys.recv(fd, reserve(size, 0));
  return got < 0 ? got : take(got);
};

const send: Send = (fd, bytes, at) => sys.send(fd, bytes, at, bytes.length - at);

/** A socket of a stream's: connected, or of datagrams. */
export class Channel {
  readonly fd: OwnedFd;
  readonly family: number;
  /** Whether bytes have no boundaries. */
  readonly isStream: boolean;
  readonly #type: number;
  /** Whether any message fits into `CHUNK` bytes. */
  readonly #isSmall: boolean;
  #reading: Wait | NodeJS.Timeout | undefined;
  #writing: Wait | NodeJS.Timeout | undefined;
  /** Whoever waits until it has sent. */
  #sending: ((error: OSError) => void) | undefined;
  /** Messages that have come behind empty ones. */
  #waiting: Buffer[] = [];

  constructor(number: number, { family, type }: Handed) {
    const result = sys.set_blocking(number, 0);
    if (result < 0) throw oserror(-result, 'ioctl');
    this.fd = OwnedFd.adopt(number);
    this.family = family;
    this.isStream = type === SOCK_STREAM;
    this.#type = type;
    this.#isSmall = this.isStream || family === AF_INET || family === AF_INET6;
  }

  /**
   * Tells `to` once of what comes next, and not before this returns if it is not there yet.
   *
   * @param call - how to receive.
   */
  receive(to: Receiver, call: Receive = receive): void {
    if (mayCall()) this.#receive(to, call);
    else afterTurn(() => this.#receive(to, call));
  }

  #receive(to: Receiver, call: Receive): void {
    if (this.fd.number < 0) return;
    const kept = this.#waiting.shift();
    const got = kept ?? this.#next(call);
    if (typeof got === 'number') {
      if (got === EAGAIN) this.waitToRead(to, () => this.#receive(to, call));
      else to.failed(oserror(-got, 'recv'));
    } else if (got.length > 0 || kept !== undefined || this.#isEmptyMessage(got, call)) {
      to.received(got);
    } else {
      to.ended();
    }
  }

  #next(call: Receive): Buffer | number {
    const fd = this.fd.number;
    for (;;) {
      let size = CHUNK;
      if (!this.#isSmall) {
        // A message is received whole, however long it is.
        const length = sys.recv(fd, peek, 0, peek.length, PEEK);
        if (length < 0 && length !== EINTR) return length;
        size = Math.max(CHUNK, length);
      }
      const got = call(fd, size);
      if (got !== EINTR) return got;
    }
  }

  /** Whether nothing is a message without bytes, and not the end. */
  #isEmptyMessage(nothing: Buffer, call: Receive): boolean {
    if (this.isStream) return false;
    if (this.#type !== SOCK_SEQPACKET || hasFds(nothing)) return true;
    // The system says the same of both. At the end it goes on saying so: it is none if anything else follows.
    const next: Buffer[] = [];
    while (next.length < MOST_EMPTY) {
      const got = this.#next(call);
      if (typeof got === 'number' && got !== EAGAIN) return false;
      if (typeof got !== 'number') next.push(got);
      if (typeof got === 'number' || got.length > 0 || hasFds(got)) {
        this.#waiting = next;
        return true;
      }
    }
    return false;
  }

  /** Calls `again` when there may be something to read. */
  waitToRead(to: Pick<Receiver, 'failed'>, again: () => void): void {
    this.#reading = wait(this.#watched(), POLLIN, (result) => {
      this.#reading = undefined;
      if (result >= 0) again();
      else if (this.fd.number >= 0) to.failed(oserror(-result, 'recv'));
    });
  }

  /**
   * Sends all of `bytes`; a message at once, or not at all.
   *
   * @param done - is given the error, or `null`: ECANCELED if the channel is closed first.
   */
  send(bytes: Uint8Array, done: (error: OSError | null) => void): void {
    this.sendWith(send, bytes, done);
  }

  /** The same with a call of the caller's. */
  sendWith<B extends { length: number }>(call: Send<B>, bytes: B, done: (error: OSError | null) => void): void {
    if (this.isStream && bytes.length === 0) done(null);
    else if (mayCall()) this.#send(bytes, 0, done, call);
    else afterTurn(() => this.#send(bytes, 0, done, call));
  }

  #send<B extends { length: number }>(
    bytes: B,
    from: number,
    done: (error: OSError | null) => void,
    call: Send<B>,
  ): void {
    let at = from;
    let result = 0;
    do {
      result = this.fd.number < 0 ? CLOSED : call(this.fd.number, bytes, at);
      if (result > 0) at += result;
    } while (result === EINTR || (result >= 0 && at < bytes.length));
    if (result >= 0) done(null);
    else if (result === CLOSED) done(canceled());
    else if (result === EAGAIN || result === ENOBUFS) {
      this.#waitToWrite(result, done, () => this.#send(bytes, at, done, call));
    } else done(oserror(-result, 'send'));
  }

  #waitToWrite(result: number, done: (error: OSError | null) => void, again: () => void): void {
    this.#sending = done;
    const retry = () => {
      this.#writing = this.#sending = undefined;
      again();
    };
    // Nothing tells when an interface's queue, or that of a Unix socket's peer, has room.
    if (result === ENOBUFS || (this.family === AF_UNIX && this.#type === SOCK_DGRAM)) {
      this.#writing = setTimeout(retry, NAP);
      return;
    }
    this.#writing = wait(this.#watched(), POLLOUT, (result) => {
      if (result >= 0) {
        retry();
        return;
      }
      this.#writing = this.#sending = undefined;
      done(oserror(-result, 'send'));
    });
  }

  /** The number, registered as this channel's. */
  #watched(): number {
    return watchOf(this.fd.number, this.fd).fd;
  }

  /** Tells the peer that nothing more will come, where its kind of socket has a way to. */
  end(): OSError | null {
    if (!this.isStream && this.#type !== SOCK_SEQPACKET) return null;
    const result = sys.shutdown(this.fd.number, SHUT_WR!);
    // The peer has gone, and is not told.
    return result < 0 && result !== ENOTCONN ? oserror(-result, 'shutdown') : null;
  }

  /** Stops to wait for what there is to read. */
  stopReading(): void {
    cancel(this.#reading);
    this.#reading = undefined;
  }

  /** Closes the descriptor, and ends the waits. */
  close(): OSError | null {
    this.stopReading();
    for (const bytes of this.#waiting) closeFds(takeFds(bytes));
    cancel(this.#writing);
    this.#sending?.(canceled());
    this.#sending = undefined;
    try {
      this.fd.close();
      return null;
    } catch (error) {
      return error as OSError;
    }
  }

  /** Whether waits keep the process alive. */
  setRef(on: boolean): void {
    if (this.fd.number >= 0) setRef(watchOf(this.fd.number, this.fd), on);
  }
}

function canceled(): OSError {
  return oserror(errnos.ECANCELED!, 'send');
}

function cancel(pending: Wait | NodeJS.Timeout | undefined): void {
  if (pending === undefined) return;
  if ('cancel' in pending) pending.cancel();
  else clearTimeout(pending);
}

/**
 * Makes something of a socket that stands on a `Channel`, and owns it from then on.
 *
 * @throws OSError: EINVAL if it listens, ENOTCONN if it has to be connected first.
 */
export function overChannel<T>(socket: Handed, name: string, make: (channel: Channel) => T): T {
  const fd = openFd(socket, name);
  if (isListening(fd)) throw refused(errnos.EINVAL!, name, 'the socket listens: accept() its connections');
  const { type } = socket;
  if ((type === SOCK_STREAM || type === SOCK_SEQPACKET) && !isConnected(fd)) throw oserror(errnos.ENOTCONN!, name);
  const blocks = sys.get_blocking(fd);
  try {
    return socket.fd.handOver((number) => {
      const channel = new Channel(number, socket);
      try {
        return make(channel);
      } catch (error) {
        channel.fd.detach();
        throw error;
      }
    });
  } catch (error) {
    sys.set_blocking(fd, blocks);
    throw error;
  }
}
