import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import type { Deadline } from '../core/deadline.ts';
import { POLLIN, POLLOUT } from '../core/wait.ts';
import { Entries } from '../select/entries.ts';
import type { Exchange } from './exchange.ts';
import {
  ACCEPTED,
  DATA,
  END,
  ENTRY_WORDS,
  ERROR,
  eventAt,
  HOLDS,
  LISTENS,
  type Memory,
  MOST,
  OTHER,
  READS,
  READY,
  RECEIVE,
  REPLIES,
  ROOM,
  TELLS,
  takeTag,
  WRITABLE,
} from './layout.ts';
import { DONTWAIT, isForNow } from './unsent.ts';

const { sys, errnos } = backend;
const EAGAIN = -errnos.EAGAIN!;
const ECONNABORTED = -errnos.ECONNABORTED!;
const EINTR = -errnos.EINTR!;

/** With less room than this left in the slab no more is received: the rest comes with the next wait. */
const LEAST = 1024;

interface Registration {
  readonly tag: number;
  mode: number;
  /** Among the entries; -1 for none, as even an entry that waits for nothing is told of a hang-up. */
  slot: number;
}

const peer = new AddressRecord();

/** What poll(2) calls the events that a mode is for. */
export function interestOf(mode: number): number {
  return (mode & (READS | LISTENS | TELLS) ? POLLIN : 0) | (mode & HOLDS ? POLLOUT : 0);
}

/** The same with a call for each stream, where the backend has none for them all. */
export class PlainExchange implements Exchange {
  readonly #memory: Memory;
  readonly #spin: number;
  readonly #known = new Map<number, Registration>();
  readonly #entries = new Entries();
  /** The first that is served, so that nobody is always the last. */
  #first = 0;
  #count = 0;
  #used = 0;

  constructor(memory: Memory, spin: number) {
    this.#spin = spin;
    this.#memory = memory;
  }

  set(fd: number, tag: number, mode: number): number {
    // Whether there is such a descriptor poll(2) would say only when it waits.
    const found = this.#known.has(fd) ? 0 : sys.get_blocking(fd);
    if (found < 0) return found;
    this.note(fd, tag, mode);
    return 0;
  }

  note(fd: number, tag: number, mode: number): void {
    const it = { tag, mode: 0, slot: this.#known.get(fd)?.slot ?? -1 };
    this.#known.set(fd, it);
    this.#change(fd, it, mode);
  }

  mode(fd: number): number {
    return this.#known.get(fd)?.mode ?? 0;
  }

  unset(fd: number): void {
    const it = this.#known.get(fd);
    if (it === undefined) return;
    this.#change(fd, it, 0);
    this.#known.delete(fd);
  }

  #change(fd: number, it: Registration, mode: number): void {
    const events = interestOf(mode);
    it.mode = mode;
    if (it.slot < 0) {
      if (events !== 0) it.slot = this.#entries.add(fd, events);
    } else if (events !== 0) {
      this.#entries.setEvents(it.slot, events);
    } else {
      const moved = this.#entries.remove(it.slot);
      if (moved >= 0) this.#known.get(moved)!.slot = it.slot;
      it.slot = -1;
    }
  }

  send(): number {
    const { words, repliesAt, slab } = this.#memory;
    const count = words[REPLIES]!;
    let left = 0;
    for (let i = 0, at = repliesAt; i < count; i++, at += ENTRY_WORDS) {
      const [fd, tag, offset, length] = words.subarray(at, at + 4) as unknown as [number, number, number, number];
      const it = this.#known.get(fd);
      if (it?.tag !== tag) continue;
      const sent = it.mode & HOLDS ? EAGAIN : sys.send(fd, slab, offset, length, DONTWAIT);
      if (sent === length) continue;
      it.mode |= HOLDS;
      const moved = Math.max(sent, 0);
      const errno = sent < 0 && !isForNow(sent) ? -sent : 0;
      words.set([fd, tag, offset + moved, length - moved, errno], repliesAt + ENTRY_WORDS * left++);
    }
    words[REPLIES] = left;
    return left;
  }

  wait(deadline: Deadline): number {
    if (this.send() > 0) return 0;
    for (;;) {
      const seconds = deadline === Infinity ? null : Math.max(0, deadline - performance.now()) / 1000;
      const ready = this.#entries.wait('poll', seconds, this.#spin);
      const count = ready > 0 ? this.#serve(ready) : 0;
      if (count > 0 || performance.now() >= deadline) return count;
    }
  }

  #serve(ready: number): number {
    const { words } = this.#memory;
    this.#count = this.#used = words[OTHER] = 0;
    // What is served may change the entries, and does not change these.
    const found: [fd: number, tag: number, events: number][] = [];
    const { count } = this.#entries;
    for (let i = 0; i < count && found.length < ready; i++) {
      const slot = (this.#first + i) % count;
      const events = this.#entries.ready(slot);
      const fd = this.#entries.fd(slot);
      if (events !== 0) found.push([fd, this.#known.get(fd)!.tag, events]);
    }
    this.#first = count === 0 ? 0 : (this.#first + 1) % count;
    for (const [fd, tag, events] of found) {
      if (this.#count === words[MOST]) break;
      this.#serveOne(fd, tag, events);
    }
    return this.#count;
  }

  #serveOne(fd: number, tag: number, events: number): void {
    const it = this.#known.get(fd)!;
    if (it.mode & LISTENS) {
      this.#accept(fd, tag);
    } else if (it.mode & TELLS) {
      this.#put(READY, fd, tag, 0, 0);
    } else {
      if (it.mode & HOLDS && events & ~POLLIN) this.#put(WRITABLE, fd, tag, 0, 0);
      if (it.mode & READS && events & ~POLLOUT && this.#count < this.#memory.words[MOST]!) this.#receive(fd, tag, it);
    }
  }

  #receive(fd: number, tag: number, it: Registration): void {
    const { words, slab } = this.#memory;
    const left = words[RECEIVE]! - this.#used;
    if (this.#used > 0 && left < LEAST) return;
    const got = sys.recv(fd, slab, this.#used, Math.min(words[ROOM]!, left), DONTWAIT);
    if (got > 0) {
      this.#put(DATA, fd, tag, this.#used, got);
      this.#used += got;
    } else if (got !== EAGAIN && got !== EINTR) {
      this.#change(fd, it, it.mode & ~READS);
      this.#put(got === 0 ? END : ERROR, fd, tag, -got, 0);
    }
  }

  #accept(listener: number, tag: number): void {
    const fd = sys.accept(listener, peer.bytes, 0);
    if (fd === EAGAIN || fd === EINTR || fd === ECONNABORTED) return;
    if (fd < 0) {
      this.#put(ERROR, listener, tag, -fd, 0);
      return;
    }
    this.#put(ACCEPTED, fd, takeTag(this.#memory.words), listener, tag);
  }

  #put(kind: number, fd: number, tag: number, a: number, b: number): void {
    const { words } = this.#memory;
    words.set([kind, fd, tag, a, b], eventAt(this.#count++));
    if (kind !== DATA) words[OTHER] = 1;
  }

  watched(): [fd: number, events: number][] {
    return [...this.#known].flatMap(([fd, { mode }]) => (interestOf(mode) === 0 ? [] : [[fd, interestOf(mode)]]));
  }

  close(): void {
    for (const fd of [...this.#known.keys()]) this.unset(fd);
  }
}
