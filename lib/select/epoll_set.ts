import { backend } from '../backend/load.ts';
import type { Deadline } from '../core/deadline.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { isInterruptible } from '../core/signals.ts';
import { POLLIN, wait, waitUntil } from '../core/wait.ts';

const { sys, errnos } = backend;
const ETIMEDOUT = -errnos.ETIMEDOUT!;

// epoll_ctl(2): operations of the system call.
export const EPOLL_CTL_ADD = 1;
export const EPOLL_CTL_DEL = 2;
export const EPOLL_CTL_MOD = 3;

/** How many words an event has in `EpollSet.events`: descriptor, events, tag. */
export const EVENT_WORDS = 3;

/** How many events one wait of the backend returns at the most. */
export const BATCH = 1024;

/** An epoll descriptor and the events of its last wait: what `epoll` objects and the selector have in common. */
export class EpollSet {
  readonly fd: OwnedFd;
  /** The events of the last wait, `EVENT_WORDS` each. The next one overwrites them. */
  events: Int32Array = new Int32Array(0);

  /** For how many microseconds a wait looks before it sleeps. */
  readonly #spin: number;

  constructor(fd: OwnedFd, spin = 0) {
    this.fd = fd;
    this.#spin = spin;
  }

  static create(flags = 0, spin = 0): EpollSet {
    const fd = sys.epoll_create1(flags);
    if (fd < 0) throw oserror(-fd, 'epoll_create1');
    return new EpollSet(OwnedFd.take(fd), spin);
  }

  /** epoll_ctl(2). Returns 0, or minus the errno. */
  control(operation: number, fd: number, events: number, tag = 0): number {
    return sys.epoll_ctl(this.fd.number, operation, fd, events, tag);
  }

  /**
   * Waits for events; epoll_wait(2).
   *
   * @param most - how many events to return at the most.
   * @returns how many are in `events`.
   */
  wait(deadline: Deadline, most: number): number {
    const epfd = this.fd.number;
    if (this.events.length !== EVENT_WORDS * most) this.events = new Int32Array(EVENT_WORDS * most);
    const { events } = this;
    const spin = this.#spin;
    return waitUntil(deadline, 'epoll_wait', (timeout) => {
      if (timeout === 0 || !isInterruptible()) return sys.epoll_wait(epfd, events, timeout, spin);
      // A descriptor outside its set cannot interrupt epoll_wait, but it can interrupt a poll on the epoll.
      const ready = sys.epoll_wait(epfd, events, 0);
      if (ready !== 0) return ready;
      const failed = wait(epfd, POLLIN, deadline, spin);
      return failed < 0 && failed !== ETIMEDOUT ? failed : sys.epoll_wait(epfd, events, 0);
    });
  }
}
