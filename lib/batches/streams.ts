import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { KeyError, oserror } from '../core/errors.ts';
import { closeFd, unwatch, type Watcher, watch } from '../core/fd.ts';
import { fdOf } from '../select/fileno.ts';
import type { FileObject } from '../selectors/key.ts';
import type { Exchange } from './exchange.ts';
import {
  ENTRY_WORDS,
  HOLDS,
  LISTENS,
  type Memory,
  makeMemory,
  READS,
  REPLIES,
  REPLIES_MOST,
  SOLE,
  TELLS,
  takeTag,
} from './layout.ts';
import { NativeExchange } from './native_exchange.ts';
import { flagsOf, type Nature } from './nature.ts';
import { PlainExchange } from './plain_exchange.ts';
import { BatchStream, CLOSED, ENDING, FAILED, type Hands, OPEN } from './stream.ts';
import { DONTWAIT, isForNow } from './unsent.ts';

const { sys, errnos, capabilities } = backend;

/** The part of the slab for replies that are not what came. */
const COPIES = 64 * 1024;
/** More than this is sent by itself, without a copy. */
const COPIED_MOST = 16 * 1024;

/** Closes what a batch that nobody closed has accepted. */
const forgotten = new FinalizationRegistry((owned: Set<number>) => {
  if (owned.size > 0) process.emitWarning(`unclosed StreamBatch with ${owned.size} streams`, 'ResourceWarning');
  for (const fd of owned) closeFd(fd);
});

/** The limits of a batch, in bytes but for the first and the last. */
export interface Limits {
  readonly capacity: number;
  readonly size: number;
  readonly room: number;
  readonly limit: number;
  readonly most: number;
  /** Microseconds. */
  readonly spin: number;
}

/** The streams of a batch: who is in it, what is sent to them, and how they end. What came is in `StreamBatch`. */
export abstract class Streams<D> {
  protected readonly limits: Limits;
  protected readonly memory: Memory;
  /** The memory's, where it is at hand. */
  protected readonly words: Int32Array;
  protected readonly exchange: Exchange;
  /** By descriptor. */
  protected readonly members = new Map<number, BatchStream<D>>();
  /** Those that have failed and are still to be told of. */
  protected failed: BatchStream<D>[] = [];
  /** Listeners that are left alone for a while: descriptors or memory ran out. */
  protected readonly resting = new Set<BatchStream<D>>();
  /** Those that were closed since the last wait, by tag. */
  protected readonly gone = new Map<number, BatchStream<D>>();
  protected isClosed = false;
  /** Descriptors that no object but the batch will close. */
  readonly #owned = new Set<number>();
  readonly #hands: Hands<D> = {
    send: (stream, bytes) => this.sendTo(stream, bytes, "send() argument 'bytes'"),
    close: (stream) => this.#end(stream),
    abort: (stream) => this.finish(stream),
    detach: (stream) => this.#letGo(stream),
    share: (stream) => this.setMode(stream, this.exchange.mode(stream._fd) & ~SOLE),
    disown: (stream) => void this.#owned.delete(stream._fd),
  };
  /** How much of the slab is taken by copies. */
  #copied = 0;
  /** Who is told of descriptors that are closed. Held here alone, so that it goes with the batch. */
  readonly #watcher: Watcher = { closing: (fd) => this.#closing(fd) };
  readonly #watching = watch(this.#watcher);

  constructor(limits: Limits) {
    this.limits = limits;
    this.memory = makeMemory(limits.capacity, limits.size, limits.room, COPIES);
    this.words = this.memory.words;
    this.exchange = capabilities.streamBatches
      ? new NativeExchange(this.memory, limits.spin, this)
      : new PlainExchange(this.memory, limits.spin);
    forgotten.register(this, this.#owned, this.#owned);
  }

  /** Somebody waits on the event loop, and should look again. */
  protected abstract changed(): void;

  /** How many streams are in it, listeners and what is watched among them. */
  get size(): number {
    return this.members.size;
  }

  /** The streams that are in it. */
  streams(): BatchStream<D>[] {
    return [...this.members.values()];
  }

  /** Puts a descriptor in. */
  protected enter(file: FileObject, where: string, mode: number, nature: Nature | null, data: D): BatchStream<D> {
    const fd = fdOf(file, where);
    const known = this.members.get(fd);
    if (known !== undefined) {
      if (known._isOf(file)) throw new KeyError(`${where}: it is in the batch already (FD ${fd})`);
      // Closed behind our back: the number is another's now.
      this.lose(known);
    }
    const tag = takeTag(this.words);
    const stream = new BatchStream<D>(this.#hands, fd, tag, file, nature, null, data);
    const result = this.exchange.set(fd, tag, mode);
    if (result < 0) throw oserror(-result, 'epoll_ctl');
    this.members.set(fd, stream);
    if (typeof file === 'number' && mode !== TELLS && sys.own(fd) >= 0) this.#owned.add(fd);
    this.changed();
    return stream;
  }

  /** An accepted connection. */
  protected welcome(fd: number, tag: number, listener: BatchStream<D>, data: D): void {
    const stale = this.members.get(fd);
    if (stale !== undefined) this.lose(stale);
    this.exchange.note(fd, tag, READS | SOLE | flagsOf(listener._nature!));
    this.members.set(fd, new BatchStream<D>(this.#hands, fd, tag, null, listener._nature, listener, data));
    this.#owned.add(fd);
  }

  /** Queues bytes of the slab. */
  protected queue(fd: number, tag: number, offset: number, length: number): void {
    const { words } = this;
    if (words[REPLIES] === REPLIES_MOST) this.flush();
    const count = words[REPLIES]!;
    const at = this.memory.repliesAt + ENTRY_WORDS * count;
    words[at] = fd;
    words[at + 1] = tag;
    words[at + 2] = offset;
    words[at + 3] = length;
    words[REPLIES] = count + 1;
    if (count === 0) this.changed();
  }

  /** See `BatchStream.send`. */
  protected sendTo(stream: BatchStream<D>, bytes: BytesLike, where: string): void {
    const view = bytesOf(bytes, where);
    if (stream._state === FAILED || view.length === 0) return;
    if (stream._state !== OPEN) throw oserror(errnos.EBADF!, 'send');
    if (stream._unsent.length > this.limits.most) {
      throw oserror(errnos.EAGAIN!, 'send', { note: `${stream._unsent.length} bytes are unsent` });
    }
    const { slab } = this.memory;
    const { _fd: fd, _tag: tag } = stream;
    if (view.buffer === slab.buffer) {
      this.queue(fd, tag, view.byteOffset - slab.byteOffset, view.length);
    } else if (view.length <= COPIED_MOST) {
      if (this.words[REPLIES] === 0) this.#copied = 0;
      if (this.#copied + view.length > COPIES) {
        this.flush();
        this.#copied = 0;
      }
      const at = this.limits.size + this.#copied;
      slab.set(view, at);
      this.#copied += view.length;
      this.queue(fd, tag, at, view.length);
    } else {
      this.#sendLarge(stream, view);
    }
  }

  #sendLarge(stream: BatchStream<D>, view: Uint8Array): void {
    this.flush();
    if (stream._state !== OPEN) return;
    const sent = stream._unsent.length > 0 ? 0 : sys.send(stream._fd, view, 0, view.length, DONTWAIT);
    if (sent === view.length) return;
    if (sent < 0 && !isForNow(sent)) this.fail(stream, -sent);
    else this.#keep(stream, view.subarray(Math.max(0, sent)));
  }

  /** Sends what waits for the next wait. */
  flush(): void {
    if (this.words[REPLIES] !== 0 && this.exchange.send() > 0) this.keepRest();
  }

  /** The replies have been sent; keeps what is left of them. */
  protected keepRest(): void {
    const { words, repliesAt, slab } = this.memory;
    const count = words[REPLIES]!;
    words[REPLIES] = 0;
    for (let i = 0, at = repliesAt; i < count; i++, at += ENTRY_WORDS) {
      const stream = this.members.get(words[at]!);
      if (stream?._tag !== words[at + 1]) continue;
      if (words[at + 4] !== 0) this.fail(stream!, words[at + 4]!);
      else this.#keep(stream!, slab.subarray(words[at + 2]!, words[at + 2]! + words[at + 3]!));
    }
  }

  #keep(stream: BatchStream<D>, bytes: Uint8Array): void {
    if (stream._state === FAILED) return;
    const isFirst = stream._unsent.length === 0;
    stream._unsent.add(bytes);
    const pauses = !stream._isPaused && stream._unsent.length > this.limits.limit;
    if (!isFirst && !pauses) return;
    stream._isPaused ||= pauses;
    const mode = this.exchange.mode(stream._fd) | HOLDS;
    this.setMode(stream, pauses ? mode & ~READS : mode);
  }

  protected setMode(stream: BatchStream<D>, mode: number): void {
    const result = this.exchange.set(stream._fd, stream._tag, mode);
    // Closed behind our back.
    if (result < 0) this.fail(stream, -result);
  }

  /** A stream takes bytes again. Returns whether all of its bytes have gone. */
  protected sendUnsent(stream: BatchStream<D>): boolean {
    const left = stream._unsent.send(stream._fd);
    if (left < 0) this.fail(stream, -left);
    if (left !== 0) return false;
    if (stream._state === ENDING) {
      this.finish(stream);
      return true;
    }
    const mode = this.exchange.mode(stream._fd) & ~HOLDS;
    this.setMode(stream, stream._isPaused && !stream._hasEnded ? mode | READS : mode);
    stream._isPaused = false;
    return true;
  }

  /** The next wait tells of it, unless the program has closed it already. */
  protected fail(stream: BatchStream<D>, errno: number): void {
    if (stream._state === ENDING) {
      this.finish(stream);
    } else if (stream._state === OPEN) {
      stream._state = FAILED;
      stream._errno = errno;
      this.exchange.set(stream._fd, stream._tag, 0);
      this.failed.push(stream);
      this.changed();
    }
  }

  /** See `BatchStream.close`. */
  #end(stream: BatchStream<D>): void {
    this.flush();
    if (stream._state === OPEN && stream._unsent.length > 0) {
      stream._state = ENDING;
      this.setMode(stream, HOLDS);
    } else if (stream._state !== ENDING) {
      this.finish(stream);
    }
  }

  #letGo(stream: BatchStream<D>): number {
    if (stream._state === CLOSED) return -1;
    const fd = stream._fd;
    this.#forget(stream, false);
    if (this.#owned.delete(fd)) sys.disown(fd);
    return fd;
  }

  /** Takes a stream out and closes it. */
  protected finish(stream: BatchStream<D>): void {
    if (stream._state === CLOSED) return;
    const fd = stream._fd;
    const isOwned = this.#owned.delete(fd);
    this.#forget(stream, isOwned && !stream._isShared);
    if (!stream._closeObject() && isOwned) closeFd(fd);
    // There may be room for the next one now.
    if (this.resting.size > 0) this.wakeListeners();
  }

  /** Its descriptor is closed, or somebody else's. */
  protected lose(stream: BatchStream<D>): void {
    this.#owned.delete(stream._fd);
    this.#forget(stream, false);
  }

  #forget(stream: BatchStream<D>, isClosing: boolean): void {
    const fd = stream._fd;
    this.members.delete(fd);
    this.gone.set(stream._tag, stream);
    this.resting.delete(stream);
    this.exchange.unset(fd, isClosing);
    stream._state = CLOSED;
    stream._fd = -1;
    stream._unsent.clear();
    stream._isPaused = false;
  }

  protected wakeListeners(): void {
    for (const listener of this.resting) this.setMode(listener, LISTENS | flagsOf(listener._nature!));
    this.resting.clear();
    this.changed();
  }

  #closing(fd: number): void {
    const stream = this.members.get(fd);
    if (stream !== undefined) this.lose(stream);
  }

  /** Closes the batch and the streams in it, but for what is only watched. What is unsent is lost. A second call does nothing. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    unwatch(this.#watching);
    this.flush();
    for (const stream of this.streams()) this.finish(stream);
    this.gone.clear();
    this.exchange.close();
    forgotten.unregister(this.#owned);
    this.changed();
  }
}
