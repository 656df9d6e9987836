// All of `berkeley/socket` but its constants.

import type { Capabilities } from '../backend/capabilities.ts';
import { backend } from '../backend/load.ts';

export type { BytesLike } from '../core/bytes.ts';
export { OSError as error } from '../core/errors.ts';
export { type DuplexOptions, SocketDuplex } from '../handover/duplex.ts';
export type { HandleOptions, NodeSocket } from '../handover/handle.ts';
export type { DgramSocketOptions, NetServerOptions, NetSocketOptions } from '../handover/node.ts';
export type { SocketMessage, TransferOptions } from '../handover/token.ts';
export type { WebStreams } from '../handover/web.ts';
export type { Address, BindAddress, Inet6Address, InetAddress, OtherAddress, ReturnedAddress } from './address.ts';
export type { AfAlgOptions } from './afalg.ts';
export { type AncillaryItem, CMSG_LEN, CMSG_SPACE, type ReceivedAncillaryItem } from './ancillary.ts';
export { MessageBatch } from './batch.ts';
export type { BluetoothAddress } from './bluetooth.ts';
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
export type {
  AlgAddress,
  CanAddress,
  NetlinkAddress,
  PacketAddress,
  QipcrtrAddress,
  TipcAddress,
  VsockAddress,
} from './families.ts';
export type { TextOptions } from './file/format.ts';
export type { FileMode, FileOptions, SocketFile } from './file/makefile.ts';
export type { BufferedReader } from './file/reader.ts';
export type { BufferedRWPair } from './file/rwpair.ts';
export { SocketIO } from './file/socketio.ts';
export type { TextIOWrapper } from './file/textiowrapper.ts';
export type { BufferedWriter } from './file/writer.ts';
export { BPF_JUMP, BPF_STMT, type SockFilter, type SockFprog, sock_filter, sock_fprog } from './filter.ts';
export type { Host } from './host.ts';
export { SO_EE_OFFENDER, type SockExtendedErr, sock_extended_err } from './offender.ts';
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
  sethostname,
} from './resolve.ts';
export { recv_fds, type SendFdsOptions, send_fds } from './rights.ts';
export type { ReadableFile, SendableFile } from './sendfile.ts';
export { sockaddr } from './sockaddr.ts';
export { Socket, Socket as SocketType, type SocketOptions, socket } from './socket.ts';
export type { Struct, StructAddress, StructInput } from './struct.ts';
export * from './structs.ts';
export { type TcpInfo, tcp_info } from './tcp_info.ts';
export { getdefaulttimeout, setdefaulttimeout } from './timeout.ts';

/**
 * What the backend in force can do: ask it before you use what not every platform has, and not the platform's name.
 * `npx berkeley info` prints it. Python has no such thing.
 */
export const capabilities: Capabilities = backend.capabilities;

/** Whether this machine has IPv6 sockets. Python's `socket.has_ipv6`. */
export const has_ipv6: boolean = backend.capabilities.ipv6;
