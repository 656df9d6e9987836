import type { Cluster } from 'node:cluster';
import type { Socket as DgramSocket, SocketOptions } from 'node:dgram';
import type { Socket as NetSocket, OnReadOpts, Server, ServerOpts, SocketConstructorOpts } from 'node:net';
import { backend } from '../backend/load.ts';
import { typeName } from '../core/bytes.ts';
import { type OSError, oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { intArgument } from '../core/numbers.ts';
import { isOptions, optional } from '../core/parameters.ts';
import type { SocketBase } from '../socket/base.ts';

// Sockets that become Node's. What may fail is found out before; then the descriptor is given to a handle of Node's, which
// owns it from that moment on. Node's modules are loaded when they are needed: most programs hand nothing over.

const { sys, constants, errnos, capabilities } = backend;
const { AF_INET, AF_INET6, AF_UNIX, SOCK_STREAM, SOCK_DGRAM, SOL_SOCKET, SO_ACCEPTCONN } = constants;

/** What a socket is, as far as handing it over goes. */
export type Handed = Pick<SocketBase, 'fd' | 'family' | 'type' | 'proto'>;

/** `toNetSocket({ … })`: options of `new net.Socket()`. */
export interface NetSocketOptions {
  /** Keep this side open when the other has ended; `false` if left out. */
  allowHalfOpen?: boolean;
  /** Read nothing until somebody calls `resume()` or `read()`; left out, up to `highWaterMark` bytes are read ahead. */
  pauseOnCreate?: boolean;
  readable?: boolean;
  writable?: boolean;
  /** Bytes that are read ahead, and that may wait to be written before `write()` says `false`. */
  highWaterMark?: number;
  /** Destroys the socket. One that is aborted already keeps it from being handed over. */
  signal?: AbortSignal;
  /** One buffer for everything that is read, and who is told of it, in place of `'data'`. */
  onread?: OnReadOpts;
}

/** `toNetServer({ … })`: the backlog, and options of `net.createServer()`. */
export interface NetServerOptions extends ServerOpts {
  /** How many connections may wait to be accepted. It replaces the one that `listen()` was given; Node's 511 if left out. */
  backlog?: number;
}

/** `toDgramSocket({ … })`: options of `dgram.createSocket()`. */
export type DgramSocketOptions = Pick<SocketOptions, 'signal' | 'lookup'>;

/** Node's default, for a server that is Node's. */
const NODE_BACKLOG = 511;

/** An error of ours, with the reason. */
export function refused(errno: number, syscall: string, text: string): OSError {
  return oserror(errno, syscall, { text: `[Errno ${errno}] ${sys.strerror(errno)} (${text})` });
}

/** The descriptor of a socket that is open. */
export function openFd({ fd }: Handed, name: string): number {
  if (fd.number < 0) throw oserror(errnos.EBADF!, name);
  return fd.number;
}

/** The same, which is to be the system's own. */
export function handedFd(socket: Handed, name: string): number {
  const fd = openFd(socket, name);
  needsDescriptors(name);
  return fd;
}

export function needsDescriptors(name: string): void {
  if (capabilities.fileDescriptors) return;
  throw refused(errnos.EOPNOTSUPP!, name, 'this backend has no descriptors of the system');
}

/** What `node:net` can have: streams of three families. */
function streamFd(socket: Handed, name: string): number {
  const fd = handedFd(socket, name);
  const { family, type } = socket;
  if (type !== SOCK_STREAM || (family !== AF_INET && family !== AF_INET6 && family !== AF_UNIX)) {
    const others =
      type === SOCK_DGRAM && family !== AF_UNIX ? 'toDgramSocket() and toDuplex() take' : 'toDuplex() takes';
    throw refused(errnos.EPROTOTYPE!, name, `Node takes streams of AF_INET, AF_INET6 and AF_UNIX; ${others} this one`);
  }
  return fd;
}

const answer = new Int32Array(1);
const answerBytes = new Uint8Array(answer.buffer);
const name = new Uint8Array(256);

export function isListening(fd: number): boolean {
  answer[0] = 0;
  return sys.getsockopt(fd, SOL_SOCKET!, SO_ACCEPTCONN!, answerBytes, 0, 4) >= 0 && answer[0] !== 0;
}

export function isConnected(fd: number): boolean {
  return sys.getpeername(fd, name) >= 0;
}

/**
 * Gives a descriptor to what `take` makes of it. If that throws, the socket has it back, in the mode that it had.
 *
 * @throws OSError where Node has an error of a system call.
 */
function handOver<T>({ fd }: Handed, syscall: string, take: (fd: number) => T): T {
  const blocks = sys.get_blocking(fd.number);
  try {
    return fd.handOver(take);
  } catch (error) {
    if (fd.number >= 0) sys.set_blocking(fd.number, blocks);
    const code = error instanceof Error && 'code' in error ? errnos[error.code as string] : undefined;
    throw code === undefined ? error : oserror(code, syscall);
  }
}

export function checkSignal(signal: unknown, name: string): void {
  if (signal === undefined) return;
  if (!(signal instanceof AbortSignal)) {
    throw new TypeError(`${name}() argument 'signal' must be an AbortSignal, not '${typeName(signal)}'`);
  }
  signal.throwIfAborted();
}

/** Read once: whatever code the caller's object runs, it runs before the descriptor is on its way. */
function onreadArgument(value: unknown, name: string): OnReadOpts | undefined {
  if (value === undefined || value === null) return undefined;
  const { buffer, callback } = (typeof value === 'object' ? value : {}) as Partial<OnReadOpts>;
  if (!(buffer instanceof Uint8Array || typeof buffer === 'function') || typeof callback !== 'function') {
    throw new TypeError(`${name}() argument 'onread' must have a buffer and a callback`);
  }
  return { buffer, callback };
}

/** See `HandoverSocket.toNetSocket`. */
export function toNetSocket(socket: Handed, options: NetSocketOptions): NetSocket {
  const call = 'toNetSocket';
  const names = ['allowHalfOpen', 'pauseOnCreate', 'readable', 'writable', 'highWaterMark', 'signal', 'onread'];
  const [
    allowHalfOpen = false,
    pauseOnCreate = false,
    readable = true,
    writable = true,
    highWaterMark,
    signal,
    onread,
  ] = optional([options], [], call, names);
  checkSignal(signal, call);
  const reads = onreadArgument(onread, call);
  if (highWaterMark !== undefined) intArgument(highWaterMark, `${call}() argument 'highWaterMark'`, 0);
  const fd = streamFd(socket, call);
  if (isListening(fd)) throw refused(errnos.EINVAL!, call, 'the socket listens: toNetServer()');
  const given = {
    allowHalfOpen,
    readable,
    writable,
    ...(highWaterMark !== undefined && { highWaterMark }),
    ...(signal !== undefined && { signal }),
    ...(reads && { onread: reads }),
    ...(pauseOnCreate ? { pauseOnCreate: true } : {}),
    // There is nothing to read yet, and to try would be an error.
    ...(!isConnected(fd) && { manualStart: true }),
  } as SocketConstructorOpts;
  const { Socket } = process.getBuiltinModule('node:net');
  return handOver(socket, call, (fd) => new Socket({ ...given, fd }));
}

/** See `HandoverSocket.toNetServer`. */
export function toNetServer(socket: Handed, given: Server | NetServerOptions, more: { backlog?: number }): Server {
  const call = 'toNetServer';
  const net = process.getBuiltinModule('node:net');
  const isServer = given instanceof net.Server;
  if (!isServer && !isOptions(given)) {
    throw new TypeError(`${call}() argument 'server' must be a net.Server, not '${typeName(given)}'`);
  }
  const { backlog = NODE_BACKLOG, ...options } = isServer ? { ...more } : { ...given };
  intArgument(backlog, `${call}() argument 'backlog'`, 1);
  if (isServer && given.listening) throw new TypeError(`${call}() argument 'server' listens already`);
  const fd = streamFd(socket, call);
  // Node would look for the number among the descriptors of the primary process.
  if ((process.getBuiltinModule('node:cluster') as unknown as Cluster).isWorker) {
    throw refused(errnos.EOPNOTSUPP!, call, 'in a worker of node:cluster, Node listens on descriptors of the primary');
  }
  const server = isServer ? given : net.createServer(options);
  // Node reports this one later, and has closed the descriptor by then.
  const listens = sys.listen(fd, backlog);
  if (listens < 0) throw oserror(-listens, 'listen');
  return handOver(socket, call, (fd) => {
    server.listen({ fd }, backlog);
    if (server.listening) return server;
    // All else has been ruled out: another handle of Node's has the descriptor. Node goes on to say so as an event.
    server.once('error', () => {});
    throw oserror(errnos.EEXIST!, call);
  });
}

/** See `HandoverSocket.toDgramSocket`. */
export function toDgramSocket(socket: Handed, options: DgramSocketOptions): DgramSocket {
  const call = 'toDgramSocket';
  const [signal, lookup] = optional([options], [], call, ['signal', 'lookup']);
  checkSignal(signal, call);
  const fd = handedFd(socket, call);
  const { family, type } = socket;
  if (type !== SOCK_DGRAM || (family !== AF_INET && family !== AF_INET6)) {
    throw refused(errnos.EPROTOTYPE!, call, 'Node takes datagrams of AF_INET and AF_INET6; toDuplex() takes this one');
  }
  // Node does not find out that it is, and could send nothing.
  if (isConnected(fd)) throw refused(errnos.EISCONN!, call, 'Node takes none that is connected; toDuplex() does');
  const made = process.getBuiltinModule('node:dgram').createSocket({
    type: family === AF_INET ? 'udp4' : 'udp6',
    ...(signal !== undefined && { signal: signal as AbortSignal }),
    ...(lookup !== undefined && { lookup: lookup as NonNullable<SocketOptions['lookup']> }),
  });
  try {
    // Node takes 0 for no descriptor at all.
    if (fd === 0) takeTwin(socket, call, made);
    else handOver(socket, call, (fd) => made.bind({ fd, exclusive: true }));
    return made;
  } catch (error) {
    made.close();
    throw error;
  }
}

function takeTwin(socket: Handed, call: string, made: DgramSocket): void {
  const twin = sys.dup(socket.fd.number);
  if (twin < 0) throw oserror(-twin, 'dup');
  const fd = OwnedFd.take(twin);
  try {
    handOver({ ...socket, fd }, call, (fd) => made.bind({ fd, exclusive: true }));
  } catch (error) {
    fd.close();
    throw error;
  }
  socket.fd.close();
}
