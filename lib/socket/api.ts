// All of `berkeley/socket` but its constants.
import { backend } from '../backend/load.ts';
import type { Capabilities } from '../backend/types.ts';

export type { BytesLike } from '../core/bytes.ts';
export { OSError as error } from '../core/errors.ts';
export type { Address, Host, Inet6Address, InetAddress, ReturnedAddress } from './address.ts';
export { htonl, htons, inet_aton, inet_ntoa, inet_ntop, inet_pton, ntohl, ntohs } from './convert.ts';
export {
  type ConnectionOptions,
  close,
  create_connection,
  create_server,
  dup,
  fromfd,
  has_dualstack_ipv6,
  type ServerOptions,
} from './create.ts';
export { AddressFamily, AddressInfo, MsgFlag, SocketKind } from './enums.ts';
export * from './errors.ts';
export { socketpair } from './pair.ts';
export {
  type AddressInfoOptions,
  type AddressInfoTuple,
  getaddrinfo,
  getfqdn,
  gethostbyaddr,
  gethostbyname,
  gethostbyname_ex,
  gethostname,
  getnameinfo,
  getprotobyname,
  getservbyname,
  getservbyport,
  if_indextoname,
  if_nameindex,
  if_nametoindex,
} from './resolve.ts';
export { Socket, Socket as SocketType, type SocketOptions, socket } from './socket.ts';
export { getdefaulttimeout, setdefaulttimeout } from './timeout.ts';

/**
 * What the backend in force can do: ask it before you use what not every platform has, and not the platform's name.
 * `npx berkeley info` prints it. Python has no such thing.
 */
export const capabilities: Capabilities = backend.capabilities;

/** Whether this machine has IPv6 sockets. Python's `socket.has_ipv6`. */
export const has_ipv6: boolean = backend.capabilities.ipv6;
