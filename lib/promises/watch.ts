import type { Manner, Receive } from './receive.ts';

// Who waits for a descriptor. A descriptor has one `Watch`, and that has a queue for each direction.

/** Someone who waits for a descriptor, in one queue at a time. */
export abstract class Waiter {
  /** Where it waits; `null` when it does not. This and `after` are the queue's own. */
  queue: Queue | null = null;
  after: Waiter | null = null;

  /**
   * How many bytes the driver may receive for it, or minus that many if a read may end early, with more behind it; 0 if it
   * receives by itself.
   */
  get wants(): number {
    return 0;
  }

  /**
   * Its turn has come, and the descriptor may be ready.
   *
   * @param events - POLL*, what came.
   * @returns whether it is done. If not, it stays where it is, and those behind it wait too.
   */
  abstract ready(events: number): boolean;

  /**
   * The driver has received for it.
   *
   * @param result - how many bytes, which are in `slab` from `at` on until this returns; or -errno.
   * @returns whether it is done, and out of its queue.
   */
  received?(result: number, slab: Uint8Array, at: number): boolean;

  /** The wait has ended without success, and it is in no queue any more. `error` is -errno: -ECANCELED on a close. */
  abstract failed(error: number): void;
}

/** Waiters for one direction of a descriptor, served in order. */
export class Queue {
  readonly watch: Watch;
  first: Waiter | null = null;
  #last: Waiter | null = null;

  constructor(watch: Watch) {
    this.watch = watch;
  }

  append(waiter: Waiter): void {
    waiter.queue = this;
    if (this.#last === null) this.first = waiter;
    else this.#last.after = waiter;
    this.#last = waiter;
  }

  remove(waiter: Waiter): void {
    let before: Waiter | null = null;
    // It is the first as a rule.
    for (let one = this.first; one !== waiter && one !== null; one = one.after) before = one;
    if (before === null) this.first = waiter.after;
    else before.after = waiter.after;
    if (waiter.after === null) this.#last = before;
    waiter.queue = waiter.after = null;
  }

  /** How many wait. */
  get length(): number {
    let length = 0;
    for (let waiter = this.first; waiter !== null; waiter = waiter.after) length++;
    return length;
  }
}

/** What holds sends back, to make them together. */
export interface Outbox {
  /** Makes them. */
  flush(): void;
}

/** What is known of a descriptor that somebody waits for, or has waited for. */
export class Watch {
  readonly fd: number;
  /** Tells this watch's events from those of an earlier one of the same number. Never 0. */
  readonly tag: number;
  /** Whose descriptor it is; `null` if nobody said. A number that has another owner is another descriptor. */
  owner: object | null;
  readonly readers = new Queue(this);
  #writers: Queue | null = null;
  /** Whether the descriptor was closed, or has another owner. */
  isOver = false;
  /** Whether others may have a duplicate of the descriptor: if not, what it is watched for ends when it is closed. */
  isShared = true;
  /** Whether its waits keep the process alive. */
  isRef = true;
  /** What the driver tells of: POLLIN, or POLLOUT too; 0 before it was told of the descriptor, and after. */
  interest = 0;
  /** Whether a read may find something: not after one that left nothing, until there is news. */
  readable = true;
  /** How its bytes come: known from the first receive on. */
  manner: Manner | null = null;
  /** A receive that is over, for the next one. */
  spare: Receive | null = null;
  /** Who holds back a send on the descriptor, which is to leave before anything else is done with it. */
  sending: Outbox | null = null;
  /** -errno that a receive met behind the bytes that it had: the next one's. */
  failure = 0;
  /** Whether the last message was long. */
  isBulky = false;
  /** The peer has ended its side, or there is an error or urgent data: reads must look for themselves from now on. */
  alwaysLooks = false;

  constructor(fd: number, tag: number, owner: object | null) {
    this.fd = fd;
    this.tag = tag;
    this.owner = owner;
  }

  /** Whoever is about to write: what is held back leaves before. */
  get writers(): Queue {
    this.sending?.flush();
    this.#writers ??= new Queue(this);
    return this.#writers;
  }

  /** Whether somebody waits to write: most descriptors never have anybody. */
  get hasWriters(): boolean {
    return this.#writers !== null && this.#writers.first !== null;
  }

  /** Whether a write is to be made at once: it is nobody else's turn. What is held back leaves before. */
  mayWrite(): boolean {
    this.sending?.flush();
    return !this.hasWriters;
  }

  /** How many wait. */
  get waiting(): number {
    return this.readers.length + (this.#writers === null ? 0 : this.#writers.length);
  }

  /**
   * A read has left nothing behind: until there is news the next one need not try. A driver that has not been told of the
   * descriptor yet begins with what there is by then.
   */
  drained(): void {
    if (!this.alwaysLooks) this.readable = false;
  }
}
