// All of `berkeley/promises` but its constants. What never waits is that of `berkeley/socket`; what is named below stands in
// for the same name there.
export * from '../socket/api.ts';
export {
  type AwaitedConnectionOptions,
  type AwaitedServerOptions,
  create_connection,
  create_server,
  fromfd,
  socketpair,
} from './create.ts';
export { BinaryFile } from './file.ts';
export type { AwaitedFile } from './files.ts';
export type { WaitOptions } from './limits.ts';
export type { Message, MessageInto } from './message.ts';
export { setSpin } from './reactor.ts';
export {
  type AwaitedAddressOptions,
  getaddrinfo,
  getfqdn,
  gethostbyaddr,
  gethostbyname,
  gethostbyname_ex,
  getnameinfo,
} from './resolve.ts';
export { recv_fds, send_fds } from './rights.ts';
export {
  AwaitedSelector,
  DefaultSelector,
  EpollSelector,
  EVENT_READ,
  EVENT_WRITE,
  type FileObject,
  KqueueSelector,
  PollSelector,
  SelectorKey,
  type SelectorMapping,
  SelectSelector,
} from './selectors.ts';
export { type Accepted, Socket, Socket as SocketType, socket } from './socket.ts';
export { TextFile } from './text_file.ts';
export type { FlagOptions, ReceiveIntoOptions } from './transfer.ts';
