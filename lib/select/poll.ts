import { backend } from '../backend/load.ts';
import { KeyError, oserror } from '../core/errors.ts';
import { intArgument } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import { Entries } from './entries.ts';
import { fdOf, type HasFileno } from './fileno.ts';
import { type SpinOptions, spinArgument } from './spin.ts';
import { endlessIfNegative } from './timeout.ts';

const { errnos, selectConstants } = backend;
const { POLLIN, POLLOUT, POLLPRI } = selectConstants as { [name: string]: number };

/** The longest time-out, in milliseconds: a C int, as in Python. */
const MOST = 0x7fffffff;

/** A set of descriptors to wait on together, as poll(2) takes it. Python's `select.poll` object. */
export class Poll {
  #entries = new Entries();
  readonly #spin: number;
  /** The slot of each descriptor, in the order in which they were registered. */
  readonly #slots = new Map<number, number>();

  /** `poll()` makes one. */
  constructor(spin: number) {
    this.#spin = spin;
  }

  /**
   * Adds a descriptor, or changes what it is waited for. It need not be open; if it is not, `poll()` says POLLNVAL.
   *
   * @param eventmask - POLLIN, POLLPRI, POLLOUT …
   * @throws RangeError for a mask that is not 16 bits; TypeError for what has no descriptor.
   */
  register(fd: HasFileno, eventmask: number = POLLIN! | POLLPRI! | POLLOUT!): void {
    const number = fdOf(fd, "register() argument 'fd'");
    const mask = maskArgument(eventmask, 'register');
    const slot = this.#slots.get(number);
    if (slot === undefined) this.#slots.set(number, this.#entries.add(number, mask));
    else this.#entries.setEvents(slot, mask);
  }

  /** Changes what a registered descriptor is waited for. FileNotFoundError if it is not registered. */
  modify(fd: HasFileno, eventmask: number): void {
    const slot = this.#slots.get(fdOf(fd, "modify() argument 'fd'"));
    const mask = maskArgument(eventmask, 'modify');
    if (slot === undefined) throw oserror(errnos.ENOENT!, 'modify');
    this.#entries.setEvents(slot, mask);
  }

  /** Removes a descriptor. KeyError if it is not registered. */
  unregister(fd: HasFileno): void {
    const number = fdOf(fd, "unregister() argument 'fd'");
    if (!this.#slots.delete(number)) throw new KeyError(String(number));
  }

  /**
   * Waits for the descriptors.
   *
   * @param timeout - milliseconds, rounded up; `null` or negative waits without end.
   * @returns `[fd, events]` of each that is ready, in the order in which they were registered; empty when the time-out passed.
   */
  poll(timeout: number | null = null): [fd: number, events: number][] {
    const milliseconds = endlessIfNegative(timeout, 'poll', MOST, 'milliseconds');
    if (this.#slots.size < this.#entries.count) this.#closeRanks();
    const ready = this.#entries.wait('poll', milliseconds === null ? null : milliseconds / 1000, this.#spin);
    const result: [number, number][] = [];
    for (let slot = 0; result.length < ready && slot < this.#entries.count; slot++) {
      const events = this.#entries.ready(slot);
      if (events !== 0) result.push([this.#entries.fd(slot), events]);
    }
    return result;
  }

  /** Leaves out the entries that have been unregistered; the others stay in order. */
  #closeRanks(): void {
    const old = this.#entries;
    this.#entries = new Entries(this.#slots.size);
    for (const [fd, slot] of this.#slots) this.#slots.set(fd, this.#entries.add(fd, old.events(slot)));
  }
}

/** An empty set to register descriptors with. Python's `select.poll()`. */
export function poll(options: SpinOptions = {}): Poll {
  const [spin] = optional([options], [], 'poll', ['spin']);
  return new Poll(spinArgument(spin, 'poll'));
}

function maskArgument(mask: unknown, where: string): number {
  return intArgument(mask, `${where}() argument 'eventmask'`, 0, 0xffff);
}
