import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import { oserror, UnsupportedOperation } from '../core/errors.ts';
import { intArgument } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import { POLLOUT } from '../core/wait.ts';
import { complete, outsideKernel, type Waiter } from './call.ts';

const { sys, constants, errnos, capabilities } = backend;

const EAGAIN = -errnos.EAGAIN!;
const EINTR = -errnos.EINTR!;

/** An object that can be read as a file: as Python's binary files, and those of `makefile()`. */
export interface ReadableFile {
  /** Up to `size` bytes; none at the end. */
  read(size: number): BytesLike | null;
  /** Moves the position. Without it, the position is left where reading took it. */
  seek?(offset: number): unknown;
  fileno?(): number;
  readonly mode?: string;
}

/** What `sendfile` takes for a file: a descriptor, a `FileHandle` of `node:fs/promises`, or an object. */
export type SendableFile = number | { readonly fd: number } | { fileno(): number } | ReadableFile;

/** What it needs of its socket. */
interface SendingSocket extends Waiter {
  readonly type: number;
  send(data: Uint8Array): number;
}

/** A file as the calls below use it. */
export interface Source {
  /** -1 for an object without one. */
  readonly fd: number;
  readonly object: ReadableFile | undefined;
}

/** At most this much is asked of one sendfile(2): a count is an int. */
export const LARGEST = 2 ** 30;
/** What is read at a time from a file that is read: Python's choice for an object, more where it costs no more. */
export const OBJECT_BLOCK = 8192;
export const BLOCK = 65_536;

/** `Socket.sendfile`, with all that follows the file in `given`. */
export function sendfile(sock: SendingSocket, file: unknown, given: unknown[]): number {
  const [offset, count] = optional(trimmed(given), ['offset', 'count'], 'sendfile');
  const [source, start, most] = sendfileArguments(sock.type, file, offset, count);
  if (sock.timeout === 0) throw new RangeError('sendfile(): non-blocking sockets are not supported');
  if (canSendByKernel(source)) {
    const sent = outsideKernel(sock, (waiter) => sendByKernel(waiter, source, start, most));
    if (sent !== undefined) return sent;
  }
  return source.object === undefined
    ? sendDescriptor(sock, source.fd, start, most)
    : sendObject(sock, source.object, start, most);
}

/** The arguments, read: the file, where in it to begin, and how many bytes at most. */
export function sendfileArguments(
  type: number,
  file: unknown,
  offset: unknown,
  count: unknown,
): [source: Source, start: number, most: number] {
  const source = sourceOf(file);
  const start = intArgument(offset ?? 0, "sendfile() argument 'offset'", 0, Number.MAX_SAFE_INTEGER);
  if (type !== constants.SOCK_STREAM) {
    throw new RangeError('sendfile(): only SOCK_STREAM type sockets are supported');
  }
  const most =
    count === undefined || count === null
      ? Infinity
      : intArgument(count, "sendfile() argument 'count'", 1, Number.MAX_SAFE_INTEGER);
  return [source, start, most];
}

/** The arguments without those at the end that are left out. */
function trimmed(given: unknown[]): unknown[] {
  return given.slice(0, given.findLastIndex((value) => value !== undefined) + 1);
}

function sourceOf(file: unknown): Source {
  const where = "sendfile() argument 'file'";
  if (typeof file === 'number') return { fd: intArgument(file, where, 0), object: undefined };
  if (typeof file !== 'object' || file === null) throw notAFile(file);
  const { mode, read, fileno, fd } = file as Partial<Record<'mode' | 'read' | 'fileno' | 'fd', unknown>>;
  if (typeof mode === 'string' && !mode.includes('b')) {
    throw new RangeError(`${where}: file should be opened in binary mode`);
  }
  // A FileHandle's read() is asynchronous, and no help here.
  const object = typeof read === 'function' && typeof fd !== 'number' ? (file as ReadableFile) : undefined;
  const number = typeof fileno === 'function' ? filenoOf(file as { fileno(): unknown }) : fd;
  if (typeof number === 'number') return { fd: intArgument(number, where, 0), object };
  if (object === undefined) throw notAFile(file);
  return { fd: -1, object };
}

function notAFile(file: unknown): TypeError {
  return new TypeError(
    `sendfile() argument 'file' must be a descriptor, a FileHandle, or an object with fileno() or read(), not '${typeName(file)}'`,
  );
}

/** What `fileno()` says; nothing if the file says that it has none. */
function filenoOf(file: { fileno(): unknown }): unknown {
  try {
    return file.fileno();
  } catch (error) {
    if (error instanceof UnsupportedOperation) return undefined;
    throw error;
  }
}

/** Whether sendfile(2) is worth a try. What is empty by its size may be a file that the kernel makes up, in /proc. */
export function canSendByKernel({ fd }: Source): boolean {
  if (!capabilities.sendfile || fd < 0) return false;
  const stat = nodeCall('fstat', () => process.getBuiltinModule('node:fs').fstatSync(fd));
  return stat.isFile() && stat.size > 0;
}

/** Makes an error of Node's file system ours. */
export function nodeCall<T>(syscall: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    const { errno } = error as { errno?: unknown };
    throw typeof errno === 'number' ? oserror(-errno, syscall) : error;
  }
}

/** Sends with sendfile(2). `undefined` if it does not work with this file or this socket. */
function sendByKernel(waiter: Waiter, { fd, object }: Source, start: number, most: number): number | undefined {
  let total = 0;
  const call = () => sys.sendfile(waiter.fd.number, fd, start + total, Math.min(most - total, LARGEST));
  try {
    while (total < most) {
      const first = call();
      if (total === 0 && first < 0 && first !== EAGAIN && first !== EINTR) return undefined;
      const sent = complete(waiter, 'sendfile', POLLOUT, first, call);
      if (sent === 0) break;
      total += sent;
    }
    return total;
  } finally {
    if (total > 0) moveBehind({ fd, object }, start + total);
  }
}

/** Moves a file's position behind what was sent of it. */
export function moveBehind({ fd, object }: Source, position: number): void {
  if (object?.seek) moveTo(object, position);
  else sys.lseek(fd, position);
}

/** Sends what it reads from a descriptor. */
function sendDescriptor(sock: SendingSocket, fd: number, start: number, most: number): number {
  const fs = process.getBuiltinModule('node:fs');
  const placed = nodeCall('fstat', () => fs.fstatSync(fd)).isFile();
  // A pipe has no position, and is read from where it is.
  const sought = placed || start === 0 ? 0 : sys.lseek(fd, start);
  if (sought < 0) throw oserror(-sought, 'lseek');
  const block = Buffer.allocUnsafe(Math.min(most, BLOCK));
  const read = (size: number, total: number) => {
    const position = placed ? start + total : null;
    const got = nodeCall('read', () => fs.readSync(fd, block, 0, Math.min(size, BLOCK), position));
    return block.subarray(0, got);
  };
  return sendAll(sock, most, read, (total) => placed && total > 0 && sys.lseek(fd, start + total));
}

/** Sends what an object gives to read. */
function sendObject(sock: SendingSocket, file: ReadableFile, start: number, most: number): number {
  if (start > 0) {
    if (typeof file.seek !== 'function')
      throw new TypeError("sendfile() argument 'file' must have seek() for an offset");
    file.seek(start);
  }
  const read = (size: number) =>
    bytesOf(file.read(Math.min(size, OBJECT_BLOCK)), "read() of sendfile() argument 'file'");
  return sendAll(sock, most, read, (total) => total > 0 && moveTo(file, start + total));
}

/** Moves an object's position, where it has one. */
export function moveTo(file: ReadableFile, position: number): void {
  try {
    file.seek?.(position);
  } catch (error) {
    if (!(error instanceof UnsupportedOperation)) throw error;
  }
}

/** Sends what `read` gives until it gives nothing, and says in the end how much that was. */
function sendAll(
  sock: SendingSocket,
  most: number,
  read: (size: number, total: number) => Uint8Array,
  settle: (total: number) => unknown,
): number {
  let total = 0;
  try {
    while (total < most) {
      const part = read(most - total, total);
      if (part.length === 0) break;
      for (let at = 0; at < part.length; ) {
        const sent = sock.send(part.subarray(at));
        at += sent;
        total += sent;
      }
    }
    return total;
  } finally {
    settle(total);
  }
}
