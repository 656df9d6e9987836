import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { deadlineAfter } from '../core/deadline.ts';
import { OSError } from '../core/errors.ts';
import { FROM_SLOT, noteUse, SLAB_SLOT, slotOf, TO_SLOT } from '../core/lent.ts';
import { isOptions } from '../core/parameters.ts';
import { POLLIN, POLLOUT } from '../core/wait.ts';
import { type Address, fromRecord, outgoing, type ReturnedAddress, setInet, toRecord } from './address.ts';
import {
  countArgument,
  countInto,
  flagsArgument,
  type ReceiveOptions,
  receiveOptions,
  sendtoArguments,
} from './arguments.ts';
import { complete, firstFlags, isInParts, type Waiter, waiterOf } from './call.ts';
import { NamedSocket } from './named.ts';
import { fitsSlab, reserve, slabView, take, takeSlab } from './receive.ts';

const { sys, constants } = backend;

/** Where the calls that receive with an address leave it, the awaited ones too. It is lent as FROM_SLOT. */
export const from = new AddressRecord();
sys.lend(FROM_SLOT, from.bytes);
sys.lend(TO_SLOT, outgoing.bytes);

/** What is left of a receive of all of `bytes` whose first try failed. */
function receiveAgain(waiter: Waiter, bytes: Uint8Array, first: number): number {
  return complete(waiter, 'recv', POLLIN, first, () => sys.recv(waiter.fd.number, bytes));
}

/** The same of a send. */
function sendAgain(waiter: Waiter, bytes: Uint8Array, first: number): number {
  return complete(waiter, 'send', POLLOUT, first, () => sys.send(waiter.fd.number, bytes));
}

/** The same of a receive with an address. */
function receiveFromAgain(waiter: Waiter, bytes: Uint8Array, first: number): number {
  const call = () => sys.recvfrom(waiter.fd.number, bytes, 0, bytes.length, 0, from.bytes);
  return complete(waiter, 'recvfrom', POLLIN, first, call);
}

/** The calls that move bytes. */
export abstract class TransferSocket extends NamedSocket {
  /**
   * Receives up to `bufsize` bytes; recv(2).
   *
   * @param flags - MSG_*.
   * @returns the bytes; empty when the peer has shut down its side of a stream.
   * @throws TimeoutError, or BlockingIOError if the socket does not wait and nothing is there.
   */
  recv(bufsize: number, flags?: number): Buffer {
    // What most programs do most is short, so that it fits into the optimized code of the loop that calls it.
    if (flags === undefined && fitsSlab(bufsize) && firstFlags(this.timeout, 0) === 0) {
      const got = sys.recv_lent(this.fd.number, SLAB_SLOT, bufsize);
      return takeSlab(got >= 0 ? got : receiveAgain(this, slabView(bufsize), got));
    }
    return this.receiveFresh(bufsize, flags);
  }

  private receiveFresh(bufsize: number, flags: unknown): Buffer {
    const count = countArgument(bufsize, 'recv');
    const given = flagsArgument(flags, 'recv');
    const first = firstFlags(this.timeout, given);
    if (count === 0) return Buffer.alloc(0);
    const room = reserve(count, given);
    const got = sys.recv(this.fd.number, room, 0, count, first);
    if (got >= 0 && !isInParts(given, first)) return take(got);
    const call = (done: number) => sys.recv(this.fd.number, room, done, count - done, first);
    return take(this.finishReceive(waiterOf(this, given), 'recv', got, count, isInParts(given, first), call));
  }

  /**
   * Receives into `buffer`, as many bytes as fit or `nbytes` of them; recv(2).
   *
   * @param nbytes - 0 or nothing: the length of the buffer.
   * @returns how many bytes came; 0 when the peer has shut down its side of a stream.
   */
  recv_into(
    buffer: BytesLike,
    nbytes?: number | ReceiveOptions,
    flags?: number | Pick<ReceiveOptions, 'flags'>,
  ): number {
    // What most programs do most is short, so that it fits into the optimized code of the loop that calls it.
    if (nbytes === undefined && flags === undefined) {
      const slot = slotOf(buffer);
      if (slot >= 0 && firstFlags(this.timeout, 0) === 0) {
        const got = sys.recv_lent(this.fd.number, slot);
        return got >= 0 ? got : receiveAgain(this, buffer as Uint8Array, got);
      }
    }
    return this.receiveInto(buffer, nbytes, flags);
  }

  private receiveInto(buffer: BytesLike, nbytes: unknown, flags: unknown): number {
    if (isOptions(nbytes) || isOptions(flags)) {
      return this.receiveInto(buffer, ...receiveOptions([nbytes, flags], 'recv_into'));
    }
    const bytes = bytesOf(buffer, "recv_into() argument 'buffer'");
    const count = countInto(nbytes, bytes, 'recv_into');
    const given = flagsArgument(flags, 'recv_into');
    const first = firstFlags(this.timeout, given);
    if (count === 0) return 0;
    noteUse(bytes);
    const got =
      first === 0 && count === bytes.length
        ? sys.recv(this.fd.number, bytes)
        : sys.recv(this.fd.number, bytes, 0, count, first);
    if (got >= 0 && !isInParts(given, first)) return got;
    const call = (done: number) => sys.recv(this.fd.number, bytes, done, count - done, first);
    return this.finishReceive(waiterOf(this, given), 'recv', got, count, isInParts(given, first), call);
  }

  /**
   * Receives a message and the address it came from; recvfrom(2).
   *
   * @returns `[bytes, address]`; the address is `null` where the kernel gives none, as on a connected stream.
   */
  recvfrom(bufsize: number, flags?: number): [data: Buffer, address: ReturnedAddress] {
    if (flags === undefined && fitsSlab(bufsize) && firstFlags(this.timeout, 0) === 0) {
      const first = sys.recvfrom_lent(this.fd.number, FROM_SLOT, SLAB_SLOT, bufsize);
      const got = first >= 0 ? first : receiveFromAgain(this, slabView(bufsize), first);
      return [takeSlab(got), fromRecord(from, this.proto)];
    }
    const count = countArgument(bufsize, 'recvfrom');
    const given = flagsArgument(flags, 'recvfrom');
    const got = this.receiveFrom(reserve(count, given), count, given);
    return [take(got), fromRecord(from, this.proto)];
  }

  /** `recvfrom` into `buffer`: `[how many bytes came, address]`. */
  recvfrom_into(
    buffer: BytesLike,
    nbytes?: number | ReceiveOptions,
    flags?: number | Pick<ReceiveOptions, 'flags'>,
  ): [nbytes: number, address: ReturnedAddress] {
    if (nbytes === undefined && flags === undefined) {
      const slot = slotOf(buffer);
      if (slot >= 0 && firstFlags(this.timeout, 0) === 0) {
        const first = sys.recvfrom_lent(this.fd.number, FROM_SLOT, slot);
        const got = first >= 0 ? first : receiveFromAgain(this, buffer as Uint8Array, first);
        return [got, fromRecord(from, this.proto)];
      }
    } else if (isOptions(nbytes) || isOptions(flags)) {
      return this.recvfrom_into(buffer, ...receiveOptions([nbytes, flags], 'recvfrom_into'));
    }
    const bytes = bytesOf(buffer, "recvfrom_into() argument 'buffer'");
    const count = countInto(nbytes, bytes, 'recvfrom_into');
    noteUse(bytes);
    const got = this.receiveFrom(bytes, count, flagsArgument(flags, 'recvfrom_into'));
    return [got, fromRecord(from, this.proto)];
  }

  private receiveFrom(bytes: Uint8Array, count: number, flags: number): number {
    const first = firstFlags(this.timeout, flags);
    const call = (done: number) => sys.recvfrom(this.fd.number, bytes, done, count - done, first, from.bytes);
    return this.finishReceive(waiterOf(this, flags), 'recvfrom', call(0), count, isInParts(flags, first), call);
  }

  /**
   * What is left of a receive after its first try: the wait, or with MSG_WAITALL the parts that follow. After the first
   * part an error ends it with what has come, as it does in the kernel.
   *
   * @param call - receives behind the bytes that are done.
   */
  private finishReceive(
    waiter: Waiter,
    syscall: string,
    first: number,
    count: number,
    inParts: boolean,
    call: (done: number) => number,
  ): number {
    let done = complete(waiter, syscall, POLLIN, first, () => call(0));
    let part = done;
    while (inParts && this.type === constants.SOCK_STREAM && part > 0 && done < count) {
      try {
        part = complete(waiter, syscall, POLLIN, call(done), () => call(done));
      } catch (error) {
        if (error instanceof OSError) break;
        throw error;
      }
      done += part;
    }
    return done;
  }

  /**
   * Sends what there is room for; send(2).
   *
   * @returns how many bytes went. The rest is the caller's to send: `sendall` does.
   */
  send(data: BytesLike, flags?: number): number {
    if (flags === undefined) {
      const slot = slotOf(data);
      if (slot >= 0 && firstFlags(this.timeout, 0) === 0) {
        const sent = sys.send_lent(this.fd.number, slot);
        return sent >= 0 ? sent : sendAgain(this, data as Uint8Array, sent);
      }
    }
    return this.sendBytes(data, flags);
  }

  private sendBytes(data: BytesLike, flags: unknown): number {
    const bytes = bytesOf(data, "send() argument 'data'");
    noteUse(bytes);
    const given = flagsArgument(flags, 'send');
    const wanted = firstFlags(this.timeout, given);
    const sent =
      wanted === 0 ? sys.send(this.fd.number, bytes) : sys.send(this.fd.number, bytes, 0, bytes.length, wanted);
    if (sent >= 0) return sent;
    const call = () => sys.send(this.fd.number, bytes, 0, bytes.length, wanted);
    return complete(waiterOf(this, given), 'send', POLLOUT, sent, call);
  }

  /**
   * Sends all of `data`. The time-out holds for the whole of it. After an error there is no telling how much was sent.
   */
  sendall(data: BytesLike, flags?: number): void {
    if (flags === undefined) {
      const slot = slotOf(data);
      if (slot >= 0 && firstFlags(this.timeout, 0) === 0) {
        const sent = sys.send_lent(this.fd.number, slot);
        if (sent !== (data as Uint8Array).length) this.sendRest(data as Uint8Array, 0, 0, sent);
        return;
      }
    }
    const bytes = bytesOf(data, "sendall() argument 'data'");
    noteUse(bytes);
    const given = flagsArgument(flags, 'sendall');
    const wanted = firstFlags(this.timeout, given);
    const sent =
      wanted === 0 ? sys.send(this.fd.number, bytes) : sys.send(this.fd.number, bytes, 0, bytes.length, wanted);
    if (sent !== bytes.length) this.sendRest(bytes, given, wanted, sent);
  }

  /** What is left of a `sendall` whose first try came to `sent`. */
  private sendRest(bytes: Uint8Array, given: number, wanted: number, first: number): void {
    const { length } = bytes;
    const waiter = waiterOf(this, given);
    // One time-out for the whole; where there is none, each wait may have the kernel's.
    const deadline = this.timeout === null ? undefined : deadlineAfter(this.timeout);
    let sent = first;
    for (let at = 0; ; sent = sys.send(this.fd.number, bytes, at, length - at, wanted)) {
      const rest = at;
      const call = () => sys.send(this.fd.number, bytes, rest, length - rest, wanted);
      at += sent >= 0 ? sent : complete(waiter, 'send', POLLOUT, sent, call, undefined, deadline);
      if (at >= length) return;
    }
  }

  /**
   * Sends a message to `address`; sendto(2). The address is the last argument, with or without flags before it.
   *
   * @returns how many bytes went.
   */
  sendto(data: BytesLike, address: Address): number;
  sendto(data: BytesLike, flags: number, address: Address): number;
  sendto(data: BytesLike, ...rest: [Address] | [number, Address]): number {
    // To read an address may run code of the caller's, which may take the memory away: the data is looked at behind it.
    if (rest.length === 1 && firstFlags(this.timeout, 0) === 0 && setInet(this.family, rest[0])) {
      const slot = slotOf(data);
      const bytes = slot >= 0 ? (data as Uint8Array) : bytesOf(data, "sendto() argument 'data'");
      if (slot < 0) noteUse(bytes);
      const sent =
        slot >= 0
          ? sys.sendto_lent(this.fd.number, TO_SLOT, slot)
          : sys.sendto(this.fd.number, bytes, 0, bytes.length, 0, outgoing.bytes);
      return sent >= 0 ? sent : this.sendToAgain(bytes, 0, 0, sent, rest[0]);
    }
    return this.sendTo(data, rest);
  }

  private sendTo(data: BytesLike, rest: [Address] | [number, Address]): number {
    const [wanted, address] = sendtoArguments(rest);
    const flags = firstFlags(this.timeout, wanted);
    bytesOf(data, "sendto() argument 'data'"); // The first argument is the first to be complained about.
    const record = toRecord(this.family, address, 'sendto', this.proto);
    // To read an address may run code of the caller's, which may take the memory away.
    const bytes = bytesOf(data, "sendto() argument 'data'");
    noteUse(bytes);
    const sent = sys.sendto(this.fd.number, bytes, 0, bytes.length, flags, record);
    return sent >= 0 ? sent : this.sendToAgain(bytes, wanted, flags, sent, address);
  }

  /** What is left of a `sendto` whose first try failed; its record is still there. */
  private sendToAgain(bytes: Uint8Array, wanted: number, flags: number, first: number, address: Address): number {
    const call = () => sys.sendto(this.fd.number, bytes, 0, bytes.length, flags, outgoing.bytes);
    return complete(waiterOf(this, wanted), 'sendto', POLLOUT, first, call, { address });
  }
}
