import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { countArgument, countInto, flagsArgument } from '../socket/arguments.ts';
import { waiterOf } from '../socket/call.ts';
import { AwaitedBase } from './base.ts';
import type { Items } from './items.ts';
import { type Limits, limited, UNLIMITED, type WaitOptions } from './limits.ts';
import { collect, mayCollect } from './outbox.ts';
import { EAGAIN, EINTR, type Pending } from './pending.ts';
import { FlaggedReceive, Receive } from './receive.ts';
import { Send, SendAll } from './send.ts';
import { mayCall } from './turns.ts';
import type { Watch } from './watch.ts';

const { sys, constants, errnos } = backend;
const ENOBUFS = -errnos.ENOBUFS!;
const { AF_UNIX, SOCK_DGRAM } = constants as { [name: string]: number };

/** `recv(bufsize, { flags, signal, timeout })`. */
export interface FlagOptions extends WaitOptions {
  flags?: number | undefined;
}

/** `recv_into(buffer, { nbytes, flags, signal, timeout })`. */
export interface ReceiveIntoOptions extends FlagOptions {
  nbytes?: number | undefined;
}

/** What `readFlags` makes of nothing. */
export const PLAIN: [flags: number, limits: Limits] = [0, UNLIMITED];

/** What a promise of nothing is: one serves for all. */
const DONE = Promise.resolve();

/** The calls that move bytes, awaited. */
export abstract class AwaitedTransfer extends AwaitedBase {
  /**
   * Receives up to `bufsize` bytes; recv(2).
   *
   * @param flags - MSG_*.
   * @returns the bytes; empty when the peer has shut down its side of a stream.
   */
  recv(bufsize: number, flags?: number | FlagOptions, options?: WaitOptions): Promise<Buffer> {
    try {
      const count = countArgument(bufsize, 'recv');
      const [given, limits] = readFlags(flags, options, 'recv');
      if (count === 0) return Promise.resolve(Buffer.alloc(0));
      const fd = this.openFd('recv');
      const watch = this.watch(fd);
      if (given === 0) return this.receive(watch, null, count, limits) as Promise<Buffer>;
      return this.flagged(fd, count, given, limits);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  private receive(watch: Watch, into: Uint8Array | null, count: number, limits: Limits): Promise<unknown> {
    const receive = Receive.of(watch, this, into, count);
    return receive.start(watch.readers, limits, this.timeout, watch.readable);
  }

  /** `recv(count)` for an iteration: its promise is the one that the iteration gives. */
  protected receiveItem(count: number, items: Items<Buffer>): Promise<IteratorResult<Buffer, void>> {
    const watch = this.watch(this.openFd('recv'));
    const receive = Receive.of(watch, this, null, count, items);
    const item = receive.start(watch.readers, UNLIMITED, this.timeout, watch.readable);
    return item as Promise<IteratorResult<Buffer, void>>;
  }

  private flagged(fd: number, count: number, flags: number, limits: Limits): Promise<Buffer> {
    const room = Buffer.alloc(count);
    const call = (at: number, flags: number) => sys.recv(fd, room, at, count - at, flags);
    const value = (got: number) => room.subarray(0, Math.min(got, count));
    return this.read(
      new FlaggedReceive('recv', this.watch(fd), this.type, count, flags, call, value),
      fd,
      limits,
      flags,
    );
  }

  /**
   * Receives into `buffer`, as many bytes as fit or `nbytes` of them; recv(2). The buffer is the call's until it is done.
   *
   * @param nbytes - 0 or nothing: the length of the buffer.
   * @returns how many bytes came; 0 when the peer has shut down its side of a stream.
   */
  recv_into(
    buffer: BytesLike,
    nbytes?: number | ReceiveIntoOptions,
    flags?: number | FlagOptions,
    options?: WaitOptions,
  ): Promise<number> {
    try {
      const bytes = bytesOf(buffer, "recv_into() argument 'buffer'");
      const isPlain = nbytes === undefined && flags === undefined && options === undefined;
      const [count, given, limits] = isPlain
        ? ([bytes.length, 0, UNLIMITED] as const)
        : readInto(bytes, [nbytes, flags, options], 'recv_into');
      if (count === 0) return Promise.resolve(0);
      const fd = this.openFd('recv');
      const watch = this.watch(fd);
      if (given === 0) return this.receive(watch, bytes, count, limits) as Promise<number>;
      const call = (at: number, flags: number) => sys.recv(fd, bytes, at, count - at, flags);
      return this.read(
        new FlaggedReceive('recv', this.watch(fd), this.type, count, given, call, Number),
        fd,
        limits,
        given,
      );
    } catch (error) {
      return Promise.reject(error);
    }
  }

  protected read<T>(pending: Pending<T>, fd: number, limits: Limits, flags: number, mayBeReady = true): Promise<T> {
    return pending.keeping(this).start(this.watch(fd).readers, limits, this.presetOf(flags), mayBeReady);
  }

  /** The time-out of a call with these flags that is given none itself: 0 for one that must not wait. */
  protected presetOf(flags: number): number | null {
    return flags === 0 ? this.timeout : waiterOf(this, flags).timeout;
  }

  /**
   * Sends what there is room for; send(2). It waits until there is some.
   *
   * @returns how many bytes went. The rest is the caller's to send: `sendall` does.
   */
  send(data: BytesLike, flags?: number | FlagOptions, options?: WaitOptions): Promise<number> {
    try {
      const bytes = bytesOf(data, "send() argument 'data'");
      const [given, limits] = readFlags(flags, options, 'send');
      const fd = this.openFd('send');
      const watch = this.watch(fd);
      if (options === undefined && flags === undefined && this.collects(watch, bytes)) {
        return collect(this, watch, bytes, false);
      }
      const { writers } = watch;
      const call = () => sys.send(fd, bytes, 0, bytes.length, given);
      const sending = new Send('send', writers, call, this.naps()).keeping(this);
      return sending.start(writers, limits, this.presetOf(given));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Sends all of `data`. The time-out holds for the whole of it. After an error there is no telling how much was sent. The
   * bytes are the call's until it is done.
   */
  sendall(data: BytesLike, flags?: number | FlagOptions, options?: WaitOptions): Promise<void> {
    try {
      const bytes = bytesOf(data, "sendall() argument 'data'");
      const isPlain = flags === undefined && options === undefined;
      const [given, limits] = isPlain ? PLAIN : readFlags(flags, options, 'sendall');
      const fd = this.openFd('send');
      const watch = this.watch(fd);
      if (isPlain && this.collects(watch, bytes)) return collect(this, watch, bytes, true);
      let sent = 0;
      if (given === 0 && watch.mayWrite() && mayCall()) {
        const result = sys.send(fd, bytes);
        if (result === bytes.length) return DONE;
        if (result < 0 && result !== EAGAIN && result !== EINTR && result !== ENOBUFS) throw oserror(-result, 'send');
        sent = Math.max(0, result);
      }
      const { writers } = watch;
      const sending = new SendAll(writers, bytes, sent, given, this.naps()).keeping(this);
      return sending.start(writers, limits, this.presetOf(given));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Whether a plain send is to leave together with others. */
  private collects(watch: Watch, bytes: Uint8Array): boolean {
    return !this.isShared && mayCollect(bytes.length) && watch.mayWrite() && mayCall() && !this.naps();
  }

  /** A Unix datagram socket is writable though its peer's queue is full: nothing tells when there is room. */
  protected naps(): boolean {
    return this.family === AF_UNIX && this.type === SOCK_DGRAM;
  }
}

/** The flags and the limits of a call that takes flags last. */
export function readFlags(flags: unknown, options: unknown, where: string): [flags: number, limits: Limits] {
  if (options === undefined && (flags === undefined || typeof flags === 'number')) {
    return [flagsArgument(flags, where), UNLIMITED];
  }
  const [[wanted], limits] = limited([flags, options], ['flags'], where);
  return [flagsArgument(wanted, where), limits];
}

/** The same of a call that receives into a buffer, with how many bytes it asks for. */
export function readInto(
  bytes: Uint8Array,
  given: unknown[],
  where: string,
): [count: number, flags: number, limits: Limits] {
  const [[nbytes, flags], limits] = limited(given, ['nbytes', 'flags'], where);
  return [countInto(nbytes, bytes, where), flagsArgument(flags, where), limits];
}
