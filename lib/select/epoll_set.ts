import { backend } from '../backend/load.ts';
import type { Deadline } from '../core/deadline.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { DescriptorSet } from './descriptor_set.ts';

const { sys } = backend;

// epoll_ctl(2): operations of the system call.
export const EPOLL_CTL_ADD = 1;
export const EPOLL_CTL_DEL = 2;
export const EPOLL_CTL_MOD = 3;

/** How many words an event has in `EpollSet.events`: descriptor, events, tag. */
export const EVENT_WORDS = 3;

/** How many events one wait of the backend returns at the most. */
export const BATCH = 1024;

/** An epoll descriptor and the events of its last wait: what `epoll` objects and the selector have in common. */
export class EpollSet extends DescriptorSet {
  /** The events of the last wait, `EVENT_WORDS` each. The next one overwrites them. */
  events: Int32Array = new Int32Array(0);

  static create(flags = 0, spin = 0): EpollSet {
    const fd = sys.epoll_create1(flags);
    if (fd < 0) throw oserror(-fd, 'epoll_create1');
    return new EpollSet(OwnedFd.take(fd), spin);
  }

  /** epoll_ctl(2). Returns 0, or minus the errno. */
  control(operation: number, fd: number, events: number, tag = 0): number {
    return sys.epoll_ctl(this.fd.number, operation, fd, events, tag);
  }

  /** Waits for at most `most` events; epoll_wait(2). Returns how many are in `events`. */
  override wait(deadline: Deadline, most: number): number {
    if (this.events.length !== EVENT_WORDS * most) this.events = new Int32Array(EVENT_WORDS * most);
    return this.lookUntil(deadline, 'epoll_wait');
  }

  protected override look(timeout: number, spin: number): number {
    return sys.epoll_wait(this.fd.number, this.events, timeout, spin);
  }
}
