import type { Watch } from './watch.ts';

/** Whom a driver tells. `tag` is that of the watch which the news is of, and `events` are POLL*. */
export interface Listener {
  /** There is news of a descriptor. `isRead`: what there was to read has gone to `received`. */
  announce(fd: number, tag: number, events: number, isRead: boolean): void;
  /**
   * Bytes have come for the first of those who wait to read, or -errno: `result`. They are in `slab` from `at` on.
   *
   * @returns whether that was all there is to tell: the news need not be announced.
   */
  received(fd: number, tag: number, events: number, result: number, slab: Uint8Array, at: number): boolean;
}

/** What finds out which descriptors are ready. */
export interface Driver {
  /** How many news the program is being told; 0 when all that came of them has run, or where there is no telling. */
  readonly telling: number;
  /**
   * Tells all news of a descriptor from now on that are in its `interest`, and first of all what there is already. News
   * may be told twice. Called again when the interest changes.
   *
   * @returns 0, or -errno if it cannot be.
   */
  watch(watch: Watch): number;
  /**
   * Tells nothing of a descriptor any more, which is still open.
   *
   * @param isClosing - it is about to be closed, and nobody has a duplicate: the system forgets it by itself.
   */
  unwatch(watch: Watch, isClosing: boolean): void;
  /** Says whether somebody waits for whom the process must go on. */
  keepAlive(on: boolean): void;
  /** For how many microseconds to look for more news before the event loop sleeps. It may leave that. */
  spin(microseconds: number): void;
  /** Those who wait for a descriptor have changed. */
  changed(watch: Watch): void;
}
