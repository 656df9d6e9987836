import { ADDRESS_DATA, ADDRESS_SIZE, AddressRecord } from '../backend/address.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { intArgument } from '../core/numbers.ts';
import { type Address, fromRecord, type ReturnedAddress, toRecord } from './address.ts';

/** Words a message: see `recvmmsg` of the seam. */
const WORDS = 4;
const LENGTH = 0;
const FLAGS = 1;
const SEGMENT = 2;

/** A segment's size is 16 bits to the kernel. */
const SEGMENT_MOST = 0xffff;
/** More messages would hold up the thread for longer than they save. */
const CAPACITY_MOST = 65_536;

/**
 * Messages for `recvmmsg` and `sendmmsg`: memory for so many, which is used again and again.
 *
 * `recvmmsg` fills it from the start and sets `count`; `sendmmsg` sends what it holds, each message to its address. So an
 * echo is the one after the other. To send messages of your own, `clear()` it and `add()` them, or write into `slot(i)`.
 */
export class MessageBatch {
  /** How many messages it has room for. */
  readonly capacity: number;
  /** How many bytes it has room for in each. */
  readonly size: number;
  /** All of the bytes: message `i` begins at `i * size`. */
  readonly slab: Buffer;
  /** Four words a message, for the calls. */
  readonly words: Int32Array;
  /** An address record a message, for the calls. */
  readonly records: Uint8Array;
  #count = 0;
  /** Addresses that wait to be told the family of the socket. */
  readonly #addresses = new Map<number, Address>();
  /** Views of messages: the next batch's are often as long. */
  readonly #views: Buffer[] = [];
  /** The protocol of the socket that filled it, on which some addresses depend. */
  #proto = 0;
  readonly #record = new AddressRecord();

  /**
   * @param capacity - how many messages: 1 to 65,536. 32 to 64 save most of what there is to save.
   * @param size - bytes a message; one that is longer is cut, and `flags(i)` has MSG_TRUNC. With UDP_GRO or segments of
   * your own, a message is up to 65,535 bytes.
   */
  constructor(capacity: number, size: number) {
    this.capacity = intArgument(capacity, "MessageBatch() argument 'capacity'", 1, CAPACITY_MOST);
    this.size = intArgument(size, "MessageBatch() argument 'size'", 1);
    this.slab = Buffer.alloc(this.capacity * this.size);
    this.words = new Int32Array(this.capacity * WORDS);
    this.records = new Uint8Array(this.capacity * ADDRESS_SIZE);
  }

  /** How many messages it holds: those that came, or those to send. */
  get count(): number {
    return this.#count;
  }

  set count(value: number) {
    this.#count = intArgument(value, "MessageBatch 'count'", 0, this.capacity);
  }

  /** How many bytes message `i` has. */
  length(i: number): number {
    return this.words[this.#at(i) + LENGTH]!;
  }

  setLength(i: number, length: number): void {
    this.words[this.#at(i) + LENGTH] = intArgument(length, "setLength() argument 'length'", 0, this.size);
  }

  /** The bytes of message `i`, as a view: the next `recvmmsg` writes over them. */
  bytes(i: number): Buffer {
    const length = this.length(i);
    const known = this.#views[i];
    if (known !== undefined && known.length === length) return known;
    const view = this.slab.subarray(i * this.size, i * this.size + length);
    this.#views[i] = view;
    return view;
  }

  /** All of the room for message `i`, to write into; then `setLength`. */
  slot(i: number): Buffer {
    this.#at(i);
    return this.slab.subarray(i * this.size, (i + 1) * this.size);
  }

  /** The flags of message `i` that came: MSG_TRUNC where it was longer than `size`. */
  flags(i: number): number {
    return this.words[this.#at(i) + FLAGS]!;
  }

  /**
   * With UDP_GRO the kernel gives several datagrams of one sender as one message: the size of each but the last, which may
   * be shorter. 0 for a message that is one datagram.
   */
  segmentSize(i: number): number {
    return this.words[this.#at(i) + SEGMENT]!;
  }

  /** Has the kernel cut message `i` into datagrams of `size` bytes when it is sent (UDP_SEGMENT); 0 for one datagram. */
  setSegmentSize(i: number, size: number): void {
    this.words[this.#at(i) + SEGMENT] = intArgument(size, "setSegmentSize() argument 'size'", 0, SEGMENT_MOST);
  }

  /** Where message `i` came from, or where it goes: decoded anew each time. `null` for none. */
  address(i: number): ReturnedAddress {
    this.#at(i);
    const waiting = this.#addresses.get(i);
    if (waiting !== undefined) return waiting;
    this.#record.bytes.set(this.records.subarray(i * ADDRESS_SIZE, (i + 1) * ADDRESS_SIZE));
    return fromRecord(this.#record, this.#proto);
  }

  /** Where message `i` goes; `null` for the peer that the socket is connected to. Names are resolved by `sendmmsg`. */
  setAddress(i: number, address: Address | null): void {
    this.#at(i);
    this.records.fill(0, i * ADDRESS_SIZE, i * ADDRESS_SIZE + ADDRESS_DATA);
    if (address === null) this.#addresses.delete(i);
    else this.#addresses.set(i, address);
  }

  /** Takes all messages out. */
  clear(): void {
    this.#count = 0;
  }

  /**
   * Puts a copy of `data` behind the messages that it holds.
   *
   * @param segmentSize - as in `setSegmentSize`.
   * @returns the number of the message.
   * @throws RangeError if there is no room for it.
   */
  add(data: BytesLike, address: Address | null = null, segmentSize = 0): number {
    const i = this.#count;
    if (i === this.capacity) throw new RangeError(`add(): the batch is full: ${i} messages`);
    const bytes = bytesOf(data, "add() argument 'data'");
    if (bytes.length > this.size) {
      throw new RangeError(`add() argument 'data' has ${bytes.length} bytes, and a message of the batch ${this.size}`);
    }
    this.setSegmentSize(i, segmentSize);
    this.setAddress(i, address);
    this.setLength(i, bytes.length);
    this.slab.set(bytes, i * this.size);
    this.#count = i + 1;
    return i;
  }

  /** For `recvmmsg`: the batch holds so many messages that have just come. */
  received(count: number, proto: number): void {
    this.#proto = proto;
    if (this.#addresses.size > 0) this.#addresses.clear();
    this.#count = count;
  }

  /** For `sendmmsg`: makes records of the addresses that were given since. */
  resolve(family: number, proto: number): void {
    if (this.#addresses.size === 0) return;
    for (const [i, address] of this.#addresses) {
      this.records.set(toRecord(family, address, 'sendmmsg', proto), i * ADDRESS_SIZE);
    }
    this.#addresses.clear();
  }

  /** Where the words of message `i` begin. */
  #at(i: number): number {
    return intArgument(i, "MessageBatch: argument 'i'", 0, this.capacity - 1) * WORDS;
  }
}
