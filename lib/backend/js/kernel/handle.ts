import { Socket } from 'node:net';
import { failed } from './errno.ts';

/**
 * What Node keeps a TCP socket or a Unix stream in. Its classes are not exported, but every `net.Socket` has one: only so
 * can a socket be bound without listening or connecting, as bind(2) does it. No other file knows of them.
 *
 * Each call returns 0, or a negative number of libuv's.
 */
export interface Handle {
  bind(address: string, port?: number, flags?: number): number;
  bind6(address: string, port: number, flags: number): number;
  listen(backlog: number): number;
  getsockname?(out: HandleName): number;
  getpeername?(out: HandleName): number;
  close(): void;
  /** The descriptor, where the system has such; and what adopts one. */
  readonly fd?: number;
  open?(fd: number): number;
  onconnection: (status: number, client: Handle | undefined) => void;
}

export interface HandleName {
  address?: string;
  family?: string;
  port?: number;
}

/** Flags of `bind` and `bind6`. */
export const IPV6_ONLY = 1;
export const REUSE_PORT = 2;

const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];

/** Whether Node can set SO_REUSEPORT: from 23.1 on, where the system balances between the sockets. */
export const canReusePort =
  (major > 23 || (major === 23 && minor >= 1)) && ['linux', 'freebsd'].includes(process.platform);

type HandleClass = new (kind: number) => Handle;

/** The class of the handle that `begin` makes a socket take. */
function classOf(begin: (socket: Socket) => void): HandleClass | undefined {
  const socket = new Socket();
  socket.on('error', () => {});
  begin(socket);
  const handle = (socket as unknown as { _handle?: Handle | null })._handle;
  socket.destroy();
  return typeof handle?.bind === 'function' && typeof handle.listen === 'function'
    ? (handle.constructor as HandleClass)
    : undefined;
}

let tcp: HandleClass | undefined;
let pipe: HandleClass | undefined;

/** A handle of a TCP socket; ENOSYS where Node has no such thing. */
export function tcpHandle(): Handle | number {
  // The look-up never ends, so that nothing is connected.
  tcp ??= classOf((socket) => socket.connect({ host: 'nowhere', port: 1, lookup: () => {} }));
  return tcp === undefined ? failed('ENOSYS') : new tcp(0);
}

/** A handle of a Unix stream. */
export function pipeHandle(): Handle | number {
  pipe ??= classOf((socket) => socket.connect({ path: '/dev/null/nowhere' }));
  return pipe === undefined ? failed('ENOSYS') : new pipe(0);
}

/** Node's socket on a handle. It does not read before it is connected, and ends each direction by itself. */
export function socketOf(handle: Handle): Socket {
  const options = { handle, manualStart: true, allowHalfOpen: true };
  return new Socket(options as ConstructorParameters<typeof Socket>[0]);
}
