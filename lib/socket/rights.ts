import { backend } from '../backend/load.ts';
import type { BytesLike } from '../core/bytes.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { isOptions, spread } from '../core/parameters.ts';
import type { Address, ReturnedAddress } from './address.ts';
import { CMSG_LEN, fdsOf, listOf, needs } from './ancillary.ts';
import type { Socket } from './socket.ts';

const { constants } = backend;

/** `send_fds(sock, buffers, fds, { flags, address })`. */
export interface SendFdsOptions {
  flags?: number;
  address?: Address | null;
}

/** The size of a descriptor in ancillary data: an int of C. */
const INT = 4;

/** The descriptors to send, as the data of an item. */
export function fdsArgument(fds: unknown): Int32Array {
  const where = "send_fds() argument 'fds'";
  return Int32Array.from(listOf(fds, where).map((fd, i) => intArgument(fd, `${where}[${i}]`)));
}

/** The room for ancillary data that so many descriptors need. */
export function rightsRoom(maxfds: unknown): number {
  return CMSG_LEN(intArgument(maxfds, "recv_fds() argument 'maxfds'", 0, Math.floor(0x7fffffff / INT)) * INT);
}

/**
 * Sends descriptors over an AF_UNIX socket. Python's `socket.send_fds`.
 *
 * @param buffers - bytes that go with them: on a stream at least one, or nothing is sent.
 * @param fds - descriptors. They stay the caller's, who may close them at once.
 * @returns how many bytes went.
 */
export function send_fds(
  sock: Socket,
  buffers: Iterable<BytesLike>,
  fds: Iterable<number>,
  flags?: number | SendFdsOptions,
  address?: Address | null,
): number {
  if (isOptions(flags)) {
    const [flag, to] = spread([flags], ['flags', 'address'], 'send_fds') as [number?, Address?];
    return send_fds(sock, buffers, fds, flag, to);
  }
  needs('fdPassing', 'descriptors in messages', 'sendmsg');
  const item = [constants.SOL_SOCKET!, constants.SCM_RIGHTS!, fdsArgument(fds)] as const;
  return sock.sendmsg(buffers, [item], flags, address);
}

/**
 * Receives up to `maxfds` descriptors and up to `bufsize` bytes from an AF_UNIX socket. Python's `socket.recv_fds`.
 *
 * @returns `[data, fds, msg_flags, address]`. The descriptors are close-on-exec, and the caller's to close: `close(fd)`, or
 * `socket({ fileno: fd })`. `msg_flags` has MSG_CTRUNC where there were more of them, which are closed.
 */
export function recv_fds(
  sock: Socket,
  bufsize: number,
  maxfds: number,
  flags?: number | { flags?: number },
): [data: Buffer, fds: number[], msg_flags: number, address: ReturnedAddress] {
  if (isOptions(flags)) {
    return recv_fds(sock, bufsize, maxfds, spread([flags], ['flags'], 'recv_fds')[0] as number | undefined);
  }
  needs('fdPassing', 'descriptors in messages', 'recvmsg');
  const space = rightsRoom(maxfds);
  const given = optionalInt(flags, 0, "recv_fds() argument 'flags'");
  const [data, ancdata, msg_flags, address] = sock.recvmsg(bufsize, space, given);
  return [data, fdsOf(ancdata), msg_flags, address];
}
