import type { Watch } from './watch.ts';

/** What a driver calls when there is news of a descriptor: POLL* events, and the tag of its watch. */
export type Announce = (fd: number, events: number, tag: number) => void;

/** What finds out which descriptors are ready. */
export interface Driver {
  /**
   * Announces all news of a descriptor from now on, and first of all what there is already. News may be announced twice.
   *
   * @returns 0, or -errno if it cannot be.
   */
  watch(watch: Watch): number;
  /** Announces nothing of a descriptor any more, which is still open. */
  unwatch(watch: Watch): void;
  /** Says whether somebody waits for whom the process must go on. */
  keepAlive(on: boolean): void;
  /** Those who wait for a descriptor have changed. */
  changed?(watch: Watch): void;
}
