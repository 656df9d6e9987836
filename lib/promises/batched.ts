import { backend } from '../backend/load.ts';
import { REACTOR_UNTRIED } from '../backend/types.ts';
import { oserror } from '../core/errors.ts';
import { keepHere } from '../core/threads.ts';
import type { Driver, Listener } from './driver.ts';
import { newTurn } from './turns.ts';
import type { Watch } from './watch.ts';

const { sys, capabilities } = backend;

/** How many news one callback brings at the most: what they make the program do holds up its timers. */
const BATCH = 64;
const NEWS_WORDS = 5;
const TABLE_WORDS = 2;
/**
 * The most that the backend receives itself for one waiter: longer messages are worth a call more, which saves a copy. It is
 * a cache line more than a power of two, or the beginnings of all messages would compete for the same few lines.
 */
export const ROOM = 4096 + 64;

/** The backend's reactor: one callback brings a batch of news, and the bytes that were waited for. */
export class BatchedDriver implements Driver {
  readonly #listener: Listener;
  /** And a word more: how many there are, while the program is told. */
  readonly #news = keepHere(new Int32Array(NEWS_WORDS * BATCH + 1));
  readonly #slab = keepHere(new Uint8Array(ROOM * BATCH));
  /** For each descriptor its tag, and for how many bytes somebody waits. */
  #table = keepHere(new Int32Array(TABLE_WORDS * 256));

  constructor(listener: Listener) {
    this.#listener = listener;
    const result = sys.reactor_open(capabilities.uv_poll ? 0 : 1, (count) => this.#deliver(count));
    if (result < 0) throw oserror(-result, 'reactor_open');
    if (capabilities.io_uring) sys.use_io_uring(1);
    this.#lend();
  }

  get telling(): number {
    return this.#news[NEWS_WORDS * BATCH]!;
  }

  watch(watch: Watch): number {
    const result = sys.reactor_watch(watch.fd, watch.interest, watch.tag);
    if (result < 0) return result;
    const at = TABLE_WORDS * watch.fd;
    if (at + 1 >= this.#table.length) this.#grow(at);
    this.#table[at] = watch.tag;
    return 0;
  }

  unwatch({ fd }: Watch, isClosing: boolean): void {
    this.#table[TABLE_WORDS * fd] = this.#table[TABLE_WORDS * fd + 1] = 0;
    if (!isClosing) sys.reactor_unwatch(fd);
  }

  keepAlive(on: boolean): void {
    sys.reactor_ref(on ? 1 : 0);
  }

  spin(microseconds: number): void {
    sys.reactor_spin(microseconds);
  }

  changed(watch: Watch): void {
    this.#table[TABLE_WORDS * watch.fd + 1] = watch.readers.first?.wants ?? 0;
  }

  #deliver(count: number): void {
    newTurn();
    const news = this.#news;
    /** How many news are still to be told; the others have no events any more. */
    let left = 0;
    // First of all, bytes go to those who wait for them: no code of the program's runs before, which could end the wait.
    for (let i = 0, at = 0; i < count; i++, at += NEWS_WORDS) {
      const result = news[at + 3]!;
      const isTold =
        result !== REACTOR_UNTRIED &&
        this.#listener.received(news[at]!, news[at + 2]!, news[at + 1]!, result, this.#slab, news[at + 4]!);
      if (isTold) news[at + 2] = 0;
      else left++;
    }
    for (let i = 0, at = 0; i < count && left > 0; i++, at += NEWS_WORDS) {
      if (news[at + 2] === 0) continue;
      left--;
      this.#listener.announce(news[at]!, news[at + 2]!, news[at + 1]!, news[at + 3] !== REACTOR_UNTRIED);
    }
  }

  #grow(at: number): void {
    const table = keepHere(new Int32Array(Math.max(2 * this.#table.length, 2 * at)));
    table.set(this.#table);
    this.#table = table;
    this.#lend();
  }

  #lend(): void {
    sys.reactor_lend(this.#news, this.#table, this.#slab);
  }
}
