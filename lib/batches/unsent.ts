import { backend } from '../backend/load.ts';

const { sys, constants, errnos } = backend;
const EAGAIN = -errnos.EAGAIN!;
const EINTR = -errnos.EINTR!;
const ENOBUFS = -errnos.ENOBUFS!;
/** What every send here takes: whatever mode the descriptor is in, nobody waits. */
export const DONTWAIT = constants.MSG_DONTWAIT ?? 0;

/** More room than this is given back when it is empty. */
const KEPT = 64 * 1024;
const EMPTY = new Uint8Array(0);

/** Whether a send may go on later. */
export function isForNow(result: number): boolean {
  return result === EAGAIN || result === EINTR || result === ENOBUFS;
}

/** What a stream could not take yet, in order. */
export class Unsent {
  #bytes: Uint8Array = EMPTY;
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** Puts a copy of `bytes` at the end. */
  add(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#bytes.length) this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** Sends what goes. Returns how much is left, or -errno. */
  send(fd: number): number {
    while (this.#start < this.#end) {
      const sent = sys.send(fd, this.#bytes, this.#start, this.#end - this.#start, DONTWAIT);
      if (sent < 0) return isForNow(sent) ? this.length : sent;
      this.#start += sent;
    }
    this.clear();
    return 0;
  }

  clear(): void {
    this.#start = this.#end = 0;
    if (this.#bytes.length > KEPT) this.#bytes = EMPTY;
  }

  #makeRoom(more: number): void {
    const length = this.length + more;
    // Moved to the front where that leaves half of it free: so each byte is moved a few times at the most.
    const into = 2 * length <= this.#bytes.length ? this.#bytes : new Uint8Array(Math.max(1024, 2 * length));
    into.set(this.#bytes.subarray(this.#start, this.#end));
    this.#bytes = into;
    this.#end -= this.#start;
    this.#start = 0;
  }
}
