import { backend } from '../backend/load.ts';
import { bytesOf } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import {
  BLOCK,
  canSendByKernel,
  LARGEST,
  moveBehind,
  moveTo,
  nodeCall,
  OBJECT_BLOCK,
  type ReadableFile,
  type Source,
  sendfileArguments,
} from '../socket/sendfile.ts';
import { type Limits, limited } from './limits.ts';
import { EAGAIN, EINTR, Pending } from './pending.ts';
import type { AwaitedTransfer } from './transfer.ts';

const { sys } = backend;

/** How many bytes go before others have their turn, where the receiver is as fast as the file. */
const TURN = 2 ** 24;

/** The kernel sends a file, part after part, as there is room. */
export class SendFile extends Pending<number> {
  protected override readonly syscall = 'sendfile';
  /** The socket. */
  fd = -1;
  readonly #file: number;
  readonly #start: number;
  readonly #most: number;
  #sent = 0;
  /** Whether the kernel cannot send this file, or not over this socket. */
  isRefused = false;

  constructor(file: number, start: number, most: number) {
    super();
    this.#file = file;
    this.#start = start;
    this.#most = most;
  }

  /** How many bytes have gone. */
  get sent(): number {
    return this.#sent;
  }

  protected override call(): number {
    while (this.#sent < this.#most) {
      const count = Math.min(this.#most - this.#sent, LARGEST);
      const result = sys.sendfile(this.fd, this.#file, this.#start + this.#sent, count);
      if (result === EAGAIN || result === EINTR) return result;
      if (result < 0 && this.#sent > 0) return result;
      this.isRefused = result < 0;
      if (result <= 0) return 0;
      this.#sent += result;
    }
    return 0;
  }

  protected override value(): number {
    return this.#sent;
  }
}

/** Starts a call that waits for room, behind those that wait already. */
export type Write = (sending: SendFile, limits: Limits) => Promise<number>;

/** `Socket.sendfile` of `berkeley/promises`, with all that follows the file in `given`. */
export async function sendfile(sock: AwaitedTransfer, file: unknown, given: unknown[], write: Write): Promise<number> {
  const [[offset, count], limits] = limited(given, ['offset', 'count'], 'sendfile');
  const [source, start, most] = sendfileArguments(sock.type, file, offset, count);
  if (canSendByKernel(source)) {
    const sent = await sendByKernel(write, source, start, most, limits);
    if (sent !== undefined) return sent;
  }
  return source.object === undefined
    ? sendDescriptor(sock, source.fd, start, most, limits)
    : sendObject(sock, source.object, start, most, limits);
}

/** `undefined` if sendfile(2) does not work with this file or this socket. */
async function sendByKernel(
  write: Write,
  source: Source,
  start: number,
  most: number,
  limits: Limits,
): Promise<number | undefined> {
  let total = 0;
  try {
    for (;;) {
      const part = Math.min(most - total, TURN);
      const sending = new SendFile(source.fd, start + total, part);
      try {
        await write(sending, limits);
      } finally {
        total += sending.sent;
      }
      if (sending.isRefused && total === 0) return undefined;
      if (sending.sent < part || total === most) return total;
    }
  } finally {
    if (total > 0) moveBehind(source, start + total);
  }
}

/** Sends what it reads from a descriptor. */
async function sendDescriptor(
  sock: AwaitedTransfer,
  file: number,
  start: number,
  most: number,
  limits: Limits,
): Promise<number> {
  const fs = process.getBuiltinModule('node:fs');
  const readFile = process.getBuiltinModule('node:util').promisify(fs.read);
  const placed = nodeCall('fstat', () => fs.fstatSync(file)).isFile();
  // A pipe has no position, and is read from where it is.
  const sought = placed || start === 0 ? 0 : sys.lseek(file, start);
  if (sought < 0) throw oserror(-sought, 'lseek');
  const block = Buffer.allocUnsafe(Math.min(most, BLOCK));
  const read = async (size: number, total: number) => {
    const position = placed ? start + total : null;
    const { bytesRead } = await readFile(file, block, 0, Math.min(size, BLOCK), position).catch(asOSError);
    return block.subarray(0, bytesRead);
  };
  return sendAll(sock, most, limits, read, (total) => placed && total > 0 && sys.lseek(file, start + total));
}

/** Makes an error of Node's file system ours. */
function asOSError(error: unknown): never {
  return nodeCall('read', () => {
    throw error;
  });
}

/** Sends what an object gives to read. */
async function sendObject(
  sock: AwaitedTransfer,
  file: ReadableFile,
  start: number,
  most: number,
  limits: Limits,
): Promise<number> {
  if (start > 0) {
    if (typeof file.seek !== 'function')
      throw new TypeError("sendfile() argument 'file' must have seek() for an offset");
    await file.seek(start);
  }
  const read = async (size: number) =>
    bytesOf(await file.read(Math.min(size, OBJECT_BLOCK)), "read() of sendfile() argument 'file'");
  return sendAll(sock, most, limits, read, (total) => total > 0 && moveTo(file, start + total));
}

/** Sends what `read` gives until it gives nothing, and says in the end how much that was. */
async function sendAll(
  sock: AwaitedTransfer,
  most: number,
  limits: Limits,
  read: (size: number, total: number) => Promise<Uint8Array>,
  settle: (total: number) => unknown,
): Promise<number> {
  const { signal, timeout } = limits;
  let total = 0;
  try {
    while (total < most) {
      const part = await read(most - total, total);
      if (part.length === 0) break;
      for (let at = 0; at < part.length; ) {
        const sent = await sock.send(part.subarray(at), undefined, { signal, timeout });
        at += sent;
        total += sent;
      }
    }
    return total;
  } finally {
    settle(total);
  }
}
