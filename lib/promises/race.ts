import { OSError } from '../core/errors.ts';

/** One way to what is raced for. It ends when the signal is aborted. */
export type Attempt<T> = (ended: AbortSignal) => Promise<T>;

/**
 * Starts attempts one after another, and the next one when the last has failed or `pause` has passed. The first that
 * succeeds ends the others.
 *
 * @param pause - seconds; `null`: only when the last has failed.
 * @param failure - makes the error of a race that nobody won out of those of the attempts, in their order.
 * @throws the signal's reason when it is aborted; what an attempt throws that is no OSError.
 */
export function race<T extends { close(): void }>(
  attempts: readonly Attempt<T>[],
  pause: number | null,
  failure: (errors: readonly OSError[]) => Error,
  signal: AbortSignal | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const errors: (OSError | undefined)[] = [];
    const ended = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let started = 0;
    let running = 0;
    let isOver = false;

    const over = () => {
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      ended.abort();
    };
    const fail = (error: unknown) => {
      over();
      reject(error);
    };
    const aborted = () => fail(signal!.reason);
    const won = (made: T) => {
      running--;
      if (isOver) {
        made.close();
        return;
      }
      over();
      resolve(made);
    };
    const lost = (error: unknown, place: number) => {
      running--;
      if (isOver) return;
      if (!(error instanceof OSError)) {
        fail(error);
        return;
      }
      errors[place] = error;
      if (started < attempts.length) next();
      else if (running === 0) fail(failure(errors.filter((one) => one !== undefined)));
    };
    const next = () => {
      clearTimeout(timer);
      const place = started++;
      running++;
      if (pause !== null && started < attempts.length) timer = setTimeout(next, pause * 1000);
      attempts[place]!(ended.signal).then(won, (error) => lost(error, place));
    };

    signal?.addEventListener('abort', aborted);
    next();
  });
}
