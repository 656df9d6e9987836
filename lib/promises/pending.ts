import { backend } from '../backend/load.ts';
import { BufferError, type ErrorDetail, oserror, timedOut } from '../core/errors.ts';
import type { Limits } from './limits.ts';
import { dequeue, enqueue, serve } from './reactor.ts';
import { afterTurn, mayCall } from './turns.ts';
import { type Queue, Waiter } from './watch.ts';

const { errnos } = backend;
export const EAGAIN = -errnos.EAGAIN!;
export const EINTR = -errnos.EINTR!;
const ECANCELED = -errnos.ECANCELED!;

/** How long to wait before what nothing tells of is tried again, in milliseconds. */
const NAP = 10;
/** The longest time-out of a timer, in milliseconds. A longer one is waited in turns. */
const LONGEST = 0x7fffffff;

// A promise's function, taken out without a closure for each promise. It is enough to reject with as well.
let resolveLast: (value: never) => void;
const capture = (resolve: (value: never) => void) => {
  resolveLast = resolve;
};

/** What bounds a wait, and what else goes on with it: most waits have nothing of the kind. */
interface Bounds {
  signal: AbortSignal | undefined;
  timer: NodeJS.Timeout | undefined;
  /** When it is over, as `performance.now()` tells the time. */
  end: number;
  /** Tries again and again. */
  nap: NodeJS.Timeout | undefined;
}

/** A call that waits: it is made again whenever the descriptor may be ready. Once started it settles once. */
export abstract class Pending<T> extends Waiter {
  #resolve: ((value: T | Promise<T>) => void) | null = null;
  #bounds: Bounds | null = null;
  /** The socket: nobody else may have it while it is waited for, and it is closed when it is forgotten. */
  protected kept: object | null = null;

  /** The call's C name. */
  protected abstract readonly syscall: string;
  /** Makes the call. Returns what it returned: -EAGAIN if it is to be made again later. */
  protected abstract call(): number;
  /** What the caller gets for a result that is no error. */
  protected abstract value(result: number): T;
  /** What an error says of the call. */
  protected detail(): ErrorDetail | undefined {
    return undefined;
  }
  /** What the call has come to so far, which an error does not take away: more than 0 is a success. */
  protected partial(): number {
    return 0;
  }
  /** Whether nothing tells when the call may be made again: it is then tried again and again. */
  protected naps(): boolean {
    return false;
  }
  /** Whether the call may be made at once, or is for the next turn of the event loop. */
  protected mayTry(): boolean {
    return mayCall();
  }
  /** It is about to settle, and may be started anew. */
  protected ended(): void {}

  /**
   * Makes the call, unless others wait before it, and waits if it must.
   *
   * @param preset - the socket's time-out.
   * @param mayBeReady - false if there is nothing to try for before there is news.
   */
  start(queue: Queue, limits: Limits, preset: number | null, mayBeReady = true): Promise<T> {
    const promise = new Promise<T>(capture);
    this.#resolve = resolveLast as (value: T | Promise<T>) => void;
    this.begin(queue, limits, preset, mayBeReady);
    return promise;
  }

  /** Has the wait keep its socket. */
  keeping(socket: object): this {
    this.kept = socket;
    return this;
  }

  private begin(queue: Queue, limits: Limits, preset: number | null, mayBeReady: boolean): void {
    const seconds = limits.timeout === undefined ? preset : limits.timeout;
    if (seconds === 0) {
      if (this.mayTry()) this.tryOnce(queue);
      else afterTurn(() => this.tryOnce(queue));
      return;
    }
    const isFirst = mayBeReady && queue.first === null;
    const isLate = isFirst && !this.mayTry();
    if (isFirst && !isLate && this.attempt(queue)) return;
    const result = enqueue(queue, this);
    if (result < 0) {
      this.settle(result);
      return;
    }
    if (isLate) afterTurn(() => serve(queue, 0));
    const naps = this.naps();
    if (naps || limits.signal !== undefined || seconds !== null) this.bound(queue, limits.signal, seconds, naps);
  }

  /** Does not wait. A descriptor that was closed since may be somebody else's by now. */
  private tryOnce(queue: Queue): void {
    if (queue.watch.isOver) this.settle(ECANCELED);
    else if (queue.first !== null || !this.attempt(queue)) this.settle(this.blocked());
  }

  /** Bounds a wait that has begun. */
  private bound(queue: Queue, signal: AbortSignal | undefined, seconds: number | null, naps: boolean): void {
    const nap = naps ? setInterval(() => serve(queue, 0), NAP).unref() : undefined;
    const end = seconds === null ? Infinity : performance.now() + seconds * 1000;
    const bounds: Bounds = { signal, timer: undefined, end, nap };
    this.#bounds = bounds;
    signal?.addEventListener('abort', this);
    if (seconds !== null) this.setTimer(bounds);
  }

  /** The process goes on for the wait, and not for its timer. */
  private setTimer(bounds: Bounds): void {
    const left = Math.ceil(bounds.end - performance.now());
    if (left <= 0) this.fail(timedOut(this.syscall, this.detail()));
    else bounds.timer = setTimeout(() => this.setTimer(bounds), Math.min(left, LONGEST)).unref();
  }

  /** The signal was aborted. */
  handleEvent(): void {
    this.fail(this.#bounds!.signal!.reason);
  }

  override ready(): boolean {
    return this.attempt(this.queue!);
  }

  /** Makes the call. Returns whether that ended the wait. */
  private attempt(queue: Queue): boolean {
    const { watch } = queue;
    if (watch.failure < 0 && queue === watch.readers) {
      const error = watch.failure;
      watch.failure = 0;
      this.settle(error);
      return true;
    }
    let result: number;
    try {
      do result = this.call();
      while (result === EINTR);
    } catch (error) {
      this.fail(error instanceof TypeError ? this.taken() : error);
      return true;
    }
    if (result === EAGAIN) return false;
    this.settle(result);
    return true;
  }

  override failed(error: number): void {
    this.settle(error);
  }

  /** The error where the caller has taken away the memory that is the call's until it is done. */
  protected taken(): BufferError {
    return new BufferError(`${this.syscall}(): the buffer was detached, or has shrunk, while the call waited`);
  }

  /** The error of a call that would have to wait, and may not. */
  protected blocked(): number {
    return EAGAIN;
  }

  /** Ends the wait with what the call has come to. */
  protected settle(result: number): void {
    if (result < 0) {
      this.fail(oserror(-result, this.syscall, this.detail()));
      return;
    }
    let value: T;
    try {
      value = this.value(result);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.succeed(value);
  }

  /** Ends the wait with success. */
  protected succeed(value: T): void {
    dequeue(this);
    const resolve = this.#resolve!;
    this.end();
    resolve(value);
  }

  /** Ends the wait with an error. */
  protected fail(error: unknown): void {
    dequeue(this);
    const got = this.partial();
    if (got > 0) {
      this.settle(got);
      return;
    }
    const resolve = this.#resolve!;
    this.end();
    resolve(Promise.reject(error));
  }

  /** Whoever keeps this for another wait must not keep what this one came to. */
  private end(): void {
    if (this.#bounds !== null) unbind(this.#bounds, this);
    this.#resolve = this.#bounds = this.kept = null;
    this.ended();
  }
}

/** The wait is over: nothing is to come of its bounds any more. */
function unbind({ signal, timer, nap }: Bounds, listener: { handleEvent(): void }): void {
  signal?.removeEventListener('abort', listener);
  clearTimeout(timer);
  clearInterval(nap);
}
