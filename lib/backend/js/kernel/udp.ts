import dgram from 'node:dgram';
import { constants } from '../constants.ts';
import { changed } from './activity.ts';
import { EAGAIN, EINVAL, EISCONN, ENOTCONN, EPIPE, errnoOf, failed, lacks } from './errno.ts';
import { canReusePort } from './handle.ts';
import { MessageQueue } from './messages.ts';
import { anyName, hostOf, isLinkLocal, type Name, nameOf } from './name.ts';
import type { Outcome } from './operation.ts';
import {
  BOTH,
  directions,
  HUNG_UP,
  IN_ERROR,
  KernelSocket,
  PEER_HUNG_UP,
  READABLE,
  RECEIVE,
  type Received,
  SEND,
  type Sent,
  WRITABLE,
} from './socket.ts';

const { AF_INET, AF_INET6, AF_UNSPEC } = constants as { [name: string]: number };

/** The largest datagram of IPv4, and of IPv6. */
const MOST_INET = 65_507;
const MOST_INET6 = 65_527;

/** UDP, over IPv4 and IPv6. Node makes the socket when it is bound; what is set before is set then. */
export class UdpSocket extends KernelSocket {
  /** Which interface sends multicast, as it was set: an address, or an index; empty for the system's choice. */
  multicastInterface = '';
  #node: dgram.Socket | undefined;
  #peer: Name | undefined;
  readonly #received = new MessageQueue();
  /** What is done to the socket of Node as soon as there is one: multicast, time to live. */
  readonly #settings = new Map<string, (node: dgram.Socket) => void>();

  #open(): dgram.Socket {
    const isSet = (option: string) => (this.ints.get(option) ?? 0) !== 0;
    const node = dgram.createSocket({
      type: this.family === AF_INET6 ? 'udp6' : 'udp4',
      reuseAddr: isSet('SO_REUSEADDR'),
      ipv6Only: isSet('IPV6_V6ONLY'),
      ...(canReusePort && isSet('SO_REUSEPORT') && { reusePort: true }),
      // Only addresses come here.
      lookup: (host: string, _options: unknown, done: (error: null, address: string, family: number) => void) =>
        done(null, host, this.family === AF_INET6 ? 6 : 4),
    } as dgram.SocketOptions);
    node.on('message', (bytes, from) => {
      // As the kernel does it: what there is no room for is lost.
      if (this.#received.size > this.receiveBuffer) return;
      this.#received.push({ bytes, from: nameOf(this.family, from) });
      changed();
    });
    return node;
  }

  /** Binds the socket of Node, and takes it over. */
  #bindNode(name: Name): Promise<number> {
    const host = hostOf(name);
    if (typeof host === 'number') return Promise.resolve(host);
    const node = this.#open();
    return new Promise((resolve) => {
      node.once('error', (error) => {
        node.close();
        resolve(errnoOf(error));
      });
      node.bind({ address: host, port: name.port, exclusive: true }, () => {
        node.removeAllListeners('error').on('error', (error) => {
          this.error = -errnoOf(error);
          changed();
        });
        this.#node = node;
        for (const [option, value] of this.ints) this.apply(option, value);
        for (const setting of this.#settings.values()) setting(node);
        changed();
        resolve(0);
      });
    });
  }

  /** The socket of Node, bound to a port if it is not yet; or minus the errno. */
  async #ready(): Promise<dgram.Socket | number> {
    if (this.#node === undefined) {
      const error = await this.#bindNode(anyName(this.family));
      if (error !== 0) return error;
    }
    return this.#node!;
  }

  /** What Node is told about the socket: now, or when it has one. Minus the errno if Node refuses. */
  set(key: string, setting: (node: dgram.Socket) => void): number {
    try {
      if (this.#node !== undefined) setting(this.#node);
      this.#settings.set(key, setting);
      return 0;
    } catch (error) {
      return errnoOf(error);
    }
  }

  /** Asks a socket of Node that nothing else depends on, before there is another. */
  attempt(setting: (node: dgram.Socket) => void): number {
    const node = this.#node ?? this.#open();
    try {
      // Node binds at once where no name is looked up.
      if (node !== this.#node) node.on('error', () => {}).bind({ port: 0, exclusive: true });
      setting(node);
      return 0;
    } catch (error) {
      return errnoOf(error);
    } finally {
      if (node !== this.#node) node.close();
    }
  }

  /** Has a setting done to every socket of Node that is made from now on. */
  remember(key: string, setting: (node: dgram.Socket) => void): number {
    this.#settings.set(key, setting);
    return 0;
  }

  /** Whether there is a setting. */
  has(key: string): boolean {
    return this.#settings.has(key);
  }

  /** Takes back what `remember` has been told. False if it has not been. */
  unset(key: string): boolean {
    return this.#settings.delete(key);
  }

  /** Whether Node has a socket yet. */
  get isOpen(): boolean {
    return this.#node !== undefined;
  }

  override bind(name: Name): Outcome {
    if (name.family !== this.family) return this.#otherFamily(name);
    if (this.#node !== undefined) return EINVAL;
    if (this.family === AF_INET6 && isLinkLocal(name.host) && name.scope === 0) return EINVAL;
    return this.#bindNode(name);
  }

  #otherFamily({ family }: Name): number {
    return this.family === AF_INET6 && family === AF_INET ? EINVAL : failed('EAFNOSUPPORT');
  }

  /** An address that this socket can send to: AF_INET6 reaches IPv4 as well, unless it is told not to. */
  #reachable(name: Name): Name | number {
    if (name.family === this.family) return name;
    const mapped = this.family === AF_INET6 && name.family === AF_INET && this.ints.get('IPV6_V6ONLY') !== 1;
    return mapped ? { ...name, family: AF_INET6!, host: `::ffff:${name.host}` } : failed('EAFNOSUPPORT');
  }

  override connect(name: Name): Outcome {
    if (name.family === AF_UNSPEC) return this.#disconnect();
    const peer = this.#reachable(name);
    return typeof peer === 'number' ? peer : this.#connect(peer);
  }

  async #connect(peer: Name): Promise<number> {
    const host = hostOf(peer);
    if (typeof host === 'number') return host;
    const node = await this.#ready();
    if (typeof node === 'number') return node;
    this.#disconnect();
    // A port of 0 is nowhere, and Node has no such peer.
    if (peer.port === 0) return 0;
    const result = await new Promise<number>((resolve) => {
      node.connect(peer.port, host, (error?: Error) => resolve(error ? errnoOf(error) : 0));
    });
    if (result === 0) this.#peer = { ...peer, scope: isLinkLocal6(peer) ? peer.scope : 0 };
    return result;
  }

  #disconnect(): number {
    if (this.#peer !== undefined) this.#node?.disconnect();
    this.#peer = undefined;
    return 0;
  }

  override getsockname(): Name {
    return this.#node === undefined ? anyName(this.family) : nameOf(this.family, this.#node.address());
  }

  override getpeername(): Name | number {
    return this.#peer ?? ENOTCONN;
  }

  override receive(received: Received): number {
    if (this.error !== 0) return this.takeError();
    return this.#received.length > 0 ? this.#received.read(received) : EAGAIN;
  }

  override send({ bytes, total, to }: Sent): Outcome {
    if (total > (this.family === AF_INET6 ? MOST_INET6 : MOST_INET)) return failed('EMSGSIZE');
    if (to === undefined && this.#peer === undefined) return failed('EDESTADDRREQ');
    const peer = to === undefined ? undefined : this.#reachable(to);
    if (typeof peer === 'number') return peer;
    if (peer?.port === 0) return EINVAL;
    const host = peer === undefined ? '' : hostOf(peer);
    if (typeof host === 'number') return host;
    if (this.error !== 0) return this.takeError();
    if ((this.shut & SEND) !== 0) return EPIPE;
    if (peer === undefined || this.#peer === undefined) return this.#send(bytes, peer);
    // Linux sends to any address from a connected socket, and libuv to its peer alone.
    const elsewhere = peer.port !== this.#peer.port || hostOf(peer) !== hostOf(this.#peer);
    return elsewhere ? lacks(EISCONN, 'sendto() past the peer of a connected socket') : this.#send(bytes, undefined);
  }

  async #send(bytes: Uint8Array, to: Name | undefined): Promise<number> {
    const node = await this.#ready();
    if (typeof node === 'number') return node;
    // The bytes are in memory that the next call uses again.
    const copy = Buffer.from(bytes);
    return new Promise((resolve) => {
      const done = (error: Error | null) => resolve(error ? errnoOf(error) : bytes.length);
      if (to === undefined) node.send(copy, done);
      else node.send(copy, to.port, hostOf(to) as string, done);
    });
  }

  override shutdown(how: number): Outcome {
    const wanted = directions(how);
    if (wanted < 0) return wanted;
    this.shut |= wanted;
    changed();
    return this.#peer === undefined ? ENOTCONN : 0;
  }

  override poll(): number {
    let events = this.error !== 0 ? IN_ERROR : 0;
    if ((this.shut & RECEIVE) !== 0) events |= READABLE | PEER_HUNG_UP;
    if (this.shut === BOTH) events |= HUNG_UP;
    return this.#received.length > 0 ? events | READABLE | WRITABLE : events | WRITABLE;
  }

  override apply(option: string, value: number): number {
    const node = this.#node;
    if (node === undefined) return 0;
    try {
      if (option === 'SO_BROADCAST') node.setBroadcast(value !== 0);
      if (option === 'SO_RCVBUF') node.setRecvBufferSize(value);
      if (option === 'SO_SNDBUF') node.setSendBufferSize(value);
      return 0;
    } catch (error) {
      return errnoOf(error);
    }
  }

  override close(): Outcome {
    this.#node?.close();
    this.#node = undefined;
    return 0;
  }
}

function isLinkLocal6({ family, host }: Name): boolean {
  return family === AF_INET6 && isLinkLocal(host);
}
