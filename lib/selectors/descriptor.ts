import { deadlineAfter } from '../core/deadline.ts';
import type { DescriptorSet } from '../select/descriptor_set.ts';
import type { SpinOptions } from '../select/spin.ts';
import { BaseSelector } from './base.ts';
import type { SelectorKey } from './key.ts';

/** What the selectors have in common that have a descriptor of their own: those on epoll and kqueue. */
export abstract class DescriptorSelector<Set extends DescriptorSet> extends BaseSelector {
  #set: Set;
  readonly #kind: string;
  readonly #batch: number;

  /**
   * @param kind - what it is called in messages.
   * @param batch - how many events one wait takes at the most; the rest come with the next.
   * @param make - makes the set, which spins for as many microseconds.
   */
  constructor(options: SpinOptions | undefined, kind: string, batch: number, make: (spin: number) => Set) {
    super(options);
    this.#kind = kind;
    this.#batch = batch;
    this.#set = make(this.spin);
    this.#set.fd.closeWith(this);
  }

  /** The descriptor of the epoll or kqueue. */
  fileno(): number {
    return this.set.fd.number;
  }

  override close(): void {
    super.close();
    this.#set.fd.close();
  }

  protected override forget(key: SelectorKey): void {
    this.shut(key);
  }

  protected override wait(seconds: number | null): [SelectorKey, number][] {
    const deadline = deadlineAfter(seconds);
    for (;;) {
      const count = this.set.wait(deadline, this.#batch);
      const ready = this.ready(count);
      // What is stale ends no wait.
      if (ready.length > 0 || count === 0) return ready;
    }
  }

  /** Of the set's events those that are not stale. */
  protected abstract ready(count: number): [SelectorKey, number][];

  /** What it waits with. RangeError once it is closed. */
  protected get set(): Set {
    if (this.#set.fd.number < 0) throw new RangeError(`I/O operation on closed ${this.#kind} object`);
    return this.#set;
  }

  /** Waits with another from now on. Returns the one before, which is the caller's to close. */
  protected exchange(set: Set): Set {
    const before = this.#set;
    this.#set = set;
    set.fd.closeWith(this);
    return before;
  }
}
