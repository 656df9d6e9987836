import type { OwnedFd } from '../core/fd.ts';

/** What the objects that are descriptors of their own have in common: epoll and kqueue. */
export abstract class DescriptorObject<Set extends { readonly fd: OwnedFd }> {
  readonly #set: Set;
  readonly #kind: string;

  /** @param kind - what it is called in messages. */
  constructor(set: Set, kind: string) {
    this.#set = set;
    this.#kind = kind;
    set.fd.closeWith(this);
  }

  /** The object's own descriptor. RangeError once it is closed. */
  fileno(): number {
    return this.open().fd.number;
  }

  get closed(): boolean {
    return this.#set.fd.number < 0;
  }

  /** Closes the object. A second call does nothing. */
  close(): void {
    this.#set.fd.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** What it is on, if it is not closed. */
  protected open(): Set {
    if (this.closed) throw new RangeError(`I/O operation on closed ${this.#kind} object`);
    return this.#set;
  }
}
