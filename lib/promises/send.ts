import { backend } from '../backend/load.ts';
import type { ErrorDetail } from '../core/errors.ts';
import { lacksRoom } from '../socket/message.ts';
import type { Limits } from './limits.ts';
import { EAGAIN, Pending } from './pending.ts';
import { serve } from './reactor.ts';
import { afterTurn, mayCall } from './turns.ts';
import type { Queue } from './watch.ts';

const { sys, errnos } = backend;
const ENOBUFS = -errnos.ENOBUFS!;

/** How long to wait before a send into a full queue behind the socket is tried again, in milliseconds. */
const NAP = 10;

const NOTHING = new Uint8Array(0);

/** A call that sends. It waits for room in the socket's buffer, and in what lies behind it, as the blocking one does. */
abstract class Sending<T> extends Pending<T> {
  protected readonly writers: Queue;
  readonly #naps: boolean;
  readonly #control: Uint8Array;
  /** Tries again. */
  #retry: NodeJS.Timeout | undefined;
  /** What the last try returned where there was no room. */
  #lack = EAGAIN;

  /**
   * @param naps - whether nothing tells when there is room in the socket's buffer.
   * @param control - the ancillary data: of too much of it there is ENOBUFS as well, for good.
   */
  constructor(writers: Queue, naps: boolean, control: Uint8Array = NOTHING) {
    super();
    this.writers = writers;
    this.#naps = naps;
    this.#control = control;
  }

  protected abstract send(): number;

  /** The bytes leave at once, as the socket may be closed next. It is for who waits for that to leave others their turn. */
  protected override mayTry(): boolean {
    return true;
  }

  override start(queue: Queue, limits: Limits, preset: number | null): Promise<T> {
    const isLate = !mayCall();
    const sent = super.start(queue, limits, preset);
    return isLate ? inNextTurn(sent) : sent;
  }

  protected override call(): number {
    const result = this.send();
    if (!lacksRoom(result, this.#control)) {
      this.#lack = EAGAIN;
      return result;
    }
    // An interface's queue is full as a rule, and nothing tells when there is room. Whoever comes first then is tried: a wait
    // that has ended is in no queue.
    this.#lack = ENOBUFS;
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      serve(this.writers, 0);
    }, NAP).unref();
    return EAGAIN;
  }

  protected override blocked(): number {
    return this.#lack;
  }

  protected override naps(): boolean {
    return this.#naps;
  }
}

/** What comes of `promise`, when the event loop has had its turn. */
async function inNextTurn<T>(promise: Promise<T>): Promise<T> {
  await Promise.allSettled([promise, new Promise<void>(afterTurn)]);
  return promise;
}

/** `send`, `sendto` and `sendmsg`: what there is room for. */
export class Send extends Sending<number> {
  protected override readonly syscall: string;
  readonly #send: () => number;
  readonly #detail: ErrorDetail | undefined;

  constructor(
    syscall: string,
    writers: Queue,
    send: () => number,
    naps: boolean,
    detail?: ErrorDetail,
    control?: Uint8Array,
  ) {
    super(writers, naps, control);
    this.syscall = syscall;
    this.#send = send;
    this.#detail = detail;
  }

  protected override send(): number {
    return this.#send();
  }

  protected override value(result: number): number {
    return result;
  }

  protected override detail(): ErrorDetail | undefined {
    return this.#detail;
  }
}

/** What is left of a `sendall`: part after part, as there is room. */
export class SendAll extends Sending<void> {
  readonly #bytes: Uint8Array;
  readonly #flags: number;
  #sent: number;

  constructor(writers: Queue, bytes: Uint8Array, sent: number, flags: number, naps: boolean) {
    super(writers, naps);
    this.#bytes = bytes;
    this.#sent = sent;
    this.#flags = flags;
  }

  protected override get syscall(): string {
    return 'send';
  }

  protected override send(): number {
    const { fd } = this.writers.watch;
    const { length } = this.#bytes;
    for (;;) {
      const result = sys.send(fd, this.#bytes, this.#sent, length - this.#sent, this.#flags);
      if (result < 0) return result;
      this.#sent += result;
      if (this.#sent >= length) return length;
    }
  }

  protected override value(): void {}
}
