import { backend } from '../backend/load.ts';
import { type Deadline, millisecondsUntil } from '../core/deadline.ts';
import { BufferError, oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { isInterruptible } from '../core/signals.ts';
import { keepHere } from '../core/threads.ts';
import { POLLIN, wait, waitUntil } from '../core/wait.ts';
import type { Exchange } from './exchange.ts';
import { type Memory, REPLIES } from './layout.ts';

const { sys, errnos, capabilities } = backend;
const EINTR = -errnos.EINTR!;
const ETIMEDOUT = -errnos.ETIMEDOUT!;
const SYSCALL = capabilities.kqueue ? 'kevent' : 'epoll_wait';
const TABLE_WORDS = 2;

/** The backend's calls: a crossing a turn. */
export class NativeExchange implements Exchange {
  readonly #slab: Buffer<ArrayBuffer>;
  readonly #words: Int32Array<ArrayBuffer>;
  /** For each descriptor its tag and its mode. */
  #table = keepHere(new Int32Array(TABLE_WORDS * 256));
  readonly #poller: OwnedFd;

  /** For how many microseconds a wait looks before it sleeps. */
  readonly #spin: number;

  /** @param holder - with it the descriptor is closed. */
  constructor({ slab, words }: Memory, spin: number, holder: object) {
    this.#spin = spin;
    this.#slab = keepHere(slab);
    this.#words = keepHere(words);
    const fd = sys.stream_open();
    if (fd < 0) throw oserror(-fd, 'epoll_create1');
    this.#poller = OwnedFd.take(fd).closeWith(holder);
  }

  set(fd: number, tag: number, mode: number): number {
    const result = sys.stream_watch(this.#poller.number, fd, mode, tag);
    if (result >= 0) this.note(fd, tag, mode);
    return result;
  }

  note(fd: number, tag: number, mode: number): void {
    const at = TABLE_WORDS * fd;
    if (at + 1 >= this.#table.length) this.#grow(at);
    this.#table[at] = tag;
    this.#table[at + 1] = mode;
  }

  mode(fd: number): number {
    return this.#table[TABLE_WORDS * fd + 1]!;
  }

  unset(fd: number, isClosing: boolean): void {
    this.note(fd, 0, 0);
    if (!isClosing) sys.stream_unwatch(this.#poller.number, fd);
  }

  wait(deadline: Deadline): number {
    if (!isInterruptible()) {
      const timeout = millisecondsUntil(deadline);
      const got = this.#exchange(timeout);
      if (got > 0 || (got === 0 && timeout === 0) || this.#words[REPLIES] !== 0) return got;
    } else if (this.#words[REPLIES] !== 0 && this.send() > 0) {
      return 0;
    }
    return this.#waitOn(deadline);
  }

  /** All replies have gone. A wait that found nothing was interrupted, or what it found was of an earlier registration. */
  #waitOn(deadline: Deadline): number {
    return waitUntil(deadline, SYSCALL, (timeout) => {
      if (timeout === 0 || !isInterruptible()) return this.#exchange(timeout);
      // A descriptor outside its set cannot interrupt epoll_wait, but it can interrupt a poll on the epoll.
      const ready = this.#exchange(0);
      if (ready !== 0) return ready;
      const failed = wait(this.#poller.number, POLLIN, deadline, this.#spin);
      return failed < 0 && failed !== ETIMEDOUT ? failed : this.#exchange(0);
    });
  }

  #exchange(timeout: number): number {
    const poller = this.#poller.number;
    const got = sys.stream_exchange(poller, this.#words, this.#table, this.#slab, timeout, this.#spin);
    return got >= 0 || got === EINTR ? got : this.#failed(got);
  }

  send(): number {
    const left = sys.stream_send(this.#words, this.#table, this.#slab);
    return left >= 0 ? left : this.#failed(left);
  }

  #failed(result: number): never {
    if (this.#slab.length === 0) throw new BufferError('StreamBatch: its slab was transferred');
    throw oserror(-result, SYSCALL);
  }

  watched(): [fd: number, events: number][] {
    return [[this.#poller.number, POLLIN]];
  }

  close(): void {
    this.#poller.close();
  }

  #grow(at: number): void {
    const table = keepHere(new Int32Array(Math.max(2 * this.#table.length, 2 * at)));
    table.set(this.#table);
    this.#table = table;
  }
}
