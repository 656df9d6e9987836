import { backend } from '../backend/load.ts';
import { deadlineAfter } from '../core/deadline.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { INT_MIN, intArgument, optionalInt } from '../core/numbers.ts';
import { isOptions, optional, spread } from '../core/parameters.ts';
import { BATCH, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EpollSet, EVENT_WORDS } from './epoll_set.ts';
import { fdOf, type HasFileno } from './fileno.ts';
import { DescriptorObject } from './object.ts';
import { type SpinOptions, spinArgument } from './spin.ts';
import { endlessIfNegative } from './timeout.ts';

const { errnos, selectConstants } = backend;
const { EPOLLIN, EPOLLOUT, EPOLLPRI, EPOLL_CLOEXEC } = selectConstants as { [name: string]: number };

/** How many events one wait returns at the most unless it is told another number: Python's. */
const MAXEVENTS = 1023;
/** The longest time-out, in seconds: a C int of milliseconds, as in Python. */
const MOST = 0x7fffffff / 1000;

/** `poll({ timeout, maxevents })`. */
export interface EpollWait {
  timeout?: number | null;
  maxevents?: number;
}

/** An epoll(7) descriptor. Python's `select.epoll` object. */
export class Epoll extends DescriptorObject<EpollSet> {
  constructor(set: EpollSet) {
    super(set, 'epoll');
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
    const set = this.open();
    const number = fdOf(fd, `${name}() argument 'fd'`);
    // JavaScript's | makes a negative number of a mask with EPOLLET.
    const mask = intArgument(eventmask, `${name}() argument 'eventmask'`, INT_MIN, 0xffffffff);
    const result = set.control(operation, number, mask | 0);
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
    if (isOptions(timeout) || isOptions(maxevents)) {
      return this.poll(...(spread([timeout, maxevents], ['timeout', 'maxevents'], 'poll') as []));
    }
    const set = this.open();
    const count = set.wait(deadlineAfter(endlessIfNegative(timeout, 'poll', MOST)), most(maxevents));
    const result: [fd: number, events: number][] = new Array(count);
    for (let i = 0, at = 0; i < count; i++, at += EVENT_WORDS) {
      result[i] = [set.events[at]!, set.events[at + 1]! >>> 0];
    }
    return result;
  }
}

/**
 * A new epoll. Python's `select.epoll(sizehint=-1, flags=0)`.
 *
 * @param sizehint - of no use to the kernel any more; -1 or positive.
 * @param flags - 0 or EPOLL_CLOEXEC, which is set in any case.
 */
export function epoll(
  sizehint?: number | ({ sizehint?: number; flags?: number } & SpinOptions),
  flags?: number | ({ flags?: number } & SpinOptions),
  options?: SpinOptions,
): Epoll;
export function epoll(...given: unknown[]): Epoll {
  const [sizehint, flags, spin] = optional(given, ['sizehint', 'flags'], 'epoll', ['spin']);
  const hint = optionalInt(sizehint, -1, "epoll() argument 'sizehint'");
  if (hint < -1 || hint === 0) throw new RangeError("epoll() argument 'sizehint': negative sizehint");
  const bits = optionalInt(flags, 0, "epoll() argument 'flags'");
  if ((bits & ~EPOLL_CLOEXEC!) !== 0) throw oserror(errnos.EINVAL!, 'epoll_create1', { text: 'invalid flags' });
  return new Epoll(EpollSet.create(bits, spinArgument(spin, 'epoll')));
}

/** An epoll object on a descriptor that it owns from now on. Python's `select.epoll.fromfd(fd)`. */
epoll.fromfd = (fd: number): Epoll => new Epoll(new EpollSet(OwnedFd.adopt(fdOf(fd, "fromfd() argument 'fd'"))));

function most(maxevents: unknown): number {
  const count = optionalInt(maxevents, -1, "poll() argument 'maxevents'");
  if (count === -1) return MAXEVENTS;
  if (count < 1) throw new RangeError(`poll() argument 'maxevents' must be greater than 0, got ${count}`);
  return Math.min(count, BATCH);
}
