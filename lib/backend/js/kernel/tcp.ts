import type { SocketConnectOpts } from 'node:net';
import { constants } from '../constants.ts';
import { EAGAIN, EINVAL, ENOTCONN, EPIPE, errnoOfHandle, failed } from './errno.ts';
import { type Handle, IPV6_ONLY, REUSE_PORT, tcpHandle } from './handle.ts';
import { anyName, hostOf, isLinkLocal, type Name, nameOf } from './name.ts';
import type { Outcome } from './operation.ts';
import { type Holder, hold, isTaken, release } from './ports.ts';
import { directions, HUNG_UP, isTrunc, RECEIVE, type Received, SEND } from './socket.ts';
import { guarded, StreamSocket } from './stream.ts';

const { AF_INET, AF_INET6, AF_UNSPEC } = constants as { [name: string]: number };

/** How often a port that the kernel chose may be one that a socket of ours has. */
const MOST_TRIES = 10;

/** TCP, over IPv4 and IPv6. */
export class TcpSocket extends StreamSocket implements Holder {
  holds: Name = anyName(AF_INET!);
  /** What bind(2) gave it: the port that was asked for or chosen. */
  #bound: Name | undefined;

  get reuseAddress(): boolean {
    return this.#isSet('SO_REUSEADDR');
  }
  get reusePort(): boolean {
    return this.#isSet('SO_REUSEPORT');
  }
  get ipv6Only(): boolean {
    return this.#isSet('IPV6_V6ONLY');
  }

  #isSet(option: string): boolean {
    return (this.ints.get(option) ?? 0) !== 0;
  }

  override bind(name: Name): Outcome {
    if (name.family !== this.family) return this.#otherFamily(name);
    if (this.handle !== undefined || this.phase !== 'closed') return EINVAL;
    if (isLinkLocal6(name) && name.scope === 0) return EINVAL;
    const handle = this.#openAt(name);
    if (typeof handle === 'number') return handle;
    this.handle = handle;
    this.#bound = this.local;
    return 0;
  }

  #otherFamily({ family }: Name): number {
    return this.family === AF_INET6 && family === AF_INET ? EINVAL : failed('EAFNOSUPPORT');
  }

  /** A handle with this name, which becomes the socket's. */
  #openAt(name: Name): Handle | number {
    const host = hostOf(name);
    if (typeof host === 'number') return host;
    for (let tries = 0; ; tries++) {
      if (name.port !== 0 && isTaken(name, this)) return failed('EADDRINUSE');
      const handle = tcpHandle();
      if (typeof handle === 'number') return handle;
      const out = {};
      // libuv keeps EADDRINUSE until the name is asked for.
      const error = this.#bindHandle(handle, host, name.port) || errnoOfHandle(handle.getsockname!(out));
      const local = nameOf(this.family, out);
      const again = error === 0 && name.port === 0 && isTaken(local, this) && tries < MOST_TRIES;
      if (error === 0 && !again) {
        this.#hold(local);
        return handle;
      }
      handle.close();
      if (!again) return error;
    }
  }

  #bindHandle(handle: Handle, host: string, port: number): number {
    const flags = (this.ipv6Only ? IPV6_ONLY : 0) | (this.reusePort ? REUSE_PORT : 0);
    return guarded(() => (this.family === AF_INET ? handle.bind(host, port, flags) : handle.bind6(host, port, flags)));
  }

  #hold(name: Name): void {
    release(this, this.holds.port);
    this.local = this.holds = name;
    if (name.port !== 0) hold(this);
  }

  protected override open(): Handle | number {
    if (this.#bound !== undefined) return this.#openAt(this.#bound);
    return this.family === AF_INET6 && this.ipv6Only ? this.#openAt(anyName(this.family)) : tcpHandle();
  }

  override connect(name: Name): Outcome {
    if (name.family === AF_UNSPEC) {
      this.reset();
      return 0;
    }
    return name.family === this.family ? this.begin(name) : this.#otherFamily(name);
  }

  protected override target(name: Name): SocketConnectOpts | number {
    const host = hostOf(name);
    return typeof host === 'number' ? host : { host, port: name.port, autoSelectFamily: false };
  }

  override listen(backlog: number): Outcome {
    // A port of its own before it listens, where it has none.
    if (this.handle === undefined && this.phase === 'closed') {
      const handle = this.#openAt(this.#bound ?? anyName(this.family));
      if (typeof handle === 'number') return handle;
      this.handle = handle;
    }
    return super.listen(backlog);
  }

  protected override sibling(): StreamSocket {
    return new TcpSocket(this.family, this.type, this.protocol);
  }

  protected override learnNames(): void {
    const [local, peer] = [{}, {}];
    if (this.handle?.getsockname?.(local) === 0) this.#hold(nameOf(this.family, local));
    if (this.phase === 'established' && this.handle?.getpeername?.(peer) === 0) this.peer = nameOf(this.family, peer);
    this.peer ??= anyName(this.family);
  }

  override getsockname(): Name {
    if (this.phase === 'connecting' && this.#bound === undefined) this.learnNames();
    return this.local ?? anyName(this.family);
  }

  protected override forget(): void {
    release(this, this.holds.port);
    this.local = undefined;
    if (this.#bound === undefined) return;
    // The port stays taken, by a handle that waits for the next connect.
    const handle = this.#openAt(this.#bound);
    if (typeof handle !== 'number') this.handle = handle;
  }

  override receive(received: Received): number {
    this.update();
    if (this.phase === 'listening') return ENOTCONN;
    const discard = isTrunc(received.flags);
    const into = discard ? new Uint8Array(received.into.length) : received.into;
    const got = this.read({ ...received, into });
    if (discard && got > 0) received.into.fill(0, 0, got);
    if (got !== EAGAIN || this.phase === 'connecting') return got;
    if (this.connection?.ended) return 0;
    if (this.error !== 0) return this.takeError();
    if ((this.shut & RECEIVE) !== 0) return 0;
    return this.phase === 'closed' ? ENOTCONN : EAGAIN;
  }

  protected override refusal(): number {
    if (this.phase === 'connecting') return EAGAIN;
    if (this.error !== 0) return this.takeError();
    return this.phase !== 'established' || (this.shut & SEND) !== 0 ? EPIPE : 0;
  }

  override shutdown(how: number): Outcome {
    const wanted = directions(how);
    if (wanted < 0) return wanted;
    this.update();
    if (this.phase === 'closed') {
      this.shut |= wanted;
      return ENOTCONN;
    }
    if (this.phase === 'established') return this.end(wanted);
    if (this.phase === 'connecting' || (wanted & RECEIVE) !== 0) this.reset();
    return 0;
  }

  override poll(): number {
    const events = this.pollStream();
    return this.phase === 'closed' ? events | HUNG_UP : events;
  }

  protected override get resets(): boolean {
    return true;
  }

  override apply(option: string, value: number): number {
    const node = this.connection?.node;
    if (node === undefined || this.phase !== 'established') return 0;
    if (option === 'TCP_NODELAY') node.setNoDelay(value !== 0);
    if (option === 'SO_KEEPALIVE') node.setKeepAlive(value !== 0, 1000 * (this.ints.get('TCP_KEEPIDLE') ?? 7200));
    if (option === 'TCP_KEEPIDLE' && this.#isSet('SO_KEEPALIVE')) node.setKeepAlive(true, 1000 * value);
    return 0;
  }

  override close(): Outcome {
    release(this, this.holds.port);
    return super.close();
  }
}

function isLinkLocal6({ family, host }: Name): boolean {
  return family === AF_INET6 && isLinkLocal(host);
}
