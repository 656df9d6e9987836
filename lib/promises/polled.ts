import { backend } from '../backend/load.ts';
import { POLLIN, POLLOUT, pollCall } from '../core/wait.ts';
import type { Driver, Listener } from './driver.ts';
import type { Watch } from './watch.ts';

const { POLLNVAL } = backend.selectConstants as { [name: string]: number };

/** The pause between two looks, in milliseconds: it starts short after news, and grows while there is none. */
const SHORTEST = 1;
const LONGEST = 16;

/** The last resort, where the backend has no reactor: a timer that looks with poll(2), and does not wait. */
export class PolledDriver implements Driver {
  readonly telling = 0;
  readonly #listener: Listener;
  /** Those that somebody waits for. */
  readonly #waited = new Set<Watch>();
  #timer: NodeJS.Timeout | undefined;
  #pause = SHORTEST;
  #isRef = false;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  watch(_watch: Watch): number {
    return 0;
  }

  unwatch(watch: Watch): void {
    this.#waited.delete(watch);
  }

  keepAlive(on: boolean): void {
    this.#isRef = on;
    if (on) this.#timer?.ref();
    else this.#timer?.unref();
  }

  /** It looks now and then as it is. */
  spin(): void {}

  changed(watch: Watch): void {
    if (watch.readers.first === null && !watch.hasWriters) {
      this.#waited.delete(watch);
      return;
    }
    this.#waited.add(watch);
    this.#pause = SHORTEST;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#waited.size === 0) return;
    this.#timer = setTimeout(() => this.#look(), this.#pause);
    if (!this.#isRef) this.#timer.unref();
  }

  #look(): void {
    this.#timer = undefined;
    const waited = [...this.#waited];
    const words = new Int32Array(2 * waited.length);
    const halves = new Int16Array(words.buffer);
    for (const [i, watch] of waited.entries()) {
      words[2 * i] = watch.fd;
      halves[4 * i + 2] = (watch.readers.first ? POLLIN : 0) | (watch.hasWriters ? POLLOUT : 0);
    }
    const count = pollCall(words, waited.length, 0);
    this.#pause = count > 0 ? SHORTEST : Math.min(LONGEST, 2 * this.#pause);
    for (const [i, watch] of waited.entries()) {
      const events = halves[4 * i + 3]! & 0xffff;
      // What is not open was closed behind our back: an error, which the next call reports.
      if (events !== 0)
        this.#listener.announce(watch.fd, watch.tag, events & POLLNVAL! ? POLLIN | POLLOUT : events, false);
    }
    this.#schedule();
  }
}
