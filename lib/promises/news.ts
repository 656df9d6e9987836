import type { Deadline } from '../core/deadline.ts';
import { type Wait, wait } from './reactor.ts';

/** A timer takes no more. */
const LONGEST = 0x7fffffff;

/**
 * Waits on the event loop until there may be something to find, or the time is over. All that there was has been found
 * before: what comes after is news.
 *
 * @param watched - descriptors, and POLL* of each.
 * @param waker - is given what ends the wait.
 * @returns a promise that rejects with the signal's reason when that is aborted.
 */
export function newsOf(
  watched: readonly [fd: number, events: number][],
  until: Deadline,
  signal: AbortSignal | undefined,
  waker: (wake: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const waits: Wait[] = [];
    let timer: NodeJS.Timeout | undefined;
    const over = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      for (const one of waits) one.cancel();
    };
    const aborted = () => {
      over();
      reject(signal!.reason);
    };
    const woken = () => {
      over();
      resolve();
    };
    signal?.addEventListener('abort', aborted);
    waker(woken);
    if (until !== Infinity) timer = setTimeout(woken, Math.min(Math.ceil(until - performance.now()), LONGEST));
    for (const [fd, events] of watched) waits.push(wait(fd, events, woken));
  });
}
