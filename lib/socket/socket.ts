import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import { deadlineAfter } from '../core/deadline.ts';
import { oserror, timedOut } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { nap, POLLIN, POLLOUT, wait } from '../core/wait.ts';
import { type Address, fromRecord, type ReturnedAddress, toRecord } from './address.ts';
import type { Made } from './base.ts';
import { complete, mustWaitFirst, UNTRIED } from './call.ts';
import { FilesSocket } from './files.ts';
import { type SocketOptions, socketArguments } from './named.ts';

export type { SocketOptions } from './named.ts';

const { sys, constants, errnos } = backend;

const EINPROGRESS = -errnos.EINPROGRESS!;
const EINTR = -errnos.EINTR!;
const EISCONN = -errnos.EISCONN!;
const EAGAIN = -errnos.EAGAIN!;
const ETIMEDOUT = -errnos.ETIMEDOUT!;
/** Our own time-out of a connect, which the kernel's ETIMEDOUT is not. No call returns it. */
const TIMED_OUT = 1;

const peer = new AddressRecord();

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
    // Not super(...socketArguments(given)), which would go through an iterator.
    const [family, type, proto, fileno] = socketArguments(given);
    super(family, type, proto, fileno);
  }

  /** Wraps a descriptor that a call of the backend has just made: it is asked nothing. */
  static wrap(fd: number, family: number, type: number, proto: number): Socket {
    return new Socket(family, type, proto, { fd: OwnedFd.take(fd) });
  }

  /**
   * Waits for a connection; accept(2).
   *
   * @returns `[conn, address]`: a new socket for the connection, and the address of its other end.
   */
  accept(): [conn: Socket, address: ReturnedAddress] {
    const call = () => sys.accept(this.fd.number, peer.bytes, 1);
    const fd = complete(this, 'accept', POLLIN, mustWaitFirst(this) ? UNTRIED : call(), call);
    return [Socket.wrap(fd, this.family, this.type, this.proto), fromRecord(peer, this.proto)];
  }

  /**
   * Connects to an address; connect(2). A signal does not break it off.
   *
   * @throws OSError of the kernel's errno, TimeoutError past the time-out, gaierror for a host without address.
   */
  connect(address: Address): void {
    const result = this.startConnect(address);
    if (result === TIMED_OUT) throw timedOut('connect', { address });
    if (result < 0) throw oserror(-result, 'connect', { address });
  }

  /**
   * `connect` that returns the errno of what the kernel says, 0 for success, in place of throwing it. Other errors, such
   * as a host without address, are thrown all the same. A time-out is EAGAIN, as in CPython.
   */
  connect_ex(address: Address): number {
    const result = this.startConnect(address);
    return result === TIMED_OUT ? -EAGAIN : Math.abs(result);
  }

  private startConnect(address: Address): number {
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
      return pending || result === EINTR ? this.finishConnect() : result;
    } finally {
      if (unblocked) sys.set_blocking(fd, 1);
    }
  }

  private finishConnect(): number {
    const fd = this.fd.number;
    const failed = wait(fd, POLLOUT, deadlineAfter(this.timeout));
    if (failed === ETIMEDOUT) return TIMED_OUT;
    if (failed === EINTR) throw oserror(errnos.EINTR!, 'connect');
    if (failed < 0) return failed;
    const error = -this.getsockopt(constants.SOL_SOCKET!, constants.SO_ERROR!);
    return error === EISCONN ? 0 : error;
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
