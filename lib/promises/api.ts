// All of `berkeley/promises` but its constants.

export type { BytesLike } from '../core/bytes.ts';
export { OSError as error } from '../core/errors.ts';
export type { Address, Host, Inet6Address, InetAddress, ReturnedAddress } from '../socket/address.ts';
export {
  AddressFamily,
  AddressInfo,
  type AddressInfoTuple,
  capabilities,
  close,
  dup,
  getdefaulttimeout,
  gethostname,
  getprotobyname,
  getservbyname,
  getservbyport,
  has_dualstack_ipv6,
  has_ipv6,
  htonl,
  htons,
  if_indextoname,
  if_nameindex,
  if_nametoindex,
  inet_aton,
  inet_ntoa,
  inet_ntop,
  inet_pton,
  MsgFlag,
  ntohl,
  ntohs,
  SocketKind,
  type SocketOptions,
  setdefaulttimeout,
} from '../socket/api.ts';
export * from '../socket/errors.ts';
export {
  type AwaitedConnectionOptions,
  create_connection,
  create_server,
  fromfd,
  type ServerOptions,
  socketpair,
} from './create.ts';
export type { WaitOptions } from './limits.ts';
export {
  type AwaitedAddressOptions,
  getaddrinfo,
  getfqdn,
  gethostbyaddr,
  gethostbyname,
  gethostbyname_ex,
  getnameinfo,
} from './resolve.ts';
export { type Accepted, Socket, Socket as SocketType, socket } from './socket.ts';
export type { FlagOptions, ReceiveIntoOptions } from './transfer.ts';
