import { backend } from '../backend/load.ts';
import { typeName } from '../core/bytes.ts';
import { deadlineAfter } from '../core/deadline.ts';
import { KeyError, oserror } from '../core/errors.ts';
import { intArgument } from '../core/numbers.ts';
import { interruptFd, isInterruptible, takeHandledSignal } from '../core/signals.ts';
import { waitUntil } from '../core/wait.ts';
import { fdOf, type HasFileno } from './fileno.ts';

const { sys, errnos, selectConstants } = backend;
const { POLLIN, POLLOUT, POLLPRI } = selectConstants as { [name: string]: number };

/** One entry more than is registered, for the interrupt. */
const SPARE = 1;

/**
 * A set of descriptors to wait on together, as poll(2) takes it. Python's `select.poll` object.
 *
 * The set is kept in the kernel's layout, so a wait hands it over as it is.
 */
export class Poll {
  /** Two words an entry, the layout of `struct pollfd`. */
  #entries = new Int32Array(2 * (16 + SPARE));
  #events = new Int16Array(this.#entries.buffer);
  #count = 0;
  /** Where the entry of a descriptor is. */
  readonly #slots = new Map<number, number>();

  /**
   * Adds a descriptor, or changes what it is waited for. It need not be open; if it is not, `poll()` says POLLNVAL.
   *
   * @param eventmask - POLLIN, POLLPRI, POLLOUT …
   * @throws RangeError for a mask that is not 16 bits; TypeError for what has no descriptor.
   */
  register(fd: HasFileno, eventmask: number = POLLIN! | POLLPRI! | POLLOUT!): void {
    const number = fdOf(fd, "register() argument 'fd'");
    const mask = maskArgument(eventmask, 'register');
    let slot = this.#slots.get(number);
    if (slot === undefined) {
      slot = this.#count++;
      this.#slots.set(number, slot);
      if (2 * (this.#count + SPARE) > this.#entries.length) this.#grow();
      this.#entries[2 * slot] = number;
    }
    this.#events[4 * slot + 2] = mask;
  }

  /** Changes what a registered descriptor is waited for. FileNotFoundError if it is not registered. */
  modify(fd: HasFileno, eventmask: number): void {
    const slot = this.#slots.get(fdOf(fd, "modify() argument 'fd'"));
    const mask = maskArgument(eventmask, 'modify');
    if (slot === undefined) throw oserror(errnos.ENOENT!, 'modify');
    this.#events[4 * slot + 2] = mask;
  }

  /** Removes a descriptor. KeyError if it is not registered. */
  unregister(fd: HasFileno): void {
    const number = fdOf(fd, "unregister() argument 'fd'");
    const slot = this.#slots.get(number);
    if (slot === undefined) throw new KeyError(String(number));
    this.#slots.delete(number);
    const last = --this.#count;
    if (slot === last) return;
    // The last entry moves into the gap.
    const moved = this.#entries[2 * last]!;
    this.#entries[2 * slot] = moved;
    this.#events[4 * slot + 2] = this.#events[4 * last + 2]!;
    this.#slots.set(moved, slot);
  }

  /**
   * Waits for the descriptors.
   *
   * @param timeout - milliseconds, rounded up; `null` or negative waits without end.
   * @returns `[fd, events]` of each that is ready; empty when the time-out passed.
   */
  poll(timeout: number | null = null): [fd: number, events: number][] {
    const ready = this.#wait(timeoutOf(timeout));
    const result: [number, number][] = [];
    for (let slot = 0; result.length < ready && slot < this.#count; slot++) {
      const events = this.#events[4 * slot + 3]!;
      if (events !== 0) result.push([this.#entries[2 * slot]!, events & 0xffff]);
    }
    return result;
  }

  #wait(seconds: number | null): number {
    const interruptible = isInterruptible();
    const interrupt = interruptible ? interruptFd() : -1;
    this.#entries[2 * this.#count] = interrupt;
    this.#events[4 * this.#count + 2] = POLLIN!;
    return waitUntil(deadlineAfter(seconds), 'poll', (milliseconds) => {
      this.#events[4 * this.#count + 3] = 0;
      const ready = sys.poll(this.#entries, this.#count + (interruptible ? SPARE : 0), milliseconds);
      if (ready <= 0 || this.#events[4 * this.#count + 3] === 0) return ready;
      // The interrupt is among them: what else is ready, or the signal if nothing is.
      return ready > 1 ? ready - 1 : takeHandledSignal() ? -errnos.EINTR! : 0;
    });
  }

  #grow(): void {
    const entries = new Int32Array(2 * this.#entries.length);
    entries.set(this.#entries);
    this.#entries = entries;
    this.#events = new Int16Array(entries.buffer);
  }
}

/** An empty set to register descriptors with. Python's `select.poll()`. */
export function poll(): Poll {
  return new Poll();
}

function maskArgument(mask: unknown, where: string): number {
  return intArgument(mask, `${where}() argument 'eventmask'`, 0, 0xffff);
}

function timeoutOf(timeout: unknown): number | null {
  if (timeout === null || timeout === undefined) return null;
  if (typeof timeout !== 'number') {
    throw new TypeError(
      `poll() argument 'timeout' must be a number of milliseconds or null, not '${typeName(timeout)}'`,
    );
  }
  if (Number.isNaN(timeout)) throw new RangeError("poll() argument 'timeout': Invalid value NaN (not a number)");
  return timeout < 0 ? null : timeout / 1000;
}
