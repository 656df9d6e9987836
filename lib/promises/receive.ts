import { backend } from '../backend/load.ts';
import { SLAB_SLOT, slotOf } from '../core/lent.ts';
import { fitsSlab, reserve, take } from '../socket/receive.ts';
import { ROOM } from './batched.ts';
import type { Items } from './items.ts';
import { EAGAIN, EINTR, Pending } from './pending.ts';
import type { Watch } from './watch.ts';

// The global is an accessor, which is called each time; and to import `node:buffer` loads more than this.
const { Buffer } = globalThis;

const { sys, constants } = backend;
const { AF_INET, AF_INET6, AF_UNIX, SOCK_STREAM } = constants as { [name: string]: number };
const MSG_WAITALL = constants.MSG_WAITALL ?? 0;
const MSG_PEEK = constants.MSG_PEEK ?? 0;

/** What receiving has to know of a socket. */
export interface Source {
  readonly family: number;
  readonly type: number;
}

/** By family and type. */
const manners = new Map<number, Manner>();

/** How a socket's bytes come. */
export class Manner {
  readonly isStream: boolean;
  /**
   * Whether a read that came short of what it asked for has left nothing behind. So it is on TCP. A Unix stream also ends
   * a read where descriptors were sent.
   */
  readonly shortIsDrained: boolean;
  /** The sign of `Waiter.wants`, and the longest call for which the driver may receive. */
  readonly #sign: number;
  readonly #most: number;

  private constructor({ family, type }: Source) {
    const isInternet = family === AF_INET || family === AF_INET6;
    this.isStream = type === SOCK_STREAM;
    this.shortIsDrained = this.isStream && isInternet;
    this.#sign = !this.isStream || isInternet ? 1 : family === AF_UNIX ? -1 : 0;
    // The rest of a message that does not fit is lost.
    this.#most = this.isStream ? Infinity : ROOM;
  }

  /** That of a socket: sockets of a kind share it. */
  static of(source: Source): Manner {
    const key = source.family * 0x10000 + source.type;
    const known = manners.get(key);
    if (known !== undefined) return known;
    const made = new Manner(source);
    manners.set(key, made);
    return made;
  }

  /** How many bytes the driver may receive for a call, as `Waiter.wants` has it. */
  wanted(count: number): number {
    return count <= this.#most ? this.#sign * Math.min(count, 0x7fffffff) : 0;
  }
}

/** The part of the driver's slab that came last in each place: messages are often as long as the one before. */
const views: Uint8Array[] = [];

function viewOf(slab: Uint8Array, at: number, length: number): Uint8Array {
  const place = at >> 6;
  const last = views[place];
  if (last !== undefined && last.length === length && last.byteOffset === at) return last;
  const view = slab.subarray(at, at + length);
  views[place] = view;
  return view;
}

/**
 * `recv` or `recv_into` without flags, whose bytes the driver may have received already. One serves a descriptor for call
 * after call.
 */
export class Receive extends Pending<unknown> {
  readonly #watch: Watch;
  /** Where the bytes go; `null` for `recv`. */
  #into: Uint8Array | null = null;
  #count = 0;
  #items: Items<Buffer> | null = null;

  private constructor(watch: Watch, source: Source) {
    super();
    this.#watch = watch;
    watch.manner ??= Manner.of(source);
  }

  /**
   * One that is not in use: for `count` bytes, which go to `into`, or to a Buffer of their own if that is `null`.
   *
   * @param items - the iteration that the Buffer is for, which makes of it what the promise gives.
   */
  static of(
    watch: Watch,
    source: Source,
    into: Uint8Array | null,
    count: number,
    items: Items<Buffer> | null = null,
  ): Receive {
    const made = watch.spare ?? new Receive(watch, source);
    watch.spare = null;
    made.#into = into;
    made.#count = count;
    made.#items = items;
    return made.keeping(source);
  }

  override get wants(): number {
    // Where messages are long, one copy less is worth a call more.
    return this.#watch.isBulky ? 0 : this.#watch.manner!.wanted(this.#count);
  }

  protected override get syscall(): string {
    return 'recv';
  }

  protected override ended(): void {
    this.#into = this.#items = null;
    this.#watch.spare = this;
  }

  protected override call(): number {
    const { fd } = this.#watch;
    const count = this.#count;
    const into = this.#into ?? reserve(count, 0);
    const slot = this.#into !== null ? slotOf(into) : fitsSlab(count) ? SLAB_SLOT : -1;
    return this.came(slot >= 0 ? sys.recv_lent(fd, slot, count) : sys.recv(fd, into, 0, count), count);
  }

  protected override value(result: number): unknown {
    return this.#into === null ? this.given(take(result)) : result;
  }

  private given(bytes: Buffer): unknown {
    return this.#items === null ? bytes : this.#items.give(bytes);
  }

  protected override fail(error: unknown): void {
    this.#items?.end();
    super.fail(error);
  }

  override received(result: number, slab: Uint8Array, at: number): boolean {
    if (result === EINTR) return false;
    if (result === EAGAIN) {
      this.#watch.readable = false;
      return false;
    }
    if (result < 0) {
      this.settle(result);
      return true;
    }
    const { isStream } = this.#watch.manner!;
    const isFull = result === ROOM || result === this.#count;
    if (isStream && !isFull && result > 0) this.#watch.drained();
    const bytes = viewOf(slab, at, result);
    // A stream may have more, for which there is room.
    if (isStream && result === ROOM && this.#count > ROOM) this.more(bytes);
    else if (this.#into === null) this.succeed(this.given(copyOf(bytes)));
    else if (this.#into.length < result) this.fail(this.taken());
    else {
      this.#into.set(bytes);
      this.succeed(result);
    }
    return true;
  }

  /** Receives what comes behind `bytes`. */
  private more(bytes: Uint8Array): void {
    const into = this.#into ?? reserve(this.#count, 0);
    if (into.length < this.#count) {
      this.fail(this.taken());
      return;
    }
    into.set(bytes);
    const asked = this.#count - ROOM;
    const rest = this.came(sys.recv(this.#watch.fd, into, ROOM, asked), asked);
    leave(this.#watch, rest);
    this.settle(ROOM + Math.max(0, rest));
  }

  /** Notes what a call of its own for so many bytes has come to. */
  private came(result: number, asked: number): number {
    if (result === EAGAIN) this.#watch.readable = false;
    else if (result > 0 && result < asked && this.#watch.manner!.shortIsDrained) this.#watch.drained();
    this.#watch.isBulky = result > ROOM;
    return result;
  }
}

/** Leaves an error to the next call, where this one has bytes: the kernel tells of it once. */
function leave(watch: Watch, result: number): void {
  if (result < 0 && result !== EAGAIN && result !== EINTR) watch.failure = result;
}

function copyOf(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafe(bytes.length);
  copy.set(bytes);
  return copy;
}

/** A receive with flags. MSG_WAITALL is done in parts, as the descriptor does not block; a look ahead cannot be. */
export class FlaggedReceive<T> extends Pending<T> {
  protected override readonly syscall: string;
  readonly #watch: Watch;
  readonly #count: number;
  readonly #flags: number;
  readonly #inParts: boolean;
  readonly #call: (at: number, flags: number) => number;
  readonly #value: (result: number) => T;
  #done = 0;

  /** @param call - receives behind the bytes that are done. */
  constructor(
    syscall: string,
    watch: Watch,
    type: number,
    count: number,
    flags: number,
    call: (at: number, flags: number) => number,
    value: (result: number) => T,
  ) {
    super();
    this.syscall = syscall;
    this.#watch = watch;
    this.#count = count;
    this.#inParts = type === SOCK_STREAM && (flags & MSG_WAITALL) !== 0 && (flags & MSG_PEEK) === 0;
    this.#flags = this.#inParts ? flags & ~MSG_WAITALL : flags;
    this.#call = call;
    this.#value = value;
  }

  protected override call(): number {
    for (;;) {
      const got = this.#call(this.#done, this.#flags);
      if (!this.#inParts || got === EAGAIN || got === EINTR) return got;
      if (got <= 0) {
        if (this.#done === 0) return got;
        leave(this.#watch, got);
        return this.#done;
      }
      this.#done += got;
      if (this.#done === this.#count) return this.#done;
    }
  }

  protected override value(result: number): T {
    return this.#value(result);
  }

  /** After the first part an error ends it with what has come, as it does in the kernel. */
  protected override partial(): number {
    return this.#done;
  }
}
