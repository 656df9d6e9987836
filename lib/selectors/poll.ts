import { Entries } from '../select/entries.ts';
import { BaseSelector } from './base.ts';
import { EVENT_READ, EVENT_WRITE, eventsOfPoll, pollEvents, type SelectorKey } from './key.ts';

/** A selector on poll(2). Python's `selectors.PollSelector`. */
export class PollSelector extends BaseSelector {
  readonly #entries = new Entries();
  /** The slot of each descriptor. */
  readonly #slots: number[] = [];
  /** Registered, but closed: reported as poll(2) reports a number that is not open. */
  readonly #closed = new Set<number>();

  protected override open(key: SelectorKey): void {
    this.#slots[key.fd] = this.#entries.add(key.fd, pollEvents(key.events));
  }

  protected override change(key: SelectorKey): void {
    const slot = this.#slots[key.fd];
    if (slot !== undefined) this.#entries.setEvents(slot, pollEvents(key.events));
  }

  protected override shut(key: SelectorKey): void {
    this.#closed.delete(key.fd);
    const slot = this.#slots[key.fd];
    if (slot === undefined) return;
    delete this.#slots[key.fd];
    const moved = this.#entries.remove(slot);
    if (moved >= 0) this.#slots[moved] = slot;
  }

  protected override forget(key: SelectorKey): void {
    this.shut(key);
    this.#closed.add(key.fd);
  }

  protected override wait(seconds: number | null): [SelectorKey, number][] {
    const left = this.#entries.wait('poll', this.#closed.size > 0 ? 0 : seconds, this.spin);
    const ready: [SelectorKey, number][] = [];
    for (const fd of this.#closed) {
      const key = this.keyOf(fd);
      if (key !== undefined) ready.push([key, (EVENT_READ | EVENT_WRITE) & key.events]);
    }
    for (let slot = 0, found = 0; found < left && slot < this.#entries.count; slot++) {
      const events = this.#entries.ready(slot);
      if (events === 0) continue;
      found++;
      const key = this.keyOf(this.#entries.fd(slot));
      if (key !== undefined) ready.push([key, eventsOfPoll(events) & key.events]);
    }
    return ready;
  }
}
