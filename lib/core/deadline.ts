/** A moment on the monotonic clock, in milliseconds; `Infinity` for never. */
export type Deadline = number;

/** The moment that is `seconds` from now; `null` is never. */
export function deadlineAfter(seconds: number | null): Deadline {
  return seconds === null ? Infinity : performance.now() + seconds * 1000;
}

/** The longest wait that one poll(2) takes: its time-out is a C int. A longer one is waited in turns. */
const LONGEST = 0x7fffffff;

/** Whole milliseconds until `deadline`, as poll(2) wants them: -1 for never, 0 once it has passed. */
export function millisecondsUntil(deadline: Deadline): number {
  if (deadline === Infinity) return -1;
  // Round up: 0.4 ms must not become a zero-timeout poll, which would spin.
  return Math.min(LONGEST, Math.max(0, Math.ceil(deadline - performance.now())));
}
