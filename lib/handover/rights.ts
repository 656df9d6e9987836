import { AddressRecord } from '../backend/address.ts';
import { decodeControl, encodeControl } from '../backend/control.ts';
import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { intArgument } from '../core/numbers.ts';
import { CMSG_SPACE, fdsOf, listOf } from '../socket/ancillary.ts';
import { reserve, take } from '../socket/receive.ts';

// Descriptors beside the bytes of a Unix socket, on their way through a stream.

const { sys, constants, capabilities } = backend;

/** The most that Linux takes beside one message (SCM_MAX_FD). */
const MOST = 253;
/** Room for as many, and for what else the program has asked the kernel to say: credentials, a time stamp, a label. */
const SPACE = capabilities.fdPassing ? CMSG_SPACE(Int32Array.BYTES_PER_ELEMENT * MOST) + 1024 : 0;

const from = new AddressRecord();
/** The message's flags, the bytes of ancillary data. */
const info = new Int32Array(2);
let records: Uint8Array | undefined;

/** Those that came with a chunk. They are the environment's, until somebody gets them. */
const arrived = new WeakMap<Buffer, number[]>();

/** Receives with one call, and keeps the descriptors that came. */
export function receiveWithFds(fd: number, size: number): Buffer | number {
  records ??= new Uint8Array(SPACE + 4);
  const room = reserve(size, 0);
  const got = sys.recvmsg(fd, [room], records, SPACE, constants.MSG_CMSG_CLOEXEC ?? 0, from.bytes, info);
  if (got < 0) return got;
  const bytes = take(got);
  if (info[1]! > 0) {
    const fds = fdsOf(decodeControl(records, info[1]!));
    if (fds.length > 0) arrived.set(bytes, fds);
  }
  return bytes;
}

/** Whether descriptors came with a chunk. */
export function hasFds(bytes: Buffer): boolean {
  return arrived.has(bytes);
}

/** Those that came with a chunk, as the caller's to close. */
export function takeFds(bytes: Buffer): number[] {
  const fds = arrived.get(bytes) ?? [];
  arrived.delete(bytes);
  for (const fd of fds) sys.disown(fd);
  return fds;
}

export function closeFds(fds: readonly number[]): void {
  for (const fd of fds) sys.close(fd);
}

/**
 * Duplicates of descriptors, which are on their way while the caller may close its own.
 *
 * @throws OSError if one is not open: there are no duplicates then.
 */
export function duplicates(fds: unknown, where: string): number[] {
  const given = listOf(fds, where).map((fd, i) => intArgument(fd, `${where}[${i}]`, 0));
  if (given.length > MOST) throw new RangeError(`${where} must be at most ${MOST} descriptors, not ${given.length}`);
  const twins: number[] = [];
  for (const fd of given) {
    const twin = sys.dup(fd);
    if (twin < 0) {
      closeFds(twins);
      throw oserror(-twin, 'dup');
    }
    twins.push(twin);
  }
  return twins;
}

/** Sends bytes with descriptors beside the first of them. */
export function sendWithFds(fds: readonly number[]): (fd: number, bytes: Uint8Array, at: number) => number {
  const control = encodeControl([
    [constants.SOL_SOCKET!, constants.SCM_RIGHTS!, new Uint8Array(Int32Array.from(fds).buffer)],
  ]);
  return (fd, bytes, at) =>
    at === 0 ? sys.sendmsg(fd, [bytes], control, 0, null) : sys.send(fd, bytes, at, bytes.length - at);
}
