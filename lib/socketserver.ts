/**
 * Servers that hand each request to a handler, with the names and semantics of Python's `socketserver` module.
 *
 * @see https://docs.python.org/3/library/socketserver.html
 */
import { backend } from './backend/load.ts';
import { available } from './core/available.ts';
import {
  ForkingUnixDatagramServer as ForkingOnDatagrams,
  ForkingUnixStreamServer as ForkingOnStreams,
} from './socketserver/forking.ts';
import { UnixDatagramServer as OnDatagrams, UnixStreamServer as OnStreams } from './socketserver/servers.ts';
import {
  ThreadingUnixDatagramServer as ThreadingOnDatagrams,
  ThreadingUnixStreamServer as ThreadingOnStreams,
} from './socketserver/threading.ts';

export {
  AsyncMixIn,
  type AsyncServeOptions,
  type AsyncServer,
  type AsyncServing,
  type AwaitedDatagramRequest,
} from './socketserver/async.ts';
export { BaseServer, type RequestHandlerClass } from './socketserver/base.ts';
export type { BytesIO } from './socketserver/bytesio.ts';
export { ForkingMixIn, ForkingTCPServer, ForkingUDPServer } from './socketserver/forking.ts';
export {
  BaseRequestHandler,
  type DatagramRequest,
  DatagramRequestHandler,
  StreamRequestHandler,
} from './socketserver/handlers.ts';
export type { ServerThread } from './socketserver/in_thread.ts';
export { type ListenFd, listenFds } from './socketserver/listen_fds.ts';
export { TCPServer, UDPServer } from './socketserver/servers.ts';
export { ThreadingMixIn, ThreadingTCPServer, ThreadingUDPServer } from './socketserver/threading.ts';
export type { SocketWriter } from './socketserver/writer.ts';

const { unixSockets } = backend.capabilities;

// Without Unix sockets their servers are not there, as in Python.
export const UnixStreamServer = available(unixSockets, OnStreams);
export type UnixStreamServer = OnStreams;
export const UnixDatagramServer = available(unixSockets, OnDatagrams);
export type UnixDatagramServer = OnDatagrams;
export const ThreadingUnixStreamServer = available(unixSockets, ThreadingOnStreams);
export type ThreadingUnixStreamServer = ThreadingOnStreams;
export const ThreadingUnixDatagramServer = available(unixSockets, ThreadingOnDatagrams);
export type ThreadingUnixDatagramServer = ThreadingOnDatagrams;
export const ForkingUnixStreamServer = available(unixSockets, ForkingOnStreams);
export type ForkingUnixStreamServer = ForkingOnStreams;
export const ForkingUnixDatagramServer = available(unixSockets, ForkingOnDatagrams);
export type ForkingUnixDatagramServer = ForkingOnDatagrams;
