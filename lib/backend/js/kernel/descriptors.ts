import { EBADF, failed } from './errno.ts';
import type { KernelSocket } from './socket.ts';

/** How many descriptors a thread may have: each thread's numbers are its own. */
export const MOST_DESCRIPTORS = 1 << 20;

interface Descriptor {
  socket: KernelSocket;
  inheritable: boolean;
}

/** The table of descriptors: numbers that lead to sockets. A new one is the lowest that is free, as everywhere. */
export class Descriptors {
  readonly #base: number;
  readonly #table: (Descriptor | undefined)[] = [];
  /** No number below this is free. */
  #lowest = 0;

  constructor(base: number) {
    this.#base = base;
  }

  /** The socket behind a number; `undefined` if there is none. */
  get(fd: number): KernelSocket | undefined {
    return this.#table[fd - this.#base]?.socket;
  }

  /** A new number that leads to a socket, or minus the errno. */
  add(socket: KernelSocket): number {
    let slot = this.#lowest;
    while (this.#table[slot] !== undefined) slot++;
    if (slot >= MOST_DESCRIPTORS) return failed('EMFILE');
    this.#lowest = slot + 1;
    this.#table[slot] = { socket, inheritable: false };
    socket.references++;
    return this.#base + slot;
  }

  /** Frees a number. Gives back the socket if that was the last that led to it, else `undefined`; or minus the errno. */
  remove(fd: number): KernelSocket | undefined | number {
    const slot = fd - this.#base;
    const socket = this.#table[slot]?.socket;
    if (socket === undefined) return EBADF;
    this.#table[slot] = undefined;
    this.#lowest = Math.min(this.#lowest, slot);
    while (this.#table.length > 0 && this.#table.at(-1) === undefined) this.#table.pop();
    return --socket.references === 0 ? socket : undefined;
  }

  getInheritable(fd: number): number {
    const descriptor = this.#table[fd - this.#base];
    return descriptor === undefined ? EBADF : Number(descriptor.inheritable);
  }

  setInheritable(fd: number, inheritable: boolean): number {
    const descriptor = this.#table[fd - this.#base];
    if (descriptor === undefined) return EBADF;
    descriptor.inheritable = inheritable;
    return 0;
  }
}
