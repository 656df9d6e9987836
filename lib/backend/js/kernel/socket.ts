import { constants, errnos, selectConstants } from '../constants.ts';
import { EAGAIN, EINVAL, ENOTCONN, EOPNOTSUPP } from './errno.ts';
import type { Name } from './name.ts';
import type { Outcome } from './operation.ts';

const { MSG_DONTWAIT = 0, MSG_PEEK = 0, MSG_TRUNC = 0, MSG_WAITALL = 0, SHUT_RD, SHUT_WR, SHUT_RDWR } = constants;
const { POLLIN, POLLOUT, POLLHUP, POLLERR, POLLRDHUP = 0 } = selectConstants as { [name: string]: number };
const { POLLRDNORM = 0, POLLWRNORM = 0 } = selectConstants;

/** The directions that are shut down. */
export const RECEIVE = 1;
export const SEND = 2;
export const BOTH = RECEIVE | SEND;

/** What poll(2) says of a socket that can be read, or written. */
export const READABLE = POLLIN! | POLLRDNORM;
export const WRITABLE = POLLOUT! | POLLWRNORM;
export const HUNG_UP = POLLHUP!;
export const PEER_HUNG_UP = POLLRDHUP;
export const IN_ERROR = POLLERR!;

/** What Linux has by default, in bytes: net.core.rmem_default. */
export const BUFFER_SIZE = 212_992;

/** The directions that SHUT_* names, or EINVAL. */
export function directions(how: number): number {
  if (how === SHUT_RD) return RECEIVE;
  if (how === SHUT_WR) return SEND;
  return how === SHUT_RDWR ? BOTH : EINVAL;
}

/** Where a receive puts what it gets. */
export interface Received {
  into: Uint8Array;
  flags: number;
  /** Who sent it: set by the receive, where there is an address. */
  from?: Name | undefined;
  /** Whether it was longer than `into`: set by the receive of a message. */
  truncated?: boolean;
}

/** What a send takes. */
export interface Sent {
  bytes: Uint8Array;
  /** How much the caller has in all: more than `bytes` if that did not fit into the shared memory. */
  total: number;
  flags: number;
  to?: Name | undefined;
}

/** Flags of a receive. */
export const isPeek = (flags: number) => (flags & MSG_PEEK) !== 0;
export const isTrunc = (flags: number) => (flags & MSG_TRUNC) !== 0;
export const isWaitAll = (flags: number) => (flags & MSG_WAITALL) !== 0;

/**
 * A socket: what an open file description is to the kernel. Each call does what Linux does, and returns a result or what
 * will have one. What a kind of socket does not have is EOPNOTSUPP.
 */
export abstract class KernelSocket {
  readonly family: number;
  readonly type: number;
  readonly protocol: number;
  blocking = true;
  /** Positive; what SO_ERROR reports, and the next call. */
  error = 0;
  /** The directions that are shut down, by either side. */
  shut = 0;
  /** SO_RCVTIMEO and SO_SNDTIMEO in milliseconds; 0 for none. */
  receiveTimeout = 0;
  sendTimeout = 0;
  /** SO_RCVBUF and SO_SNDBUF. */
  receiveBuffer = BUFFER_SIZE;
  sendBuffer = BUFFER_SIZE;
  /** SO_LINGER: `[l_onoff, l_linger]`. */
  linger: readonly [on: number, seconds: number] = [0, 0];
  /** The options that are ints, as they were set: by `option()`. */
  readonly ints = new Map<string, number>();
  /** How many descriptors lead to it. */
  references = 0;

  constructor(family: number, type: number, protocol: number) {
    this.family = family;
    this.type = type;
    this.protocol = protocol;
  }

  bind(_name: Name): Outcome {
    return EINVAL;
  }
  connect(_name: Name): Outcome {
    return EOPNOTSUPP;
  }
  listen(_backlog: number): Outcome {
    return EOPNOTSUPP;
  }
  /** Whether it listens: SO_ACCEPTCONN. */
  get listening(): boolean {
    return false;
  }
  /** A connection that came: a socket; EAGAIN if there is none. */
  accept(): KernelSocket | number {
    return EOPNOTSUPP;
  }
  abstract shutdown(directions: number): Outcome;
  /** Its own name; `undefined` for none. */
  abstract getsockname(): Name | undefined;
  /** The name of the other end; minus the errno if there is none. */
  getpeername(): Name | number {
    return ENOTCONN;
  }
  /** Receives without waiting. */
  abstract receive(received: Received): number;
  abstract send(sent: Sent): Outcome;
  /** Everything that poll(2) could say. */
  abstract poll(): number;
  /** The last descriptor is closed. */
  abstract close(): Outcome;

  /** Applies an option that is an int, which has just been set. Minus the errno if that cannot be. */
  apply(_option: string, _value: number): number {
    return 0;
  }

  /** Whether a receive hands out bytes, and not messages. */
  get isStream(): boolean {
    return this.type === constants.SOCK_STREAM;
  }

  /** The error, minus its sign, which is forgotten then; 0 for none. */
  takeError(): number {
    const { error } = this;
    this.error = 0;
    return -error;
  }

  /** How long a receive waits: milliseconds, negative without end. */
  receiveWait(flags: number): number {
    return this.#wait(flags, this.receiveTimeout);
  }

  /** How long a send or a connect waits. */
  sendWait(flags: number): number {
    return this.#wait(flags, this.sendTimeout);
  }

  #wait(flags: number, timeout: number): number {
    if (!this.blocking || (flags & MSG_DONTWAIT) !== 0) return 0;
    return timeout > 0 ? timeout : -1;
  }
}

/** An errno as a positive number, for `error`. */
export function positive(errno: string): number {
  return errnos[errno] ?? errnos.EIO!;
}

/** A receive, brought to its end: waits as long as the socket does, and for all of it if MSG_WAITALL says so. */
export function receive(socket: KernelSocket, received: Received): Outcome {
  const { into, flags } = received;
  const timeout = socket.receiveWait(flags);
  if (!socket.isStream) return { attempt: () => receiveMessage(socket, received, timeout), timeout };
  // A look ahead into AF_UNIX never waits for more than there is.
  const looks = isPeek(flags) && socket.family === constants.AF_UNIX;
  if (!isWaitAll(flags) || looks) return { attempt: () => socket.receive(received), timeout };
  let got = 0;
  const attempt = () => {
    if (isPeek(flags)) return peekAll(socket, received);
    for (;;) {
      // What went wrong behind the first bytes is for the next call.
      if (got > 0 && socket.error !== 0) return got;
      const result = socket.receive({ ...received, into: into.subarray(got) });
      if (result === EAGAIN) return EAGAIN;
      if (result <= 0) return got > 0 ? got : result;
      got += result;
      if (got === into.length) return got;
    }
  };
  return { attempt, timeout, expired: () => (got > 0 ? got : socket.receive(received)) };
}

/** A receive that waits ends where nothing can come any more; one that does not hears only that nothing is there. */
function receiveMessage(socket: KernelSocket, received: Received, timeout: number): number {
  const result = socket.receive(received);
  return result === EAGAIN && timeout !== 0 && (socket.shut & RECEIVE) !== 0 ? 0 : result;
}

/** A look ahead at as much as there is room for, or as can come. */
function peekAll(socket: KernelSocket, received: Received): number {
  const result = socket.receive(received);
  const most = Math.min(received.into.length, socket.receiveBuffer);
  const ended = socket.error !== 0 || (socket.shut & RECEIVE) !== 0;
  return result >= 0 && result < most && !ended ? EAGAIN : result;
}
