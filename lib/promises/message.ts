import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import type { BytesLike } from '../core/bytes.ts';
import { optionalInt } from '../core/numbers.ts';
import { isOptions } from '../core/parameters.ts';
import { type Address, fromRecord, type ReturnedAddress, toRecord } from '../socket/address.ts';
import { type AfAlgOptions, afalgItems } from '../socket/afalg.ts';
import { type AncillaryItem, hand, type ReceivedAncillaryItem } from '../socket/ancillary.ts';
import { behind, controlRoom, outgoing, roomsArgument, sizeArgument, spaceArgument } from '../socket/message.ts';
import { AwaitedDatagrams } from './datagrams.ts';
import { Budget, limited, type WaitOptions } from './limits.ts';
import { FlaggedReceive } from './receive.ts';
import { withoutName } from './resolve.ts';
import { Send } from './send.ts';

const { sys } = backend;

const from = new AddressRecord();
/** What `recvmsg` of the seam writes: the message's flags, the bytes of ancillary data. */
const info = new Int32Array(2);

/** What `recvmsg` gives. */
export type Message = [data: Buffer, ancdata: ReceivedAncillaryItem[], msg_flags: number, address: ReturnedAddress];
/** What `recvmsg_into` gives. */
export type MessageInto = [
  nbytes: number,
  ancdata: ReceivedAncillaryItem[],
  msg_flags: number,
  address: ReturnedAddress,
];

/** What makes of the bytes that came what the caller gets. */
type Give<T> = (got: number, ancdata: ReceivedAncillaryItem[], msg_flags: number, address: ReturnedAddress) => T;

/** The calls that move messages, awaited: several buffers, and ancillary data beside them. */
export abstract class AwaitedMessages extends AwaitedDatagrams {
  /**
   * Sends what is in `buffers`, one behind the other, as one message; sendmsg(2). The bytes are the call's until it is done.
   *
   * @param ancdata - items `[cmsg_level, cmsg_type, cmsg_data]`.
   * @param flags - MSG_*.
   * @param address - where to, if the socket is not connected.
   * @returns how many bytes went. On a stream the rest is the caller's to send, without the ancillary data.
   */
  async sendmsg(
    buffers: Iterable<BytesLike>,
    ancdata?: Iterable<AncillaryItem>,
    flags?: number,
    address?: Address | null,
    options?: WaitOptions,
  ): Promise<number> {
    const given = [ancdata, flags, address, options];
    const [[items, wanted, to], limits] = limited(given, ['ancdata', 'flags', 'address'], 'sendmsg');
    const [lend, control, first] = outgoing(buffers, items, wanted);
    const isNone = to === undefined || to === null;
    const detail = isNone ? undefined : { address: to };
    const budget = new Budget(limits, this.timeout, 'sendmsg', detail);
    const found = isNone ? null : withoutName(this.family, to as Address, 'sendmsg', budget.rest());
    // Nothing that is sent later overtakes it, unless a name is looked up.
    const target = found instanceof Promise ? await found : found;
    const rest = budget.rest();
    // The record is the next call's too, and this one may wait.
    const record = isNone ? null : Uint8Array.from(toRecord(this.family, target, 'sendmsg', this.proto));
    const parts = lend();
    const fd = this.openFd('sendmsg');
    const { writers } = this.watch(fd);
    const call = () => sys.sendmsg(fd, parts, control, first, record);
    const sending = new Send('sendmsg', writers, call, this.naps(), detail, control).keeping(this);
    return sending.start(writers, rest, this.presetOf(first));
  }

  /**
   * Sends to an operation socket of AF_ALG, with the ancillary data that sets the operation.
   *
   * @param msg - buffers, as `sendmsg` takes them; none if left out.
   * @param options - `op` is ALG_OP_*; `iv` the initialization vector; `assoclen` the length of the associated data of an
   * AEAD; `flags` MSG_*; and `{ signal, timeout }`.
   * @returns how many bytes went.
   */
  sendmsg_afalg(options: AfAlgOptions & WaitOptions): Promise<number>;
  sendmsg_afalg(
    msg: Iterable<BytesLike> | undefined,
    options: Omit<AfAlgOptions, 'msg'> & WaitOptions,
  ): Promise<number>;
  async sendmsg_afalg(...given: unknown[]): Promise<number> {
    const last = given.at(-1);
    const { signal, timeout, ...rest } = (isOptions(last) ? last : {}) as WaitOptions;
    const [msg, ancdata, flags] = afalgItems(this.family, isOptions(last) ? [...given.slice(0, -1), rest] : given);
    return this.sendmsg(msg, ancdata, flags, null, { signal, timeout });
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
  async recvmsg(
    bufsize: number,
    ancbufsize?: number | WaitOptions,
    flags?: number | WaitOptions,
    options?: WaitOptions,
  ): Promise<Message> {
    const room = Buffer.alloc(sizeArgument(bufsize));
    return this.receiveMessage('recvmsg', [room], [ancbufsize, flags, options], (got, ancdata, msg_flags, address) => [
      room.subarray(0, Math.min(got, room.length)),
      ancdata,
      msg_flags,
      address,
    ]);
  }

  /**
   * `recvmsg` into `buffers`, which are filled one after the other, and are the call's until it is done.
   *
   * @returns `[nbytes, ancdata, msg_flags, address]`.
   */
  async recvmsg_into(
    buffers: Iterable<BytesLike>,
    ancbufsize?: number | WaitOptions,
    flags?: number | WaitOptions,
    options?: WaitOptions,
  ): Promise<MessageInto> {
    const rooms = roomsArgument(buffers);
    return this.receiveMessage('recvmsg_into', rooms, [ancbufsize, flags, options], (...message) => message);
  }

  private receiveMessage<T>(name: string, rooms: readonly Uint8Array[], given: unknown[], give: Give<T>): Promise<T> {
    const [[space, flags], limits] = limited(given, ['ancbufsize', 'flags'], name);
    const most = spaceArgument(space, name);
    const wanted = optionalInt(flags, 0, `${name}() argument 'flags'`);
    const records = controlRoom(most);
    const fd = this.openFd('recvmsg');
    let isWhole = false;
    const call = (done: number, first: number) => {
      // Ancillary data marks a place in a stream, where MSG_WAITALL ends in the kernel as well.
      if (isWhole) return 0;
      info.fill(0);
      const got = sys.recvmsg(fd, behind(rooms, done), records, most, first, from.bytes, info);
      isWhole = got > 0 && info[1]! > 0;
      return got;
    };
    const value = (got: number) =>
      hand(records, info[1]!, (ancdata) => give(got, ancdata, info[0]!, fromRecord(from, this.proto)));
    const watch = this.watch(fd);
    const size = rooms.reduce((sum, room) => sum + room.length, 0);
    const pending = new FlaggedReceive('recvmsg', watch, this.type, size, wanted, call, value);
    return pending.keeping(this).start(watch.readers, limits, this.presetOf(wanted));
  }
}
