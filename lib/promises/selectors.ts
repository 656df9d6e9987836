import { backend } from '../backend/load.ts';
import { available } from '../core/available.ts';
import { oserror } from '../core/errors.ts';
import { isOptions } from '../core/parameters.ts';
import { POLLIN, POLLOUT } from '../core/wait.ts';
import { secondsArgument } from '../select/timeout.ts';
import type { BaseSelector, DataOptions } from '../selectors/base.ts';
import { DefaultSelector as BestSelector } from '../selectors/default.ts';
import { EpollSelector as OnEpoll } from '../selectors/epoll.ts';
import { EVENT_READ, EVENT_WRITE, type FileObject, type SelectorKey } from '../selectors/key.ts';
import { KqueueSelector as OnKqueue } from '../selectors/kqueue.ts';
import type { SelectorMapping } from '../selectors/mapping.ts';
import { PollSelector as OnPoll } from '../selectors/poll.ts';
import { SelectSelector as OnSelect } from '../selectors/select.ts';
import { type Limits, limited, type WaitOptions } from './limits.ts';
import { newsOf } from './news.ts';

export { EVENT_READ, EVENT_WRITE, type FileObject, SelectorKey } from '../selectors/key.ts';
export type { SelectorMapping } from '../selectors/mapping.ts';

const { capabilities } = backend;

/** `select({ timeout, signal })`. */
export type SelectOptions = WaitOptions;

/** What a selector that waits here is on: one of `berkeley/selectors`, which only looks. */
type Looking = BaseSelector & { fileno?(): number };

/**
 * A selector whose `select()` is a promise, and leaves the event loop alone. Everything else is that of the class of the
 * same name in `berkeley/selectors`.
 */
export class AwaitedSelector {
  readonly #inner: Looking;
  /** Those who wait in `select`. */
  readonly #waiting = new Set<() => void>();

  constructor(inner: Looking) {
    this.#inner = inner;
  }

  /** Registers an object; see `BaseSelector.register`. */
  register(fileobj: FileObject, events: number, data: unknown | DataOptions = null): SelectorKey {
    return this.#changed(this.#inner.register(fileobj, events, data));
  }

  /** Ends a registration; see `BaseSelector.unregister`. */
  unregister(fileobj: FileObject): SelectorKey {
    return this.#changed(this.#inner.unregister(fileobj));
  }

  /** Changes what an object is waited for, or its data; see `BaseSelector.modify`. */
  modify(fileobj: FileObject, events: number, data: unknown | DataOptions = null): SelectorKey {
    return this.#changed(this.#inner.modify(fileobj, events, data));
  }

  /** Whoever waits looks again. */
  #changed<T>(result: T): T {
    for (const wake of [...this.#waiting]) wake();
    return result;
  }

  /** The key of an object. KeyError if it is not registered. */
  get_key(fileobj: FileObject): SelectorKey {
    return this.#inner.get_key(fileobj);
  }

  /** The registrations, from object to key; `null` once the selector is closed. */
  get_map(): SelectorMapping | null {
    return this.#inner.get_map();
  }

  /**
   * Waits until some of the objects are ready.
   *
   * @param timeout - seconds, as a float; 0 or negative only looks, `null` waits without end.
   * @returns a promise of `[key, events]` of each that is ready; empty when the time-out passed. It rejects with the signal's
   * reason when that is aborted.
   */
  async select(
    timeout?: number | null | SelectOptions,
    options?: Pick<WaitOptions, 'signal'>,
  ): Promise<[key: SelectorKey, events: number][]> {
    const where = 'select';
    // A negative time-out is good here, and no other call's.
    const plain = isOptions(timeout) ? timeout.timeout : timeout;
    const seconds = secondsArgument(plain, where);
    const [, limits] = limited(isOptions(timeout) ? [{ ...timeout, timeout: null }] : [options], [], where);
    const end = seconds === null ? Infinity : performance.now() + Math.max(0, seconds) * 1000;
    for (;;) {
      const ready = this.#inner.select(0);
      if (ready.length > 0 || performance.now() >= end) return ready;
      await this.#news(limits, end);
      if (this.#inner.get_map() === null) throw oserror(backend.errnos.ECANCELED!, where);
    }
  }

  /** Waits until there may be something to find, or the time is over. */
  async #news({ signal }: Limits, end: number): Promise<void> {
    let woken = () => {};
    const waker = (wake: () => void) => {
      woken = wake;
      this.#waiting.add(wake);
    };
    try {
      await newsOf(this.#watched(), end, signal, waker);
    } finally {
      this.#waiting.delete(woken);
    }
  }

  /** An epoll or kqueue becomes readable itself. Without one, everything that is registered is waited for. */
  #watched(): [fd: number, events: number][] {
    const inner = this.#inner;
    if (inner.fileno !== undefined) return [[inner.fileno(), POLLIN]];
    const keys = inner.get_map()?.values() ?? [];
    return keys.map(({ fd, events }) => [
      fd,
      (events & EVENT_READ ? POLLIN : 0) | (events & EVENT_WRITE ? POLLOUT : 0),
    ]);
  }

  /** Closes the selector; whoever waits in `select` is let go: ECANCELED. The objects stay open. */
  close(): void {
    this.#changed(this.#inner.close());
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** A class on one of `berkeley/selectors`. */
function awaited<Inner extends Looking>(Inner: new () => Inner): new () => AwaitedSelector {
  const made = class extends AwaitedSelector {
    constructor() {
      super(new Inner());
    }
  };
  return Object.defineProperty(made, 'name', { value: Inner.name });
}

/** The selector that serves the most objects best where the program runs. */
export const DefaultSelector = awaited(BestSelector);
export type DefaultSelector = AwaitedSelector;
export const SelectSelector = awaited(OnSelect);
export type SelectSelector = AwaitedSelector;
// A class whose system call the platform lacks is not there, as in Python.
export const PollSelector = available(capabilities.poll, awaited(OnPoll));
export type PollSelector = AwaitedSelector;
export const EpollSelector = available(capabilities.epoll, awaited(OnEpoll));
export type EpollSelector = AwaitedSelector;
export const KqueueSelector = available(capabilities.kqueue, awaited(OnKqueue));
export type KqueueSelector = AwaitedSelector;
