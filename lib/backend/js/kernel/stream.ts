import type { SocketConnectOpts } from 'node:net';
import { constants } from '../constants.ts';
import { changed, settle } from './activity.ts';
import { Connection } from './connection.ts';
import { EAGAIN, EINVAL, EISCONN, ENOTCONN, errnoOf, errnoOfHandle, failed } from './errno.ts';
import { type Handle, socketOf } from './handle.ts';
import { type Name, nameOf } from './name.ts';
import { type Outcome, PENDING } from './operation.ts';
import {
  BOTH,
  HUNG_UP,
  IN_ERROR,
  isPeek,
  KernelSocket,
  PEER_HUNG_UP,
  READABLE,
  RECEIVE,
  type Received,
  SEND,
  type Sent,
  WRITABLE,
} from './socket.ts';

/** Where the protocol stands: the states of Linux that a caller can tell from one another. */
export type Phase = 'closed' | 'connecting' | 'established' | 'listening';

/** What a connect that does not wait says at once: the others are found out by SO_ERROR. */
const AT_ONCE = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM', 'EINVAL', 'ENOENT', 'ENOTDIR'].map(failed));

/** A stream on a socket of Node's: TCP, and AF_UNIX. */
export abstract class StreamSocket extends KernelSocket {
  protected phase: Phase = 'closed';
  /** What connect() has been told: Linux keeps it apart from the protocol's state. */
  #told: 'unconnected' | 'connecting' | 'connected' = 'unconnected';
  /** Bound, listening or connected. */
  protected handle: Handle | undefined;
  protected connection: Connection | undefined;
  protected local: Name | undefined;
  protected peer: Name | undefined;
  /** Connections that wait for accept(), and who they are from. */
  readonly #waiting: { handle: Handle; peer: Name | undefined }[] = [];

  /** A new handle, bound if the socket is; or minus the errno. */
  protected abstract open(): Handle | number;
  /** Where `connect` of Node leads to; minus the errno for an address that cannot be. */
  protected abstract target(name: Name): SocketConnectOpts | number;
  /** A socket of the same kind, for a connection that came. */
  protected abstract sibling(): StreamSocket;
  /** The names of both ends, as Node has them. */
  protected abstract learnNames(): void;
  /** The socket ends or starts anew, and keeps a name only if it was bound to one. */
  protected abstract forget(): void;

  override get listening(): boolean {
    return this.phase === 'listening';
  }

  /** Connects, or goes on with it; connect(2). */
  protected begin(name: Name): Outcome {
    if (this.phase === 'listening') return EISCONN;
    if (this.#told === 'connected') return EISCONN;
    if (this.#told === 'connecting') {
      if (this.phase !== 'connecting') return this.#concluded();
      return this.blocking ? this.#concluding() : failed('EALREADY');
    }
    const target = this.target(name);
    if (typeof target === 'number') return target;
    const handle = this.handle ?? this.open();
    if (typeof handle === 'number') return handle;
    this.#dial(handle, target);
    this.peer = name;
    return this.blocking || this.connectsAtOnce ? this.#concluding() : this.#started();
  }

  /** Whether the kernel knows the outcome of a connect at once, so that nobody ever waits for it. */
  protected get connectsAtOnce(): boolean {
    return false;
  }

  #dial(handle: Handle, target: SocketConnectOpts): void {
    this.handle = handle;
    this.phase = 'connecting';
    this.#told = 'connecting';
    const node = socketOf(handle);
    const connection = new Connection(node, () => this.receiveBuffer);
    this.connection = connection;
    node.once('connect', () => {
      if (this.connection !== connection) return;
      this.#establish(connection);
      changed();
    });
    node.connect(target);
    // Node connects in a moment, and from then on there is a name, whatever comes of it.
    process.nextTick(() => this.phase === 'connecting' && this.learnNames());
  }

  #establish(connection: Connection): void {
    this.phase = 'established';
    this.learnNames();
    for (const [option, value] of this.ints) this.apply(option, value);
    connection.start();
  }

  /** Sees what has come of the connection since. */
  protected update(): void {
    const { connection } = this;
    if (connection === undefined) return;
    const { failure } = connection;
    if (failure !== 0 && this.phase !== 'closed') {
      this.phase = 'closed';
      this.error = -failure;
      this.shut = BOTH;
    }
    if (connection.ended) this.shut |= RECEIVE;
    if (connection.ended && connection.finished) this.bothEnded();
  }

  /** Each side has told the other that there is no more. */
  protected bothEnded(): void {
    this.phase = 'closed';
  }

  /** A connect that waits for its outcome. */
  #concluding(): Outcome {
    const still = this.connectsAtOnce ? PENDING : EAGAIN;
    const attempt = () => {
      this.update();
      return this.phase === 'connecting' ? still : this.#concluded();
    };
    return { attempt, timeout: this.sendWait(0), expired: () => failed('EINPROGRESS') };
  }

  #concluded(): number {
    this.update();
    // A reset comes behind a connection only: it was made, and the next call hears what has become of it.
    if (this.phase === 'established' || this.connection?.failure === failed('ECONNRESET')) {
      this.#told = 'connected';
      return 0;
    }
    const error = this.takeError() || failed('ECONNABORTED');
    this.reset();
    return error;
  }

  /** A connect that does not wait. */
  #started(): Promise<number> {
    return new Promise((resolve) => {
      settle(() => {
        this.update();
        const atOnce = this.phase === 'closed' && AT_ONCE.has(-this.error);
        resolve(atOnce ? this.#concluded() : failed('EINPROGRESS'));
      });
    });
  }

  /** Starts anew, as after a connection that was refused. What the socket was bound to, it still is. */
  protected reset(): void {
    this.connection?.close(this.resets && this.phase === 'established');
    if (this.connection === undefined) this.handle?.close();
    this.#refuseWaiting();
    this.connection = undefined;
    this.handle = undefined;
    this.peer = undefined;
    this.phase = 'closed';
    this.#told = 'unconnected';
    this.shut = 0;
    this.forget();
  }

  override listen(backlog: number): Outcome {
    if (this.phase === 'listening') return 0;
    if (this.phase !== 'closed' || this.#told !== 'unconnected') return EINVAL;
    const handle = this.handle ?? this.open();
    if (typeof handle === 'number') return handle;
    this.handle = handle;
    handle.onconnection = (status, client) => {
      if (status < 0 || client === undefined) return;
      this.#waiting.push({ handle: client, peer: peerOf(this.family, client) });
      changed();
    };
    const result = errnoOfHandle(handle.listen(Math.max(1, backlog)));
    if (result === 0) this.phase = 'listening';
    if (result === 0) this.learnNames();
    return result;
  }

  override accept(): KernelSocket | number {
    if (this.phase !== 'listening') return EINVAL;
    const next = this.#waiting.shift();
    if (next === undefined) return EAGAIN;
    const accepted = this.sibling();
    accepted.#inherit(this);
    accepted.handle = next.handle;
    accepted.peer = next.peer;
    accepted.#told = 'connected';
    accepted.connection = new Connection(socketOf(next.handle), () => accepted.receiveBuffer);
    accepted.#establish(accepted.connection);
    return accepted;
  }

  #inherit(listener: StreamSocket): void {
    for (const [option, value] of listener.ints) this.ints.set(option, value);
    this.linger = listener.linger;
    this.receiveTimeout = listener.receiveTimeout;
    this.sendTimeout = listener.sendTimeout;
    this.receiveBuffer = listener.receiveBuffer;
    this.sendBuffer = listener.sendBuffer;
    this.local = listener.local;
  }

  override getsockname(): Name | undefined {
    return this.local;
  }

  override getpeername(): Name | number {
    this.update();
    return this.phase === 'established' && this.peer !== undefined ? this.peer : ENOTCONN;
  }

  /** Reads what is there; EAGAIN if nothing is. */
  protected read({ into, flags }: Received): number {
    const { connection } = this;
    if (connection === undefined || connection.received.length === 0) return EAGAIN;
    return connection.read(into, isPeek(flags));
  }

  /** Why nothing can be sent: minus the errno, EAGAIN for not yet; 0 if it can. */
  protected abstract refusal(): number;

  override send({ bytes, flags }: Sent): Outcome {
    const refuse = () => {
      this.update();
      return this.refusal();
    };
    const { connection } = this;
    if (connection === undefined) return refuse();
    return { ...connection.send(bytes, refuse), timeout: this.sendWait(flags) };
  }

  /** Ends directions of a connection. The result comes when the other end has been told, or cannot be yet. */
  protected end(directions: number): Outcome {
    const { connection } = this;
    const telling = (directions & SEND) !== 0 && (this.shut & SEND) === 0;
    this.shut |= directions;
    changed();
    if (!telling || connection === undefined) return 0;
    connection.end();
    const attempt = () => (connection.finished || connection.failure !== 0 || connection.writing > 0 ? 0 : PENDING);
    return { attempt, timeout: -1 };
  }

  /** What poll(2) says, but for what the kind of stream says by itself. */
  protected pollStream(): number {
    this.update();
    if (this.phase === 'listening') return this.#waiting.length > 0 ? READABLE : 0;
    let events = this.error !== 0 ? IN_ERROR : 0;
    if (this.shut === BOTH) events |= HUNG_UP;
    if ((this.shut & RECEIVE) !== 0) events |= READABLE | PEER_HUNG_UP;
    if (this.phase === 'connecting') return events;
    if (this.connection !== undefined && this.connection.received.length > 0) events |= READABLE;
    if ((this.shut & SEND) !== 0 || (this.connection?.writing ?? 0) === 0) events |= WRITABLE;
    return events;
  }

  override close(): Outcome {
    const { connection } = this;
    const [on, seconds] = this.linger;
    this.#refuseWaiting();
    if (connection === undefined) {
      this.closeHandle();
      return 0;
    }
    const linger = on !== 0 && seconds > 0 && this.blocking && connection.writing > 0;
    connection.close(this.resets && (connection.received.length > 0 || (on !== 0 && seconds === 0)));
    if (!linger) return 0;
    const attempt = () => (connection.writing > 0 && connection.failure === 0 ? EAGAIN : 0);
    return { attempt, timeout: 1000 * seconds, expired: () => 0 };
  }

  /** Whether the other end can be told that bytes are lost. */
  protected get resets(): boolean {
    return false;
  }

  /** Closes a handle that has no connection. */
  protected closeHandle(): void {
    this.handle?.close();
    this.handle = undefined;
  }

  #refuseWaiting(): void {
    for (const { handle } of this.#waiting.splice(0)) {
      const node = socketOf(handle).on('error', () => {});
      if (this.resets) node.resetAndDestroy();
      else node.destroy();
    }
  }
}

/** Who a connection is from, as long as it is known. */
function peerOf(family: number, handle: Handle): Name | undefined {
  if (family === constants.AF_UNIX) return undefined;
  const out = {};
  return handle.getpeername?.(out) === 0 ? nameOf(family, out) : undefined;
}

/** Node refuses some arguments by an exception. */
export function guarded(call: () => number): number {
  try {
    return errnoOfHandle(call());
  } catch (error) {
    return errnoOf(error);
  }
}
