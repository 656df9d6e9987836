import { typeName } from '../core/bytes.ts';
import { type Deadline, deadlineAfter } from '../core/deadline.ts';
import { type ErrorDetail, timedOut } from '../core/errors.ts';
import { isOptions, optional } from '../core/parameters.ts';
import { timeoutArgument } from '../socket/timeout.ts';

/** What every call that may wait takes in its last argument. */
export interface WaitOptions {
  /** Ends the wait: the promise rejects with the signal's reason. One that is aborted already never starts the call. */
  signal?: AbortSignal | null | undefined;
  /** Seconds for this call in place of the socket's time-out; `null` waits without end, 0 not at all. */
  timeout?: number | null | undefined;
}

/** The same, read. */
export interface Limits {
  readonly signal: AbortSignal | undefined;
  /** Seconds; `undefined`: as the socket says. */
  readonly timeout: number | null | undefined;
}

/** No options were given. */
export const UNLIMITED: Limits = { signal: undefined, timeout: undefined };

/** The limits of a call that waits more than once, for a look-up and then for the socket: its time-out is for the whole. */
export class Budget {
  readonly #limits: Limits;
  readonly #end: Deadline;
  readonly #syscall: string;
  readonly #detail: ErrorDetail | undefined;

  /** @param preset - the socket's time-out. */
  constructor(limits: Limits, preset: number | null, syscall: string, detail?: ErrorDetail) {
    const seconds = limits.timeout === undefined ? preset : limits.timeout;
    this.#limits = limits;
    // A socket that does not wait still has its names looked up, as in CPython.
    this.#end = deadlineAfter(seconds === 0 ? null : seconds);
    this.#syscall = syscall;
    this.#detail = detail;
  }

  /**
   * The limits of the next wait.
   *
   * @throws TimeoutError if there is no time left, and what the signal was aborted with, if it was.
   */
  rest(): Limits {
    this.#limits.signal?.throwIfAborted();
    if (this.#end === Infinity) return this.#limits;
    const left = this.#end - performance.now();
    if (left <= 0) throw timedOut(this.#syscall, this.#detail);
    return { signal: this.#limits.signal, timeout: left / 1000 };
  }
}

const OPTIONS = ['signal', 'timeout'];

/**
 * The optional parameters of a call that may wait, and its limits.
 *
 * @param given - what the caller gave from the first optional parameter on.
 * @param names - of the optional parameters, which the options object may also hold.
 * @throws what the signal was aborted with, if it was.
 */
export function limited(given: readonly unknown[], names: readonly string[], where: string): [unknown[], Limits] {
  let end = given.length;
  while (end > 0 && given[end - 1] === undefined) end--;
  if (end === 0) return [[], UNLIMITED];
  const values = optional(given.slice(0, end), names, where, OPTIONS);
  const [signal, timeout] = values.slice(names.length);
  return [values.slice(0, names.length), limits(signal, timeout, where)];
}

/** The limits of a call that has no other optional parameters: of one that is made often. */
export function limitsOf(options: unknown, where: string): Limits {
  if (options === undefined) return UNLIMITED;
  if (isOptions(options)) {
    let isKnown = true;
    for (const name in options) isKnown &&= name === 'signal' || name === 'timeout';
    const { signal, timeout } = options as WaitOptions;
    if (isKnown) return limits(signal, timeout, where);
  }
  return limited([options], [], where)[1];
}

function limits(signal: unknown, timeout: unknown, where: string): Limits {
  if (signal === undefined && timeout === undefined) return UNLIMITED;
  return {
    signal: signalArgument(signal, where),
    timeout: timeout === undefined ? undefined : timeoutArgument(timeout, `${where}() argument 'timeout'`),
  };
}

/** An AbortSignal that is not aborted; `undefined` for none. */
export function signalArgument(signal: unknown, where: string): AbortSignal | undefined {
  if (signal === undefined || signal === null) return undefined;
  if (!(signal instanceof AbortSignal)) {
    throw new TypeError(`${where}() argument 'signal' must be an AbortSignal, not '${typeName(signal)}'`);
  }
  signal.throwIfAborted();
  return signal;
}
