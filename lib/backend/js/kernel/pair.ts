import { constants } from '../constants.ts';
import { changed } from './activity.ts';
import { EAGAIN, EINVAL, EISCONN, ENOSYS, ENOTCONN, EOPNOTSUPP, EPIPE, failed, lacks } from './errno.ts';
import { MessageQueue } from './messages.ts';
import { anyName, type Name } from './name.ts';
import type { Outcome } from './operation.ts';
import { ByteQueue } from './queue.ts';
import {
  BOTH,
  directions,
  HUNG_UP,
  IN_ERROR,
  isPeek,
  KernelSocket,
  PEER_HUNG_UP,
  positive,
  READABLE,
  RECEIVE,
  type Received,
  SEND,
  type Sent,
  WRITABLE,
} from './socket.ts';

const { AF_UNIX, SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET } = constants as { [name: string]: number };

/** The types that a pair can have. */
export const PAIR_TYPES: readonly (number | undefined)[] = [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET];

/** What Linux keeps of SO_SNDBUF for itself. */
const RESERVED = 32;

/** One end of a socketpair(2): both ends are in this memory, and no event is ever waited for. */
export class PairSocket extends KernelSocket {
  #peer: PairSocket | undefined;
  #closed = false;
  readonly #bytes = new ByteQueue();
  readonly #messages = new MessageQueue();

  /** Two ends that are connected. */
  static make(type: number, protocol: number): [PairSocket, PairSocket] {
    const [a, b] = [new PairSocket(AF_UNIX!, type, protocol), new PairSocket(AF_UNIX!, type, protocol)];
    a.#peer = b;
    b.#peer = a;
    return [a, b];
  }

  get #isDatagram(): boolean {
    return this.type === SOCK_DGRAM;
  }

  override bind(): Outcome {
    return lacks(ENOSYS, 'a name for one end of a socketpair');
  }

  override connect(name: Name): Outcome {
    if (name.family !== AF_UNIX) return EINVAL;
    return this.#isDatagram ? lacks(ENOSYS, 'an AF_UNIX datagram socket with a name') : EISCONN;
  }

  override listen(): Outcome {
    return this.#isDatagram ? EOPNOTSUPP : EINVAL;
  }

  override accept(): number {
    return this.#isDatagram ? EOPNOTSUPP : EINVAL;
  }

  override getsockname(): Name {
    return anyName(AF_UNIX!);
  }

  override getpeername(): Name | number {
    return this.#peer === undefined ? ENOTCONN : anyName(AF_UNIX!);
  }

  /** What it has sent and the other end has not read. */
  get #unread(): number {
    const peer = this.#peer;
    return peer === undefined ? 0 : peer.#bytes.length + peer.#messages.size;
  }

  get #hasData(): boolean {
    return this.#bytes.length > 0 || this.#messages.length > 0;
  }

  override receive(received: Received): number {
    if (this.#hasData) {
      const got = this.isStream
        ? this.#bytes.read(received.into, isPeek(received.flags))
        : this.#messages.read(received);
      changed();
      return got;
    }
    if (this.error !== 0) return this.takeError();
    return !this.#isDatagram && (this.shut & RECEIVE) !== 0 ? 0 : EAGAIN;
  }

  override send({ bytes, total, flags, to }: Sent): Outcome {
    if (to !== undefined && !this.#isDatagram) return EISCONN;
    if (to !== undefined) return lacks(ENOSYS, 'an AF_UNIX datagram socket with a name');
    const timeout = this.sendWait(flags);
    if (!this.isStream) return { attempt: () => this.#sendMessage(bytes, total), timeout };
    let sent = 0;
    const attempt = () => {
      const refused = this.#refusal();
      if (refused !== 0) return sent > 0 ? sent : refused;
      const room = Math.max(0, this.sendBuffer - this.#unread);
      if (room === 0 && sent < bytes.length) return EAGAIN;
      const part = bytes.slice(sent, sent + room);
      this.#peer!.#bytes.push(part);
      sent += part.length;
      changed();
      return sent < bytes.length ? EAGAIN : sent;
    };
    return { attempt, timeout, expired: () => (sent > 0 ? sent : EAGAIN) };
  }

  #refusal(): number {
    const peer = this.#peer;
    if ((this.shut & SEND) !== 0) return EPIPE;
    if (peer === undefined) return ENOTCONN;
    if (peer.#closed && this.#isDatagram) {
      this.#peer = undefined;
      return failed('ECONNREFUSED');
    }
    return peer.#closed || (peer.shut & RECEIVE) !== 0 ? EPIPE : 0;
  }

  #sendMessage(bytes: Uint8Array, total: number): number {
    if (total > this.sendBuffer - RESERVED) return failed('EMSGSIZE');
    const refused = this.error !== 0 ? this.takeError() : this.#refusal();
    if (refused !== 0) return refused;
    if (this.#unread >= this.sendBuffer) return EAGAIN;
    this.#peer!.#messages.push({ bytes: bytes.slice(), from: undefined });
    changed();
    return bytes.length;
  }

  override shutdown(how: number): Outcome {
    const wanted = directions(how);
    if (wanted < 0) return wanted;
    this.shut |= wanted;
    if (this.#peer !== undefined && !this.#isDatagram) {
      this.#peer.shut |= (wanted & RECEIVE ? SEND : 0) | (wanted & SEND ? RECEIVE : 0);
    }
    changed();
    return 0;
  }

  override poll(): number {
    let events = this.error !== 0 ? IN_ERROR : 0;
    if (this.shut === BOTH) events |= HUNG_UP;
    if ((this.shut & RECEIVE) !== 0) events |= READABLE | PEER_HUNG_UP;
    if (this.#hasData) events |= READABLE;
    // unix(7) says writable only where there is room for something: a quarter is taken at most.
    if (4 * this.#unread <= this.sendBuffer) events |= WRITABLE;
    return events;
  }

  override close(): Outcome {
    this.#closed = true;
    const peer = this.#peer;
    if (peer !== undefined && !this.#isDatagram) {
      peer.shut = BOTH;
      if (this.#hasData) peer.error = positive('ECONNRESET');
    }
    this.#bytes.clear();
    changed();
    return 0;
  }
}
