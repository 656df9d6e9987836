import { backend } from '../backend/load.ts';
import { type Deadline, deadlineAfter } from '../core/deadline.ts';
import { oserror } from '../core/errors.ts';
import { optionalInt } from '../core/numbers.ts';
import { isOptions, optional } from '../core/parameters.ts';
import { signalArgument } from '../promises/limits.ts';
import { newsOf } from '../promises/news.ts';
import { type SpinOptions, spinArgument } from '../select/spin.ts';
import { secondsArgument } from '../select/timeout.ts';
import type { FileObject } from '../selectors/key.ts';
import { Socket } from '../socket/socket.ts';
import {
  ACCEPTED,
  DRAINED,
  END,
  ENTRY_WORDS,
  ERROR,
  EVENTS_MOST,
  eventAt,
  LISTENS,
  OTHER,
  READS,
  REPLIES,
  TELLS,
  WRITABLE,
} from './layout.ts';
import { Messages, SENDING } from './messages.ts';
import { flagsOf, natureOf } from './nature.ts';
import { type BatchStream, CLOSED, FAILED, OPEN } from './stream.ts';

const { sys, errnos } = backend;

/** `new StreamBatch({ … })`. */
export interface StreamBatchOptions extends SpinOptions {
  /** How many messages a wait brings at the most: 1 to 256, which it is if not given. */
  capacity?: number;
  /** Bytes of memory that all that a wait brings shares; 256 KiB if not given. */
  size?: number;
  /** Bytes at the most from one stream in a wait, up to `size`; 64 KiB if not given. */
  room?: number;
  /** A stream with more unsent bytes is not read until all of them have gone; 256 KiB if not given. */
  limit?: number;
  /** A stream with more unsent bytes takes no more: `send()` throws; 16 MiB if not given. */
  most?: number;
}

/** `wait({ timeout })`. */
export interface BatchWaitOptions {
  /** Seconds, as a float, rounded up to a millisecond; 0 or negative only looks, `null` waits without end. */
  timeout?: number | null | undefined;
}

/** `ready({ timeout, signal })`. */
export interface BatchReadyOptions {
  timeout?: number | null | undefined;
  /** Ends the wait: the promise rejects with the signal's reason. */
  signal?: AbortSignal | null | undefined;
}

const KIB = 1024;
const SIZE_MOST = 1 << 30;
/** Milliseconds until a listener that found no descriptor or memory is asked again, if nothing is closed before. */
const REST = 1000;

/**
 * Many streams at once: one call receives from all that are ready, into memory that is used again and again, and sends all
 * replies. Ours; see `docs/batches.md`.
 *
 * What it is given belongs to it: it closes a stream's descriptor with the stream, and all with itself.
 */
export class StreamBatch<D = unknown> extends Messages<D> {
  /** Has a `ready()` that waits look again. */
  #wake: (() => void) | null = null;
  /** When listeners that rest are asked again. */
  #retry: Deadline = Infinity;

  constructor(options: StreamBatchOptions = {}) {
    const where = (name: string) => `StreamBatch() argument '${name}'`;
    const names = ['capacity', 'size', 'room', 'limit', 'most', 'spin'];
    const [capacity, size, room, limit, most, spin] = optional([options], names, 'StreamBatch');
    const bytes = optionalInt(size, 256 * KIB, where('size'), 1, SIZE_MOST);
    super({
      capacity: optionalInt(capacity, EVENTS_MOST, where('capacity'), 1, EVENTS_MOST),
      size: bytes,
      room: optionalInt(room, Math.min(64 * KIB, bytes), where('room'), 1, bytes),
      limit: optionalInt(limit, 256 * KIB, where('limit'), 0),
      most: optionalInt(most, 16 * KIB * KIB, where('most'), 0),
      spin: spinArgument(spin, 'StreamBatch'),
    });
  }

  /**
   * Puts a connection in: a stream socket, or its descriptor. It need not be non-blocking.
   *
   * @param data - anything, for `stream.data`.
   * @throws KeyError if it is in the batch; RangeError if it is no stream socket, or listens; OSError if it is no socket.
   */
  add(sock: FileObject, data: D = null as D): BatchStream<D> {
    const where = "add() argument 'sock'";
    this.#checkOpen('add');
    const nature = natureOf(sock, where, false);
    return this.enter(sock, where, READS | flagsOf(nature), nature, data);
  }

  /**
   * Puts a listener in: whoever connects to it is in the batch from then on, as `'open'` tells. It is made non-blocking.
   * Options that connections inherit, such as TCP_NODELAY on Linux, need only be set on it.
   *
   * @throws as `add` does; RangeError if it does not listen.
   */
  accept(server: FileObject, data: D = null as D): BatchStream<D> {
    const where = "accept() argument 'server'";
    this.#checkOpen('accept');
    const nature = natureOf(server, where, true);
    const stream = this.enter(server, where, LISTENS | flagsOf(nature), nature, data);
    if (server instanceof Socket) server.setblocking(false);
    else sys.set_blocking(stream.fileno(), 0);
    stream._isListener = true;
    return stream;
  }

  /**
   * Has the batch tell when something else can be read: a pipe, a datagram socket. It is told with every wait as long as it
   * can be, and stays the caller's: the batch neither reads nor closes it.
   *
   * @throws KeyError if it is in the batch; OSError if it cannot be waited for.
   */
  watch(file: FileObject, data: D = null as D): BatchStream<D> {
    this.#checkOpen('watch');
    return this.enter(file, "watch() argument 'file'", TELLS, null, data);
  }

  #checkOpen(where: string): void {
    if (this.isClosed) throw new RangeError(`${where}(): the batch is closed`);
  }

  /**
   * Sends what was sent, and waits until there are messages. Whatever the last wait brought is gone.
   *
   * @param timeout - seconds; see `BatchWaitOptions`.
   * @returns how many messages there are; 0 when the time-out passed.
   * @throws InterruptedError if a signal arrived that the program handles.
   */
  wait(timeout?: number | null | BatchWaitOptions): number {
    const [limit] = isOptions(timeout) ? optional([timeout], ['timeout'], 'wait') : [timeout];
    const seconds = secondsArgument(limit, 'wait');
    this.#begin('wait');
    return this.#run(seconds === null ? Infinity : deadlineAfter(Math.max(0, seconds)));
  }

  /**
   * The same on the event loop, which goes on meanwhile.
   *
   * @returns a promise of how many messages there are. It rejects with the signal's reason when that is aborted, with
   * OSError (ECANCELED) when the batch is closed.
   */
  async ready(
    timeout?: number | null | BatchReadyOptions,
    options?: Pick<BatchReadyOptions, 'signal'>,
  ): Promise<number> {
    const given = options === undefined ? [timeout] : [timeout, options];
    const [limit, aborter] = optional(given, ['timeout', 'signal'], 'ready');
    const signal = signalArgument(aborter, 'ready');
    const seconds = secondsArgument(limit, 'ready');
    const deadline = seconds === null ? Infinity : deadlineAfter(Math.max(0, seconds));
    this.#begin('ready');
    for (;;) {
      signal?.throwIfAborted();
      const count = this.#run(0);
      if (count > 0 || performance.now() >= deadline) return count;
      const until = Math.min(deadline, this.#retry);
      try {
        await newsOf(this.exchange.watched(), until, signal, (wake) => {
          this.#wake = wake;
        });
      } finally {
        this.#wake = null;
      }
      if (this.isClosed) throw oserror(errnos.ECANCELED!, 'ready');
    }
  }

  /** A wait begins. */
  #begin(where: string): void {
    this.#checkOpen(where);
    if (this.#wake !== null) throw new RangeError(`${where}(): ready() waits already`);
    this.messages = 0;
    if (this.gone.size > 0) this.gone.clear();
  }

  #run(deadline: Deadline): number {
    const { words } = this;
    for (;;) {
      const hasFailed = this.failed.length > 0;
      let count = this.exchange.wait(hasFailed ? 0 : Math.min(deadline, this.#retry));
      if (words[REPLIES] !== 0) {
        this.keepRest();
        continue;
      }
      if (count === 0 || words[OTHER] !== 0 || hasFailed || this.#retry !== Infinity) count = this.#settle(count);
      if (count > 0) {
        this.messages = count;
        return count;
      }
      if (performance.now() >= deadline) return 0;
    }
  }

  /** Does what is to be done for messages that are not bytes, and drops those that nobody is told of. */
  #settle(count: number): number {
    const { words } = this;
    if (this.#retry !== Infinity && performance.now() >= this.#retry) this.wakeListeners();
    let end = eventAt(0);
    for (let i = 0, at = end; i < count; i++, at += ENTRY_WORDS) {
      if (!this.#isTold(at)) continue;
      if (at !== end) words.copyWithin(end, at, at + ENTRY_WORDS);
      end += ENTRY_WORDS;
    }
    for (const stream of this.failed.splice(0, this.limits.capacity)) {
      if (stream._state === CLOSED) continue;
      words.set([ERROR, stream._fd, stream._tag, stream._errno, SENDING], end);
      this.finish(stream);
      end += ENTRY_WORDS;
    }
    if (this.resting.size === 0) this.#retry = Infinity;
    return (end - eventAt(0)) / ENTRY_WORDS;
  }

  #isTold(at: number): boolean {
    const { words } = this;
    const kind = words[at]!;
    const fd = words[at + 1]!;
    const tag = words[at + 2]!;
    if (kind === ACCEPTED) {
      const listener = this.members.get(words[at + 3]!)!;
      this.welcome(fd, tag, listener, null as D);
      return true;
    }
    const stream = this.members.get(fd);
    if (stream?._tag !== tag) return false;
    if (kind === WRITABLE) {
      const wasPaused = stream!._isPaused;
      if (stream!._state === FAILED || !this.sendUnsent(stream!) || !wasPaused) return false;
      words[at] = DRAINED;
      return stream!._state === OPEN;
    }
    if (kind === END) {
      stream!._hasEnded = true;
    } else if (kind === ERROR) {
      if (stream!._isListener) this.#rest(stream!);
      else this.finish(stream!);
    }
    return true;
  }

  /** A listener cannot accept: it would be ready all the time. */
  #rest(listener: BatchStream<D>): void {
    this.setMode(listener, 0);
    this.resting.add(listener);
    this.#retry = Math.min(this.#retry, performance.now() + REST);
  }

  protected override changed(): void {
    this.#wake?.();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
