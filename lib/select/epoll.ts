import { backend } from '../backend/load.ts';
import { typeName } from '../core/bytes.ts';
import { deadlineAfter } from '../core/deadline.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { intArgument } from '../core/numbers.ts';
import { isOptions, optional } from '../core/parameters.ts';
import { isInterruptible } from '../core/signals.ts';
import { POLLIN, wait, waitUntil } from '../core/wait.ts';
import { fdOf, type HasFileno } from './fileno.ts';

const { sys, errnos, selectConstants } = backend;
const { EPOLLIN, EPOLLOUT, EPOLLPRI, EPOLL_CLOEXEC } = selectConstants as { [name: string]: number };

// epoll_ctl(2): operations of the system call, which Python has no names for.
const EPOLL_CTL_ADD = 1;
const EPOLL_CTL_DEL = 2;
const EPOLL_CTL_MOD = 3;

/** How many events one wait returns at the most unless it is told: Python's number. */
const MAXEVENTS = 1023;

const ETIMEDOUT = -errnos.ETIMEDOUT!;

/** `poll({ timeout, maxevents })`. */
export interface EpollWait {
  timeout?: number | null;
  maxevents?: number;
}

/** An epoll(7) descriptor. Python's `select.epoll` object. */
export class Epoll {
  readonly #fd: OwnedFd;
  #events = new Int32Array(2 * 64);

  constructor(fd: OwnedFd) {
    this.#fd = fd.closeWith(this, (number) => `<select.epoll fd=${number}>`);
  }

  /** The epoll's own descriptor. RangeError once it is closed. */
  fileno(): number {
    return this.#open();
  }

  get closed(): boolean {
    return this.#fd.number < 0;
  }

  /** Closes the epoll. A second call does nothing. */
  close(): void {
    this.#fd.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /**
   * Adds a descriptor.
   *
   * @param eventmask - EPOLLIN, EPOLLOUT, EPOLLET …
   * @throws FileExistsError if it is registered; PermissionError if it is of a kind that epoll does not take.
   */
  register(fd: HasFileno, eventmask: number = EPOLLIN! | EPOLLPRI! | EPOLLOUT!): void {
    this.#control('register', EPOLL_CTL_ADD, fd, eventmask);
  }

  /** Changes what a registered descriptor is waited for. FileNotFoundError if it is not registered. */
  modify(fd: HasFileno, eventmask: number): void {
    this.#control('modify', EPOLL_CTL_MOD, fd, eventmask);
  }

  /** Removes a descriptor. FileNotFoundError if it is not registered; one that is closed is gone by itself. */
  unregister(fd: HasFileno): void {
    this.#control('unregister', EPOLL_CTL_DEL, fd, 0);
  }

  #control(name: string, operation: number, fd: HasFileno, eventmask: number): void {
    const epfd = this.#open();
    const number = fdOf(fd, `${name}() argument 'fd'`);
    const mask = intArgument(eventmask, `${name}() argument 'eventmask'`, 0, 0xffffffff);
    const result = sys.epoll_ctl(epfd, operation, number, mask | 0);
    if (result < 0) throw oserror(-result, 'epoll_ctl');
  }

  /**
   * Waits for events.
   *
   * @param timeout - seconds, as a float, rounded up to a millisecond; `null` or negative waits without end.
   * @param maxevents - how many events to return at the most; -1 for 1023.
   * @returns `[fd, events]` of each that is ready; empty when the time-out passed.
   */
  poll(timeout?: number | null | EpollWait, maxevents?: number | Pick<EpollWait, 'maxevents'>): [number, number][] {
    if (isOptions(timeout)) return this.poll(timeout.timeout, timeout.maxevents);
    if (isOptions(maxevents)) return this.poll(timeout, maxevents.maxevents);
    const count = this.#wait(timeoutOf(timeout), most(maxevents));
    const result: [fd: number, events: number][] = new Array(count);
    const events = this.#events;
    for (let i = 0; i < count; i++) result[i] = [events[2 * i]!, events[2 * i + 1]! >>> 0];
    return result;
  }

  #wait(seconds: number | null, most: number): number {
    const epfd = this.#open();
    if (this.#events.length < 2 * most) this.#events = new Int32Array(2 * most);
    const events = this.#events.length === 2 * most ? this.#events : this.#events.subarray(0, 2 * most);
    const deadline = deadlineAfter(seconds);
    return waitUntil(deadline, 'epoll_wait', (milliseconds) => {
      if (milliseconds === 0 || !isInterruptible()) return sys.epoll_wait(epfd, events, milliseconds);
      // epoll_wait cannot be interrupted by a descriptor that is not in its set; poll on the epoll can.
      const ready = sys.epoll_wait(epfd, events, 0);
      if (ready !== 0) return ready;
      const failed = wait(epfd, POLLIN, deadline);
      return failed < 0 && failed !== ETIMEDOUT ? failed : sys.epoll_wait(epfd, events, 0);
    });
  }

  #open(): number {
    if (this.closed) throw new RangeError('I/O operation on closed epoll object');
    return this.#fd.number;
  }
}

/**
 * A new epoll. Python's `select.epoll(sizehint=-1, flags=0)`.
 *
 * @param sizehint - of no use to the kernel any more; -1 or positive.
 * @param flags - 0 or EPOLL_CLOEXEC, which is set in any case.
 */
export function epoll(sizehint?: number | { sizehint?: number; flags?: number }, flags?: number): Epoll;
export function epoll(...given: unknown[]): Epoll {
  const [sizehint, flags] = optional(given, ['sizehint', 'flags'], 'epoll');
  const hint = intArgument(sizehint ?? -1, "epoll() argument 'sizehint'");
  if (hint < -1 || hint === 0) throw new RangeError("epoll() argument 'sizehint': negative sizehint");
  const bits = intArgument(flags ?? 0, "epoll() argument 'flags'");
  if ((bits & ~EPOLL_CLOEXEC!) !== 0) throw oserror(errnos.EINVAL!, 'epoll_create1', { text: 'invalid flags' });
  const fd = sys.epoll_create1(bits);
  if (fd < 0) throw oserror(-fd, 'epoll_create1');
  return new Epoll(OwnedFd.take(fd));
}

/** An epoll object on a descriptor that it owns from now on. Python's `select.epoll.fromfd(fd)`. */
epoll.fromfd = (fd: number): Epoll => new Epoll(OwnedFd.adopt(fdOf(fd, "fromfd() argument 'fd'")));

function most(maxevents: unknown): number {
  const count = intArgument(maxevents ?? -1, "poll() argument 'maxevents'");
  if (count === -1) return MAXEVENTS;
  if (count < 1) throw new RangeError(`poll() argument 'maxevents' must be greater than 0, got ${count}`);
  return count;
}

function timeoutOf(timeout: unknown): number | null {
  if (timeout === null || timeout === undefined) return null;
  if (typeof timeout !== 'number') {
    throw new TypeError(`poll() argument 'timeout' must be a number of seconds or null, not '${typeName(timeout)}'`);
  }
  if (Number.isNaN(timeout)) throw new RangeError("poll() argument 'timeout': Invalid value NaN (not a number)");
  return timeout < 0 ? null : timeout;
}
