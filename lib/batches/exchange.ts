import type { Deadline } from '../core/deadline.ts';

/** Who performs the calls of a batch: the backend in one, or a call for each stream. */
export interface Exchange {
  /** Starts to watch a descriptor in a mode, or changes that. Returns 0, or -errno: then nothing is watched. */
  set(fd: number, tag: number, mode: number): number;
  /** Notes what is watched already. */
  note(fd: number, tag: number, mode: number): void;
  mode(fd: number): number;
  /** Ends it. With `isClosing` nobody else has the descriptor, which is about to be closed. */
  unset(fd: number, isClosing: boolean): void;
  /**
   * Sends the replies; if all of them went, waits and receives.
   *
   * @returns how many events there are; 0 past the deadline, or where replies are left.
   * @throws InterruptedError if a signal arrived that the program handles.
   */
  wait(deadline: Deadline): number;
  /** Sends the replies. Returns how many are left, or -errno. */
  send(): number;
  /** What to wait for on the event loop until there is something to find: descriptors, and POLL* of each. */
  watched(): [fd: number, events: number][];
  close(): void;
}
