import { backend } from '../backend/load.ts';
import type { Deadline } from '../core/deadline.ts';
import type { OwnedFd } from '../core/fd.ts';
import { isInterruptible } from '../core/signals.ts';
import { POLLIN, wait, waitUntil } from '../core/wait.ts';

const ETIMEDOUT = -backend.errnos.ETIMEDOUT!;

/** A descriptor that tells of others, and the events of its last wait: an epoll or a kqueue. */
export abstract class DescriptorSet {
  readonly fd: OwnedFd;
  readonly #spin: number;

  /** @param spin - for how many microseconds a wait looks before it sleeps. */
  constructor(fd: OwnedFd, spin = 0) {
    this.fd = fd;
    this.#spin = spin;
  }

  /**
   * Waits for events.
   *
   * @param most - how many to return at the most.
   * @returns how many there are.
   */
  abstract wait(deadline: Deadline, most: number): number;

  /** Waits for events for so many milliseconds, negative without end. Returns how many there are, or minus the errno. */
  protected abstract look(timeout: number, spin: number): number;

  /** What `wait` does with `look`. */
  protected lookUntil(deadline: Deadline, syscall: string): number {
    return waitUntil(deadline, syscall, (timeout) => {
      if (timeout === 0 || !isInterruptible()) return this.look(timeout, this.#spin);
      // A descriptor outside the set cannot interrupt a wait on it, but it can interrupt a poll on the set's own.
      const ready = this.look(0, 0);
      if (ready !== 0) return ready;
      const failed = wait(this.fd.number, POLLIN, deadline, this.#spin);
      return failed < 0 && failed !== ETIMEDOUT ? failed : this.look(0, 0);
    });
  }
}
