import { backend } from '../backend/load.ts';
import type { BytesLike } from '../core/bytes.ts';
import type { Address, ReturnedAddress } from '../socket/address.ts';
import { fdsOf, needs } from '../socket/ancillary.ts';
import { fdsArgument, rightsRoom } from '../socket/rights.ts';
import { limited, type WaitOptions } from './limits.ts';
import type { Socket } from './socket.ts';

const { constants } = backend;

/**
 * Sends descriptors over an AF_UNIX socket, as `send_fds` of `berkeley/socket`. They stay the caller's, who must not close
 * them before the promise is settled.
 *
 * @returns how many bytes went.
 */
export async function send_fds(
  sock: Socket,
  buffers: Iterable<BytesLike>,
  fds: Iterable<number>,
  flags?: number | ({ flags?: number; address?: Address | null } & WaitOptions),
  address?: Address | null | WaitOptions,
  options?: WaitOptions,
): Promise<number> {
  const [[wanted, to]] = limited([flags, address, options], ['flags', 'address'], 'send_fds');
  needs('fdPassing', 'descriptors in messages', 'sendmsg');
  const item = [constants.SOL_SOCKET!, constants.SCM_RIGHTS!, fdsArgument(fds)] as const;
  return sock.sendmsg(buffers, [item], wanted as number, to as Address, waitOptions(flags, address, options));
}

/**
 * Receives up to `maxfds` descriptors and up to `bufsize` bytes from an AF_UNIX socket, as `recv_fds` of
 * `berkeley/socket`.
 *
 * @returns `[data, fds, msg_flags, address]`. The descriptors are close-on-exec, and the caller's to close.
 */
export async function recv_fds(
  sock: Socket,
  bufsize: number,
  maxfds: number,
  flags?: number | ({ flags?: number } & WaitOptions),
  options?: WaitOptions,
): Promise<[data: Buffer, fds: number[], msg_flags: number, address: ReturnedAddress]> {
  const [[wanted]] = limited([flags, options], ['flags'], 'recv_fds');
  needs('fdPassing', 'descriptors in messages', 'recvmsg');
  const space = rightsRoom(maxfds);
  const [data, ancdata, msg_flags, address] = await sock.recvmsg(
    bufsize,
    space,
    wanted as number,
    waitOptions(flags, options),
  );
  return [data, fdsOf(ancdata), msg_flags, address];
}

/** What bounds the wait, from the last argument that is an object. */
function waitOptions(...given: unknown[]): WaitOptions {
  const last = given.findLast((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
  const { signal, timeout } = (last ?? {}) as WaitOptions;
  return { signal, timeout };
}
