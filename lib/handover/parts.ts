import { backend } from '../backend/load.ts';
import type { Send } from './channel.ts';

const { sys } = backend;

/** The most chunks that one call sends: systems take 1024 (IOV_MAX), and a call that goes on starts anew with them. */
const MOST_PARTS = 256;
const NO_CONTROL = new Uint8Array(0);

/** Chunks that are sent one behind the other, as many with one call as there is room for. */
export class Parts {
  readonly length: number;
  readonly #parts: readonly Uint8Array[];
  /** The first that has not gone whole, and how many bytes were before it. */
  #first = 0;
  #before = 0;

  constructor(parts: readonly Uint8Array[]) {
    this.#parts = parts;
    this.length = parts.reduce((sum, { length }) => sum + length, 0);
  }

  /** Sends what is behind the first `at` bytes; `at` never goes back. */
  static readonly send: Send<Parts> = (fd, parts, at) => sys.sendmsg(fd, parts.#behind(at), NO_CONTROL, 0, null);

  #behind(at: number): Uint8Array[] {
    let first = this.#parts[this.#first]!;
    for (; at - this.#before >= first.length; first = this.#parts[this.#first]!) {
      this.#before += first.length;
      this.#first++;
    }
    const some = this.#parts.slice(this.#first, this.#first + MOST_PARTS);
    if (at > this.#before) some[0] = first.subarray(at - this.#before);
    return some;
  }
}
