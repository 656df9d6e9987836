import { AddressRecord } from '../backend/address.ts';
import { encodeControl } from '../backend/control.ts';
import { backend } from '../backend/load.ts';
import type { BytesLike } from '../core/bytes.ts';
import { OSError, oserror } from '../core/errors.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { POLLIN, POLLOUT } from '../core/wait.ts';
import { type Address, fromRecord, type ReturnedAddress, toRecord } from './address.ts';
import { type AfAlgOptions, afalgItems } from './afalg.ts';
import {
  type AncillaryItem,
  buffersOf,
  hand,
  itemsOf,
  listOf,
  needs,
  type ReceivedAncillaryItem,
} from './ancillary.ts';
import { complete, firstFlags, isInParts, waiterOf } from './call.ts';
import { reserve, take } from './receive.ts';
import { TransferSocket } from './transfer.ts';

const { sys, constants, errnos } = backend;
const ENOBUFS = -errnos.ENOBUFS!;

const from = new AddressRecord();
/** What `recvmsg` of the seam writes: the message's flags, the bytes of ancillary data. */
const info = new Int32Array(2);

/** Ancillary data lands here before it is the user's; more than this is received into new memory. */
const SMALL = 1024;
const small = new Uint8Array(SMALL);

/** The arguments of `sendmsg` that come before the address, read but for the buffers: those are looked at last. */
export function outgoing(
  buffers: unknown,
  ancdata: unknown,
  flags: unknown,
): [buffers: () => Uint8Array[], control: Uint8Array, flags: number] {
  needs('messages', 'sendmsg', 'sendmsg');
  const where = (name: string) => `sendmsg() argument '${name}'`;
  const given = listOf(buffers, where('buffers'));
  buffersOf(given, where('buffers')); // The first argument is the first to be complained about.
  const items = ancdata === undefined ? [] : listOf(ancdata, where('ancdata'));
  const control = encodeControl(itemsOf(items, where('ancdata')));
  if (control.length > 0) needs('ancillary', 'ancillary data', 'sendmsg');
  // What comes until they are sent may run code of the caller's, which may take the memory away.
  return [() => buffersOf(given, where('buffers')), control, optionalInt(flags, 0, where('flags'))];
}

/** Whether a send found no room and may wait for it. Linux also says ENOBUFS of too much ancillary data (optmem_max). */
export function lacksRoom(result: number, control: Uint8Array): boolean {
  return result === ENOBUFS && control.length <= SMALL;
}

/** The parameter `bufsize` of `recvmsg`. */
export function sizeArgument(bufsize: unknown): number {
  const count = intArgument(bufsize, "recvmsg() argument 'bufsize'");
  if (count < 0) throw new RangeError("negative buffer size in recvmsg() argument 'bufsize'");
  return count;
}

/** The buffers of `recvmsg_into`. */
export function roomsArgument(buffers: unknown): Uint8Array[] {
  const where = "recvmsg_into() argument 'buffers'";
  return buffersOf(listOf(buffers, where), where);
}

/** Where ancillary data is to be received: `space` bytes of it. */
export function controlRoom(space: number): Uint8Array {
  needs('messages', 'recvmsg', 'recvmsg');
  if (space > 0) needs('ancillary', 'ancillary data', 'recvmsg');
  return space <= SMALL ? small : new Uint8Array(space + 4);
}

/** The buffers without their first `done` bytes. */
export function behind(parts: readonly Uint8Array[], done: number): Uint8Array[] {
  let before = done;
  return parts.map((part) => {
    const skipped = Math.min(before, part.length);
    before -= skipped;
    return skipped === 0 ? part : part.subarray(skipped);
  });
}

/** The calls that move messages: several buffers, and ancillary data beside them. */
export abstract class MessageSocket extends TransferSocket {
  /**
   * Sends what is in `buffers`, one behind the other, as one message; sendmsg(2).
   *
   * @param ancdata - items `[cmsg_level, cmsg_type, cmsg_data]`.
   * @param flags - MSG_*.
   * @param address - where to, if the socket is not connected.
   * @returns how many bytes went. On a stream the rest is the caller's to send, without the ancillary data.
   * @throws OSError of the kernel's errno: EMSGSIZE for a message that is too long, of which nothing is sent.
   */
  sendmsg(
    buffers: Iterable<BytesLike>,
    ancdata?: Iterable<AncillaryItem>,
    flags?: number,
    address?: Address | null,
  ): number {
    const [lend, control, wanted] = outgoing(buffers, ancdata, flags);
    const first = firstFlags(this.timeout, wanted);
    const to = address === undefined || address === null ? null : toRecord(this.family, address, 'sendmsg', this.proto);
    const parts = lend();
    const call = () => sys.sendmsg(this.fd.number, parts, control, first, to);
    const sent = call();
    if (sent >= 0) return sent;
    const detail = to === null ? {} : { address };
    if (sent === ENOBUFS && !lacksRoom(sent, control)) throw oserror(-sent, 'sendmsg', detail);
    return complete(waiterOf(this, wanted), 'sendmsg', POLLOUT, sent, call, detail);
  }

  /**
   * Sends to an operation socket of AF_ALG, with the ancillary data that sets the operation.
   *
   * @param msg - buffers, as `sendmsg` takes them; none if left out.
   * @param options - `op` is ALG_OP_*; `iv` the initialization vector; `assoclen` the length of the associated data of an
   * AEAD; `flags` MSG_*: MSG_MORE where more data follows.
   * @returns how many bytes went.
   * @throws TypeError without `op`; OSError for a socket of another family.
   */
  sendmsg_afalg(options: AfAlgOptions): number;
  sendmsg_afalg(msg: Iterable<BytesLike> | undefined, options: Omit<AfAlgOptions, 'msg'>): number;
  sendmsg_afalg(...given: unknown[]): number {
    const [msg, ancdata, flags] = afalgItems(this.family, given);
    return this.sendmsg(msg, ancdata, flags);
  }

  /**
   * Receives a message of up to `bufsize` bytes and up to `ancbufsize` bytes of ancillary data; recvmsg(2).
   *
   * @param ancbufsize - the room for ancillary data: the sum of `CMSG_SPACE(length)` over the items; 0 for none.
   * @param flags - MSG_*.
   * @returns `[data, ancdata, msg_flags, address]`. `msg_flags` has MSG_TRUNC where the message was longer than `bufsize`,
   * MSG_CTRUNC where the ancillary data was longer than its room. Descriptors in the ancillary data are close-on-exec, and
   * the caller's to close.
   */
  recvmsg(
    bufsize: number,
    ancbufsize?: number,
    flags?: number,
  ): [data: Buffer, ancdata: ReceivedAncillaryItem[], msg_flags: number, address: ReturnedAddress] {
    const count = sizeArgument(bufsize);
    const space = spaceArgument(ancbufsize, 'recvmsg');
    const given = optionalInt(flags, 0, "recvmsg() argument 'flags'");
    const [got, records] = this.receiveMessage([reserve(count, given)], space, given);
    return hand(records, info[1]!, (ancdata) => [take(got), ancdata, info[0]!, fromRecord(from, this.proto)]);
  }

  /**
   * `recvmsg` into `buffers`, which are filled one after the other.
   *
   * @returns `[nbytes, ancdata, msg_flags, address]`.
   */
  recvmsg_into(
    buffers: Iterable<BytesLike>,
    ancbufsize?: number,
    flags?: number,
  ): [nbytes: number, ancdata: ReceivedAncillaryItem[], msg_flags: number, address: ReturnedAddress] {
    const parts = roomsArgument(buffers);
    const space = spaceArgument(ancbufsize, 'recvmsg_into');
    const given = optionalInt(flags, 0, "recvmsg_into() argument 'flags'");
    const [got, records] = this.receiveMessage(parts, space, given);
    return hand(records, info[1]!, (ancdata) => [got, ancdata, info[0]!, fromRecord(from, this.proto)]);
  }

  /** Receives, and leaves in `info` and `from` what came beside the bytes. */
  private receiveMessage(
    parts: readonly Uint8Array[],
    space: number,
    flags: number,
  ): [got: number, records: Uint8Array] {
    const records = controlRoom(space);
    const first = firstFlags(this.timeout, flags);
    const waiter = waiterOf(this, flags);
    let rest = parts;
    const call = () => sys.recvmsg(this.fd.number, rest, records, space, first, from.bytes, info);
    let done = complete(waiter, 'recvmsg', POLLIN, call(), call);
    if (!isInParts(flags, first) || this.type !== constants.SOCK_STREAM) return [done, records];
    // MSG_WAITALL in parts. Ancillary data marks a place in the stream, where the kernel stops as well.
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    for (let part = done; part > 0 && done < size && info[1] === 0; done += part) {
      rest = behind(parts, done);
      try {
        part = complete(waiter, 'recvmsg', POLLIN, call(), call);
      } catch (error) {
        if (error instanceof OSError) break;
        throw error;
      }
    }
    return [done, records];
  }
}

/** The parameter `ancbufsize` of `recvmsg` and `recvmsg_into`. */
export function spaceArgument(ancbufsize: unknown, name: string): number {
  const where = `${name}() argument 'ancbufsize'`;
  const value = optionalInt(ancbufsize, 0, where);
  if (value < 0) throw new RangeError(`${where}: invalid ancillary data buffer length ${value}`);
  return value;
}
