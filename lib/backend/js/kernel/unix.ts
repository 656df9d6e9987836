import { randomUUID } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import type { SocketConnectOpts } from 'node:net';
import { dirname, join } from 'node:path';
import { constants } from '../constants.ts';
import { EAGAIN, EINVAL, EISCONN, ENOSYS, ENOTCONN, EOPNOTSUPP, EPIPE, failed, lacks } from './errno.ts';
import { type Handle, pipeHandle } from './handle.ts';
import { anyName, type Name } from './name.ts';
import type { Outcome } from './operation.ts';
import { directions, HUNG_UP, RECEIVE, type Received, SEND, type Sent } from './socket.ts';
import { guarded, StreamSocket } from './stream.ts';

const { AF_UNIX } = constants as { [name: string]: number };

/** A stream over AF_UNIX, with a path for a name. */
export class UnixStream extends StreamSocket {
  /** The path that bind(2) made; empty if it made none. */
  #path = '';

  override bind(name: Name): Outcome {
    if (name.family !== AF_UNIX || this.handle !== undefined || this.connection !== undefined) return EINVAL;
    if (name.host === '') return lacks(ENOSYS, 'an abstract AF_UNIX name');
    const handle = pipeHandle();
    if (typeof handle === 'number') return handle;
    const error = guarded(() => handle.bind(name.host));
    if (error !== 0) {
      handle.close();
      // libuv reports a folder that is not there as Windows does.
      const noFolder = error === failed('EACCES') && !existsSync(dirname(name.host));
      return noFolder ? failed('ENOENT') : error;
    }
    // libuv takes a bound one for a listener, which can neither read nor write, until it adopts its own descriptor.
    handle.open?.(handle.fd ?? -1);
    this.handle = handle;
    this.local = name;
    this.#path = name.host;
    return 0;
  }

  protected override open(): Handle | number {
    return pipeHandle();
  }

  override connect(name: Name): Outcome {
    if (name.family !== AF_UNIX || this.listening) return EINVAL;
    return name.host === '' ? EINVAL : this.begin(name);
  }

  protected override get connectsAtOnce(): boolean {
    return true;
  }

  protected override target(name: Name): SocketConnectOpts {
    return { path: name.host };
  }

  override listen(backlog: number): Outcome {
    return this.local === undefined ? EINVAL : super.listen(backlog);
  }

  protected override sibling(): StreamSocket {
    return new UnixStream(this.family, this.type, this.protocol);
  }

  protected override bothEnded(): void {
    // It stays connected, whatever was shut down.
  }

  protected override learnNames(): void {
    this.peer ??= anyName(AF_UNIX!);
  }

  protected override forget(): void {
    // A path can be bound once.
    if (this.#path === '') this.local = undefined;
  }

  override getsockname(): Name {
    return this.local ?? anyName(AF_UNIX!);
  }

  override getpeername(): Name | number {
    this.update();
    return this.connection !== undefined && this.phase !== 'connecting' && this.peer ? this.peer : ENOTCONN;
  }

  /** Whether it has an other end, whatever has become of it. */
  get #connected(): boolean {
    return this.connection !== undefined && this.phase !== 'connecting';
  }

  override receive(received: Received): number {
    this.update();
    if (!this.#connected) return EINVAL;
    const got = this.read(received);
    if (got !== EAGAIN) return got;
    if (this.error !== 0) return this.takeError();
    return (this.shut & RECEIVE) !== 0 ? 0 : EAGAIN;
  }

  override send(sent: Sent): Outcome {
    if (sent.to !== undefined) return this.#connected ? EISCONN : EOPNOTSUPP;
    return super.send(sent);
  }

  protected override refusal(): number {
    if (!this.#connected) return ENOTCONN;
    if (this.error !== 0) return this.takeError();
    return (this.shut & SEND) !== 0 ? EPIPE : 0;
  }

  override shutdown(how: number): Outcome {
    const wanted = directions(how);
    if (wanted < 0) return wanted;
    this.update();
    return this.end(wanted);
  }

  override poll(): number {
    const events = this.pollStream();
    return this.phase === 'listening' || this.#connected ? events : events | HUNG_UP;
  }

  override close(): Outcome {
    return keeping(this.#path, () => super.close());
  }
}

/** Closes what has made `path`: libuv removes the path with its handle, and the kernel leaves it. */
function keeping<T>(path: string, close: () => T): T {
  const aside = join(dirname(path), `.${randomUUID()}`);
  let moved = false;
  try {
    if (path !== '') renameSync(path, aside);
    moved = path !== '';
  } catch {
    // Somebody has removed it already, or it may not be moved.
  }
  try {
    return close();
  } finally {
    if (moved) renameSync(aside, path);
  }
}
