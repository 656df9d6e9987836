import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { FROM_SLOT, noteUse, SLAB_SLOT, slotOf, TO_SLOT } from '../core/lent.ts';
import { type Address, fromRecord, outgoing, type ReturnedAddress, setInet, toRecord } from '../socket/address.ts';
import { countArgument, flagsArgument } from '../socket/arguments.ts';
import { fitsSlab, reserve, take, takeSlab } from '../socket/receive.ts';
import { from } from '../socket/transfer.ts';
import { Call } from './call.ts';
import { Budget, type Limits, limited, UNLIMITED, type WaitOptions } from './limits.ts';
import { EAGAIN, EINTR } from './pending.ts';
import { withoutName } from './resolve.ts';
import { Send } from './send.ts';
import { AwaitedTransfer, type FlagOptions, PLAIN, type ReceiveIntoOptions, readFlags, readInto } from './transfer.ts';
import { mayCall } from './turns.ts';
import type { Watch } from './watch.ts';

const { sys, errnos } = backend;
const ENOBUFS = -errnos.ENOBUFS!;

/** Whether a call that reads may be made at once: nobody waits before it, and there is no error that it has to tell first. */
function mayRead(watch: Watch): boolean {
  return watch.readers.first === null && watch.failure === 0 && mayCall();
}

/** Whether a receive whose first try came to `result`, which is no success, is to be tried again before it waits. */
function mayBeReady(result: number): boolean {
  if (result === EINTR) return true;
  if (result === EAGAIN) return false;
  throw oserror(-result, 'recvfrom');
}

/** The calls that move bytes from and to an address, awaited. What completes at once takes a promise and no more. */
export abstract class AwaitedDatagrams extends AwaitedTransfer {
  /**
   * Receives a message and the address it came from; recvfrom(2).
   *
   * @returns `[bytes, address]`; the address is `null` where the kernel gives none, as on a connected stream.
   */
  recvfrom(
    bufsize: number,
    flags?: number | FlagOptions,
    options?: WaitOptions,
  ): Promise<[data: Buffer, address: ReturnedAddress]> {
    try {
      const count = countArgument(bufsize, 'recvfrom');
      const isPlain = flags === undefined && options === undefined;
      const [given, limits] = isPlain ? PLAIN : readFlags(flags, options, 'recvfrom');
      const fd = this.openFd('recvfrom');
      let got = EINTR;
      if (isPlain && fitsSlab(count) && mayRead(this.watch(fd))) {
        got = sys.recvfrom_lent(fd, FROM_SLOT, SLAB_SLOT, count);
        if (got >= 0) return Promise.resolve([takeSlab(got), fromRecord(from, this.proto)]);
      }
      const call = () => sys.recvfrom(fd, reserve(count, given), 0, count, given, from.bytes);
      const value = (got: number): [Buffer, ReturnedAddress] => [take(got), fromRecord(from, this.proto)];
      return this.read(new Call('recvfrom', call, value), fd, limits, given, mayBeReady(got));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** `recvfrom` into `buffer`: `[how many bytes came, address]`. */
  recvfrom_into(
    buffer: BytesLike,
    nbytes?: number | ReceiveIntoOptions,
    flags?: number | FlagOptions,
    options?: WaitOptions,
  ): Promise<[nbytes: number, address: ReturnedAddress]> {
    try {
      const bytes = bytesOf(buffer, "recvfrom_into() argument 'buffer'");
      const isPlain = nbytes === undefined && flags === undefined && options === undefined;
      const [count, given, limits] = isPlain
        ? ([bytes.length, 0, UNLIMITED] as const)
        : readInto(bytes, [nbytes, flags, options], 'recvfrom_into');
      const fd = this.openFd('recvfrom');
      let got = EINTR;
      if (isPlain && mayRead(this.watch(fd))) {
        const slot = slotOf(bytes);
        if (slot < 0) noteUse(bytes);
        got = slot >= 0 ? sys.recvfrom_lent(fd, FROM_SLOT, slot) : sys.recvfrom(fd, bytes, 0, count, 0, from.bytes);
        if (got >= 0) return Promise.resolve([got, fromRecord(from, this.proto)]);
      }
      const call = () => sys.recvfrom(fd, bytes, 0, count, given, from.bytes);
      const value = (got: number): [number, ReturnedAddress] => [got, fromRecord(from, this.proto)];
      return this.read(new Call('recvfrom', call, value), fd, limits, given, mayBeReady(got));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Sends a message to `address`; sendto(2). The address comes after the bytes, or after the flags.
   *
   * @returns how many bytes went.
   */
  sendto(data: BytesLike, address: Address, options?: WaitOptions): Promise<number>;
  sendto(data: BytesLike, flags: number, address: Address, options?: WaitOptions): Promise<number>;
  sendto(data: BytesLike, ...rest: unknown[]): Promise<number> {
    try {
      const sent = rest.length === 1 ? this.sendAtOnce(data, rest[0]) : EAGAIN;
      if (sent >= 0) return Promise.resolve(sent);
      if (sent !== EAGAIN && sent !== EINTR && sent !== ENOBUFS) throw oserror(-sent, 'sendto', { address: rest[0] });
    } catch (error) {
      return Promise.reject(error);
    }
    return this.sendLater(data, rest);
  }

  /** Sends where nobody waits to, to an address that takes no look-up. Returns how many bytes went, or -errno. */
  private sendAtOnce(data: BytesLike, address: unknown): number {
    // To read an address may run code of the caller's, which may close the socket: the descriptor is looked at behind it.
    if (!setInet(this.family, address)) return EAGAIN;
    const fd = this.fd.number;
    if (fd < 0 || !this.watch(fd).mayWrite() || !mayCall()) return EAGAIN;
    const slot = slotOf(data);
    if (slot >= 0) return sys.sendto_lent(fd, TO_SLOT, slot);
    const bytes = bytesOf(data, "sendto() argument 'data'");
    noteUse(bytes);
    return sys.sendto(fd, bytes, 0, bytes.length, 0, outgoing.bytes);
  }

  private async sendLater(data: BytesLike, rest: readonly unknown[]): Promise<number> {
    bytesOf(data, "sendto() argument 'data'"); // The first argument is the first to be complained about.
    const [flags, address, limits] = readSendto(rest);
    const budget = new Budget(limits, this.timeout, 'sendto', { address });
    const found = withoutName(this.family, address, 'sendto', budget.rest());
    // Nothing that is sent later overtakes it, unless a name is looked up.
    const target = found instanceof Promise ? await found : found;
    const record = Uint8Array.from(toRecord(this.family, target, 'sendto', this.proto));
    const bytes = bytesOf(data, "sendto() argument 'data'");
    const fd = this.openFd('sendto');
    const { writers } = this.watch(fd);
    const call = () => sys.sendto(fd, bytes, 0, bytes.length, flags, record);
    return new Send('sendto', writers, call, this.naps(), { address })
      .keeping(this)
      .start(writers, budget.rest(), this.presetOf(flags));
  }
}

/** The flags, the address and the limits of `sendto`. */
function readSendto(rest: readonly unknown[]): [flags: number, address: Address, limits: Limits] {
  const hasFlags = typeof rest[0] === 'number' && rest.length > 1;
  const [address, ...others] = hasFlags ? rest.slice(1) : rest;
  if (rest.length === 0 || others.length > 1) {
    throw new TypeError(`sendto() takes 2 to 4 arguments (${rest.length + 1} given)`);
  }
  const [, limits] = limited(others, [], 'sendto');
  return [hasFlags ? flagsArgument(rest[0], 'sendto') : 0, address as Address, limits];
}
