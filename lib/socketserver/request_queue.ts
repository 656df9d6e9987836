import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import { Socket } from '../socket/socket.ts';

// The requests of a server with threads, in memory that all of them share: the server puts them in, and whichever thread is
// free takes the next, without a message between the two. A connection lies there as its descriptor, which is nobody's
// meanwhile.
//
// A request has a slot until its handler is done. A ring has the slots that wait, in their order; HEAD and TAIL count what
// has left it and what has come. What decides who has a request is its slot's state: HEAD is moved on by anybody, so that
// nothing is lost with a thread that ends between two steps.

const { sys } = backend;

/** How many requests there may be, waiting or being handled: a power of two. */
export const MOST = 1024;

const HEAD = 0;
const TAIL = 1;
const DONE = 2;
const ASKED = 3;
const RING = 16;
/** The ring has room for more: a slot that was taken ahead of its turn leaves its place there behind, until HEAD has passed. */
const RING_WORDS = 2 * MOST;
const SLOTS = RING + RING_WORDS;

/** Words of a slot. The first is its state; the time-out is a float of two words. */
const SLOT_WORDS = 64;
const FD = 1;
const FAMILY = 2;
const TYPE = 3;
const PROTO = 4;
const LENGTH = 5;
const TIMEOUT = 6;
const TEXT = 8;

/** How long an address may be, in UTF-16, to lie in the slot: the path of a Unix socket has room. */
const TEXT_BYTES = (SLOT_WORDS - TEXT) * 4;

/** What the state of a slot says; above, it says which thread has taken it, and whether the descriptor is the thread's. */
const EMPTY = 0;
const WAITS = 1;
const takenBy = (thread: number) => 2 * thread + 2;
const ownedBy = (thread: number) => 2 * thread + 3;

const at = (slot: Slot) => SLOTS + slot * SLOT_WORDS;

/** A place in the queue, while its request waits or is handled. */
export type Slot = number;

/** What a socket is, beside its descriptor. */
type Kind = Pick<Socket, 'family' | 'type' | 'proto' | 'timeout'>;

export class RequestQueue {
  /** For other threads: they make a queue of their own of it. */
  readonly memory: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #floats: Float64Array;
  readonly #bytes: Buffer;

  constructor(memory = new SharedArrayBuffer((SLOTS + MOST * SLOT_WORDS) * 4)) {
    this.memory = memory;
    this.#words = new Int32Array(memory);
    this.#floats = new Float64Array(memory);
    this.#bytes = Buffer.from(memory);
  }

  // What the server does.

  /** How many wait to be taken. */
  get waiting(): number {
    return (Atomics.load(this.#words, TAIL) - Atomics.load(this.#words, HEAD)) | 0;
  }

  /** How many have been done, modulo 2^32. */
  get done(): number {
    return Atomics.load(this.#words, DONE);
  }

  /** The slot that is the next to be taken, unless somebody is at it. Only of use where some wait. */
  get next(): Slot {
    return this.#words[RING + (Atomics.load(this.#words, HEAD) & (RING_WORDS - 1))]!;
  }

  isEmpty(slot: Slot): boolean {
    return Atomics.load(this.#words, at(slot)) === EMPTY;
  }

  /** Puts a connection into an empty slot, with an address that `textOf` knows. The descriptor is nobody's from then on. */
  putConnection(slot: Slot, fd: number, socket: Kind, address: string): void {
    const { family, type, proto, timeout } = socket;
    const words = this.#words;
    const start = at(slot);
    words[start + FD] = fd;
    words[start + FAMILY] = family;
    words[start + TYPE] = type;
    words[start + PROTO] = proto;
    this.#floats[(start + TIMEOUT) / 2] = timeout ?? -1;
    words[start + LENGTH] = this.#bytes.write(address, (start + TEXT) * 4, 'utf16le');
    this.put(slot);
  }

  /** Puts in what is in a slot; also what was taken by a thread that is over, and does not own it. */
  put(slot: Slot): void {
    const words = this.#words;
    const tail = Atomics.load(words, TAIL);
    words[RING + (tail & (RING_WORDS - 1))] = slot;
    Atomics.store(words, at(slot), WAITS);
    Atomics.store(words, TAIL, tail + 1);
  }

  /** Whether a thread that is over had taken the request: null if not, else whether it owned the connection. */
  hadBy(thread: number, slot: Slot): 'taken' | 'owned' | null {
    const state = Atomics.load(this.#words, at(slot));
    return state === takenBy(thread) ? 'taken' : state === ownedBy(thread) ? 'owned' : null;
  }

  /** The descriptor in a slot. */
  fd(slot: Slot): number {
    return this.#words[at(slot) + FD]!;
  }

  /** Whether threads are to tell the server when they are done, or rest. */
  get asked(): boolean {
    return Atomics.load(this.#words, ASKED) !== 0;
  }

  ask(asked: boolean): void {
    Atomics.store(this.#words, ASKED, asked ? 1 : 0);
  }

  // What the threads do.

  /** Takes the next request, in the order in which they came; -1 if there is none. */
  take(thread: number): Slot {
    const words = this.#words;
    for (;;) {
      const head = Atomics.load(words, HEAD);
      if (head === Atomics.load(words, TAIL)) return -1;
      const slot = words[RING + (head & (RING_WORDS - 1))]!;
      const isOurs = Atomics.compareExchange(words, at(slot), WAITS, takenBy(thread)) === WAITS;
      Atomics.compareExchange(words, HEAD, head, head + 1);
      if (isOurs) return slot;
    }
  }

  /** The connection that the thread has taken, which owns it from now on. */
  connection(thread: number, slot: Slot): Socket {
    const words = this.#words;
    const start = at(slot);
    const fd = words[start + FD]!;
    // Nothing comes between these two that could end the thread: the descriptor is closed by its environment, or else by
    // the server.
    const owned = sys.own(fd);
    Atomics.store(words, start, ownedBy(thread));
    if (owned < 0) throw oserror(-owned, 'fcntl');
    const made = new Socket(words[start + FAMILY]!, words[start + TYPE]!, words[start + PROTO]!, {
      fd: OwnedFd.take(fd),
    });
    const timeout = this.#floats[(start + TIMEOUT) / 2]!;
    if ((made.timeout ?? -1) !== timeout) made.settimeout(timeout < 0 ? null : timeout);
    return made;
  }

  /** The address of the client in a slot. */
  address(slot: Slot): ReturnedAddress {
    const start = (at(slot) + TEXT) * 4;
    return JSON.parse(this.#bytes.toString('utf16le', start, start + this.#words[at(slot) + LENGTH]!));
  }

  /** The handler is done: the slot is for another request. */
  finish(slot: Slot): void {
    Atomics.store(this.#words, at(slot), EMPTY);
    Atomics.add(this.#words, DONE, 1);
  }
}

const isPlain = (value: unknown) => typeof value === 'string' || Number.isSafeInteger(value);

/** An address as it can lie in a slot; `null` for one that cannot. */
export function textOf(address: ReturnedAddress): string | null {
  if (!(address === null || isPlain(address) || (Array.isArray(address) && address.every(isPlain)))) return null;
  const text = JSON.stringify(address);
  return 2 * text.length <= TEXT_BYTES ? text : null;
}
