import { onChange } from './activity.ts';
import { EAGAIN, errnoOf } from './errno.ts';

/** What an attempt returns when only an event can tell how it went: whatever the time-out, it is waited for. */
export const PENDING = Number.MIN_SAFE_INTEGER;

/** A call that may have to wait. */
export interface Waiting {
  /** The result; `EAGAIN` if it would have to wait, `PENDING` if Node has not said yet. */
  attempt(): number;
  /** Milliseconds; negative waits without end, 0 not at all. */
  timeout: number;
  /** The result past the time-out; EAGAIN if left out. */
  expired?(): number;
}

/** A result; or what will have one. */
export type Outcome = number | Waiting | Promise<number>;

/** Brings a call to its end, and gives its result to `done`. */
export function run(outcome: Outcome, done: (result: number) => void): void {
  if (typeof outcome === 'number') done(outcome);
  else if (outcome instanceof Promise) outcome.then(done, (error) => done(errnoOf(error)));
  else wait(outcome, done);
}

function wait(waiting: Waiting, done: (result: number) => void): void {
  const end = waiting.timeout < 0 ? Infinity : performance.now() + waiting.timeout;
  let timer: NodeJS.Timeout | undefined;
  let queued = false;
  const finish = (result: number) => {
    queued = false;
    onChange(() => {});
    clearTimeout(timer);
    done(result);
  };
  const look = () => {
    queued = false;
    const result = waiting.attempt();
    if (result !== EAGAIN && result !== PENDING) return finish(result);
    // Timers are early by up to a millisecond.
    const left = end - performance.now();
    if (result === EAGAIN && left <= 0) return finish(waiting.expired?.() ?? EAGAIN);
    clearTimeout(timer);
    if (left !== Infinity && left > 0) timer = setTimeout(look, Math.ceil(left));
  };
  // What an attempt itself sets off is looked at behind it.
  onChange(() => {
    if (queued) return;
    queued = true;
    process.nextTick(() => queued && look());
  });
  look();
}
