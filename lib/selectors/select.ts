import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { Entries } from '../select/entries.ts';
import { BaseSelector } from './base.ts';
import { eventsOfPoll, pollEvents, type SelectorKey } from './key.ts';

const { errnos, selectConstants } = backend;

/** A selector on select(2). Python's `selectors.SelectSelector`. */
export class SelectSelector extends BaseSelector {
  /** The descriptors that were closed while they are registered. */
  readonly #closed = new Set<number>();

  // select(2) is given everything at each wait: there is nothing to keep.
  protected override open(_key: SelectorKey): void {}

  protected override change(key: SelectorKey): void {
    // Python registers the object anew, which has no descriptor now.
    if (this.#closed.has(key.fd) && typeof key.fileobj !== 'number')
      throw new RangeError('Invalid file descriptor: -1');
  }

  protected override shut(key: SelectorKey): void {
    this.#closed.delete(key.fd);
  }

  protected override forget(key: SelectorKey): void {
    this.#closed.add(key.fd);
  }

  /** As select(2) does, it fails with EBADF as long as something is registered that is closed. */
  protected override wait(seconds: number | null): [SelectorKey, number][] {
    if (this.#closed.size > 0) throw oserror(errnos.EBADF!, 'select');
    const keys = this.registered();
    const entries = new Entries(keys.length);
    for (const key of keys) entries.add(key.fd, pollEvents(key.events));
    entries.wait('select', seconds, this.spin);
    const ready: [SelectorKey, number][] = [];
    for (const [slot, key] of keys.entries()) {
      const events = entries.ready(slot);
      if (events & selectConstants.POLLNVAL!) throw oserror(errnos.EBADF!, 'select');
      if (events !== 0) ready.push([key, eventsOfPoll(events) & key.events]);
    }
    return ready;
  }
}
