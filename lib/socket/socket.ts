import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import { deadlineAfter } from '../core/deadline.ts';
import { oserror, timedOut } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import { nap, POLLIN, POLLOUT, wait } from '../core/wait.ts';
import { type Address, type BindAddress, fromRecord, type ReturnedAddress, toRecord } from './address.ts';
import type { Made } from './base.ts';
import { complete, mustWaitFirst, UNTRIED } from './call.ts';
import { FilesSocket } from './files.ts';

const { sys, constants, errnos } = backend;

const EINPROGRESS = -errnos.EINPROGRESS!;
const EINTR = -errnos.EINTR!;
const EISCONN = -errnos.EISCONN!;
const EAGAIN = -errnos.EAGAIN!;
const ETIMEDOUT = -errnos.ETIMEDOUT!;
/** Our own time-out of a connect, which the kernel's ETIMEDOUT is not. No call returns it. */
const TIMED_OUT = 1;

/** How many connections wait for accept() unless listen() is told: Python's choice. */
export const BACKLOG = Math.min(constants.SOMAXCONN ?? 128, 128);

const peer = new AddressRecord();

/** `socket({ family, type, proto, fileno })`. */
export interface SocketOptions {
  family?: number;
  type?: number;
  proto?: number;
  fileno?: number | null;
}

/**
 * A socket. Its methods are those of Python's `socket.socket`, and wait as it does: without end at first, up to the
 * time-out after `settimeout(seconds)`, not at all after `setblocking(false)`.
 *
 * `socket()` makes one; extend this class, and test with `instanceof`.
 */
export class Socket extends FilesSocket {
  /**
   * @param family - AF_*; -1 is AF_INET, or what `fileno` is.
   * @param type - SOCK_*; -1 is SOCK_STREAM, or what `fileno` is.
   * @param proto - -1 is 0, or what `fileno` is.
   * @param fileno - a descriptor to adopt: the socket owns it from now on. It is not adopted if this throws.
   */
  constructor(family?: number, type?: number, proto?: number, fileno?: number | null);
  constructor(options: SocketOptions);
  constructor(family: number, options: SocketOptions);
  constructor(family: number, type: number, options: SocketOptions);
  constructor(family: number, type: number, proto: number, fileno: Made);
  constructor(...given: unknown[]) {
    const made = given[3] as Made | undefined;
    if (made?.fd instanceof OwnedFd) {
      super(given[0] as number, given[1] as number, given[2] as number, made);
      return;
    }
    const [family, type, proto, fileno] = optional(given, ['family', 'type', 'proto', 'fileno'], 'socket');
    super(
      kindArgument(family, 'family'),
      kindArgument(type, 'type'),
      kindArgument(proto, 'proto'),
      filenoArgument(fileno),
    );
  }

  /** Wraps a descriptor that a call of the backend has just made: it is asked nothing. */
  static wrap(fd: number, family: number, type: number, proto: number): Socket {
    return new Socket(family, type, proto, { fd: OwnedFd.take(fd) });
  }

  /** Gives the socket a name; bind(2). */
  bind(address: BindAddress): void {
    const result = sys.bind(this.fd.number, toRecord(this.family, address, 'bind', this.proto));
    if (result < 0) throw oserror(-result, 'bind', { address });
  }

  /**
   * Lets the socket accept connections; listen(2).
   *
   * @param backlog - how many may wait for `accept()`; at least 0.
   */
  listen(backlog: number = BACKLOG): void {
    const most = Math.max(0, intArgument(backlog, "listen() argument 'backlog'"));
    this.check(sys.listen(this.fd.number, most), 'listen');
  }

  /**
   * Waits for a connection; accept(2).
   *
   * @returns `[conn, address]`: a new socket for the connection, and the address of its other end.
   */
  accept(): [conn: Socket, address: ReturnedAddress] {
    const call = () => sys.accept(this.fd.number, peer.bytes);
    const fd = complete(this, 'accept', POLLIN, mustWaitFirst(this) ? UNTRIED : call(), call);
    return [Socket.wrap(fd, this.family, this.type, this.proto), fromRecord(peer, this.proto)];
  }

  /**
   * Connects to an address; connect(2). A signal does not break it off.
   *
   * @throws OSError of the kernel's errno, TimeoutError past the time-out, gaierror for a host without address.
   */
  connect(address: Address): void {
    const result = this.#connect(address);
    if (result === TIMED_OUT) throw timedOut('connect', { address });
    if (result < 0) throw oserror(-result, 'connect', { address });
  }

  /**
   * `connect` that returns the errno of what the kernel says, 0 for success, in place of throwing it. Other errors, such
   * as a host without address, are thrown all the same. A time-out is EAGAIN, as in CPython.
   */
  connect_ex(address: Address): number {
    const result = this.#connect(address);
    return result === TIMED_OUT ? -EAGAIN : Math.abs(result);
  }

  #connect(address: Address): number {
    const record = toRecord(this.family, address, 'connect', this.proto);
    const fd = this.fd.number;
    // Where the wait must be interruptible, the kernel must not be the one that waits.
    const unblocked = mustWaitFirst(this) && sys.set_blocking(fd, 0) === 0;
    try {
      let result = sys.connect(fd, record);
      // A Unix listener's queue is full, and no call can wait for room in it without doing so in the kernel.
      while (unblocked && result === EAGAIN) {
        if (nap(Infinity) < 0) throw oserror(errnos.EINTR!, 'connect', { address });
        result = sys.connect(fd, record);
      }
      const pending = result === EINPROGRESS && this.timeout !== 0;
      // After EINTR the connection goes on being made: a second connect() would say EALREADY.
      return pending || result === EINTR ? this.#finishConnect() : result;
    } finally {
      if (unblocked) sys.set_blocking(fd, 1);
    }
  }

  #finishConnect(): number {
    const fd = this.fd.number;
    const failed = wait(fd, POLLOUT, deadlineAfter(this.timeout));
    if (failed === ETIMEDOUT) return TIMED_OUT;
    if (failed === EINTR) throw oserror(errnos.EINTR!, 'connect');
    if (failed < 0) return failed;
    const error = -this.getsockopt(constants.SOL_SOCKET!, constants.SO_ERROR!);
    return error === EISCONN ? 0 : error;
  }

  /** Ends one or both directions of a connection: SHUT_RD, SHUT_WR, SHUT_RDWR; shutdown(2). */
  shutdown(how: number): void {
    this.check(sys.shutdown(this.fd.number, intArgument(how, "shutdown() argument 'how'")), 'shutdown');
  }

  /** A second socket, of the same class, on a duplicate of the descriptor, with the same time-out. */
  dup(): this {
    const fd = OwnedFd.take(this.check(sys.dup(this.fd.number), 'dup'));
    try {
      const kind = this.constructor as typeof Socket;
      const twin = new kind(this.family, this.type, this.proto, { fd });
      if (twin.fd !== fd) {
        twin.close();
        throw new TypeError(`dup(): the constructor of ${kind.name} must hand its arguments on to Socket's`);
      }
      twin.settimeout(this.timeout);
      return twin as this;
    } catch (error) {
      fd.close();
      throw error;
    }
  }
}

/**
 * Makes a socket. Python's `socket.socket(family=AF_INET, type=SOCK_STREAM, proto=0, fileno=None)`.
 *
 * @param family - AF_*.
 * @param type - SOCK_*.
 * @param proto - IPPROTO_*, or 0.
 * @param fileno - a descriptor to adopt; family, type and proto are found out where they are left out.
 * @throws OSError if the system has no such socket; RangeError for a negative descriptor.
 */
export function socket(family?: number, type?: number, proto?: number, fileno?: number | null): Socket;
export function socket(options: SocketOptions): Socket;
export function socket(family: number, options: SocketOptions): Socket;
export function socket(family: number, type: number, options: SocketOptions): Socket;
export function socket(...given: unknown[]): Socket {
  return new Socket(...(given as []));
}

/** -1 where the caller did not say. */
function kindArgument(value: unknown, name: string): number {
  return optionalInt(value, -1, `socket() argument '${name}'`);
}

/** A descriptor to adopt; `null` for none. */
function filenoArgument(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const fd = intArgument(value, "socket() argument 'fileno'");
  if (fd < 0) throw new RangeError("socket() argument 'fileno': negative file descriptor");
  return fd;
}
