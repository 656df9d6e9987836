import { oserror } from '../core/errors.ts';
import { EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EpollSet, EVENT_WORDS } from '../select/epoll_set.ts';
import type { SpinOptions } from '../select/spin.ts';
import { DescriptorSelector } from './descriptor.ts';
import { epollEvents, eventsOfEpoll, type SelectorKey } from './key.ts';

/** How many events one wait takes at the most; the rest come with the next. */
const BATCH = 1023;

/** A selector on epoll(7). Python's `selectors.EpollSelector`. */
export class EpollSelector extends DescriptorSelector<EpollSet> {
  constructor(options?: SpinOptions) {
    super(options, 'epoll', BATCH, (spin) => EpollSet.create(0, spin));
  }

  protected override open(key: SelectorKey, serial: number): void {
    const result = this.set.control(EPOLL_CTL_ADD, key.fd, epollEvents(key.events), serial);
    if (result < 0) throw oserror(-result, 'epoll_ctl');
  }

  protected override change(key: SelectorKey): void {
    const serial = this.serials[key.fd]!;
    const result = this.set.control(EPOLL_CTL_MOD, key.fd, epollEvents(key.events), serial);
    if (result < 0) throw oserror(-result, 'epoll_ctl');
  }

  protected override shut(key: SelectorKey): void {
    // A descriptor that was closed has left by itself; that is no error, as in Python.
    if (this.serials[key.fd]! > 0) this.set.control(EPOLL_CTL_DEL, key.fd, 0);
  }

  protected override ready(count: number): [SelectorKey, number][] {
    const { events } = this.set;
    const { serials } = this;
    const ready: [SelectorKey, number][] = new Array(count);
    let length = 0;
    for (let at = 0; at < EVENT_WORDS * count; at += EVENT_WORDS) {
      const fd = events[at]!;
      const key = this.keyOf(fd);
      if (key === undefined || serials[fd] !== events[at + 2]) continue;
      ready[length++] = [key, eventsOfEpoll(events[at + 1]!) & key.events];
    }
    if (length < count) {
      ready.length = length;
      this.#renew();
    }
    return ready;
  }

  /**
   * Starts anew with another epoll. A registration whose descriptor was closed by its number, while a duplicate of it is
   * still open somewhere, cannot be removed any more, and would end every wait at once.
   */
  #renew(): void {
    const old = this.exchange(EpollSet.create(0, this.spin));
    for (const key of this.registered()) {
      const serial = this.serials[key.fd]!;
      if (serial < 0) continue;
      const result = this.set.control(EPOLL_CTL_ADD, key.fd, epollEvents(key.events), serial);
      // One that has been closed by its number since would have left the old one too.
      if (result < 0) this.serials[key.fd] = -serial;
    }
    old.fd.close();
  }
}
