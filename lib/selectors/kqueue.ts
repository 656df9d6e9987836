import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { KEVENT_FIELDS, KqueueSet } from '../select/kqueue.ts';
import type { SpinOptions } from '../select/spin.ts';
import { DescriptorSelector } from './descriptor.ts';
import { EVENT_READ, EVENT_WRITE, type SelectorKey } from './key.ts';

const { KQ_FILTER_READ, KQ_FILTER_WRITE, KQ_EV_ADD, KQ_EV_DELETE } = backend.selectConstants as {
  [name: string]: number;
};

/** How many events one wait takes at the most; the rest come with the next. */
const BATCH = 256;

/** A selector on kqueue(2). Python's `selectors.KqueueSelector`. */
export class KqueueSelector extends DescriptorSelector<KqueueSet> {
  /** The tag and the events of each descriptor's registration: an event with another tag is of one that has ended. */
  readonly #active: { tag: number; events: number }[] = [];
  #nextTag = 1;

  constructor(options?: SpinOptions) {
    super(options, 'kqueue', BATCH, (spin) => KqueueSet.create(spin));
  }

  protected override open(key: SelectorKey): void {
    const tag = this.#nextTag++;
    this.#apply(key.fd, KQ_EV_ADD!, key.events, tag);
    this.#active[key.fd] = { tag, events: key.events };
  }

  protected override change(key: SelectorKey): void {
    const active = this.#active[key.fd];
    if (active === undefined) return;
    this.#apply(key.fd, KQ_EV_ADD!, key.events & ~active.events, active.tag);
    this.#apply(key.fd, KQ_EV_DELETE!, active.events & ~key.events, active.tag);
    active.events = key.events;
  }

  protected override shut(key: SelectorKey): void {
    const active = this.#active[key.fd];
    delete this.#active[key.fd];
    // A descriptor that was closed has left by itself; that is no error, as in Python.
    if (active !== undefined) this.set.change(changes(key.fd, KQ_EV_DELETE!, active.events, active.tag));
  }

  protected override ready(count: number): [SelectorKey, number][] {
    const { events } = this.set;
    // The two filters of a descriptor are events of their own: they come back as one.
    const ready = new Map<SelectorKey, number>();
    for (let i = 0, at = 0; i < count; i++, at += KEVENT_FIELDS) {
      const fd = events[at]!;
      const key = this.keyOf(fd);
      if (key === undefined || this.#active[fd]?.tag !== events[at + 5]) continue;
      const event = events[at + 1] === KQ_FILTER_READ ? EVENT_READ : EVENT_WRITE;
      ready.set(key, (ready.get(key) ?? 0) | (event & key.events));
    }
    return [...ready];
  }

  #apply(fd: number, flags: number, events: number, tag: number): void {
    const result = this.set.change(changes(fd, flags, events, tag));
    if (result < 0) throw oserror(-result, 'kevent');
  }
}

/** One change for each filter that the events need. */
function changes(fd: number, flags: number, events: number, tag: number): Float64Array {
  const filters = [];
  if (events & EVENT_READ) filters.push(KQ_FILTER_READ!);
  if (events & EVENT_WRITE) filters.push(KQ_FILTER_WRITE!);
  return Float64Array.from(filters.flatMap((filter) => [fd, filter, flags, 0, 0, tag]));
}
