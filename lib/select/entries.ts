import { backend } from '../backend/load.ts';
import { deadlineAfter } from '../core/deadline.ts';
import { interruptFd, isInterruptible, takeHandledSignal } from '../core/signals.ts';
import { POLLIN, waitUntil } from '../core/wait.ts';

const { sys, errnos, capabilities } = backend;
const EINTR = -errnos.EINTR!;

/** One entry more than is counted, for the interrupt. */
const SPARE = 1;

/**
 * Descriptors to wait for, in the layout of `struct pollfd`, so that a wait hands them over as they are: two words an
 * entry, the second of them two halves.
 */
export class Entries {
  #words: Int32Array;
  #halves: Int16Array;
  count = 0;

  constructor(room = 16) {
    this.#words = new Int32Array(2 * (room + SPARE));
    this.#halves = new Int16Array(this.#words.buffer);
  }

  /** Adds an entry, and returns its slot. */
  add(fd: number, events: number): number {
    const slot = this.count++;
    if (2 * (this.count + SPARE) > this.#words.length) this.#grow();
    this.#words[2 * slot] = fd;
    this.#halves[4 * slot + 2] = events;
    return slot;
  }

  /** Removes an entry: the last one moves to its slot. Returns the descriptor that moved, or -1 if none did. */
  remove(slot: number): number {
    const last = --this.count;
    if (slot === last) return -1;
    this.#words[2 * slot] = this.#words[2 * last]!;
    this.#words[2 * slot + 1] = this.#words[2 * last + 1]!;
    return this.#words[2 * slot]!;
  }

  fd(slot: number): number {
    return this.#words[2 * slot]!;
  }

  /** What an entry is waited for. */
  events(slot: number): number {
    return this.#halves[4 * slot + 2]! & 0xffff;
  }

  /** Changes what an entry is waited for. */
  setEvents(slot: number, events: number): void {
    this.#halves[4 * slot + 2] = events;
  }

  /** What came for an entry in the last wait; 0 for nothing. */
  ready(slot: number): number {
    return this.#halves[4 * slot + 3]! & 0xffff;
  }

  /**
   * Waits, with poll(2) or with select(2).
   *
   * @param seconds - `null` waits without end.
   * @param spin - for how many microseconds to look before it sleeps.
   * @returns how many entries are ready; 0 past the time-out.
   */
  wait(syscall: 'poll' | 'select', seconds: number | null, spin: number): number {
    const call = syscall === 'poll' && capabilities.poll ? sys.poll : sys.select;
    const { count } = this;
    // In a worker, or where the program handles signals, the interrupt is waited for as well.
    const interruptible = isInterruptible();
    this.#words[2 * count] = interruptible ? interruptFd() : -1;
    this.#halves[4 * count + 2] = POLLIN;
    return waitUntil(deadlineAfter(seconds), syscall, (timeout) => {
      this.#halves[4 * count + 3] = 0;
      const ready = call(this.#words, count + (interruptible ? SPARE : 0), timeout, spin);
      if (ready <= 0 || this.#halves[4 * count + 3] === 0) return ready;
      // The interrupt is among them: what else is ready comes first, and then the signal.
      return ready > 1 ? ready - 1 : takeHandledSignal() ? EINTR : 0;
    });
  }

  #grow(): void {
    const words = new Int32Array(2 * this.#words.length);
    words.set(this.#words);
    this.#words = words;
    this.#halves = new Int16Array(words.buffer);
  }
}
