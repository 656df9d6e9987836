// All of `berkeley/socketserver`.
import { backend } from '../backend/load.ts';
import { available } from '../core/available.ts';
import {
  ForkingUnixDatagramServer as ForkingOnDatagrams,
  ForkingUnixStreamServer as ForkingOnStreams,
} from './forking.ts';
import { UnixDatagramServer as OnDatagrams, UnixStreamServer as OnStreams } from './servers.ts';
import {
  ThreadingUnixDatagramServer as ThreadingOnDatagrams,
  ThreadingUnixStreamServer as ThreadingOnStreams,
} from './threading.ts';

export {
  AsyncMixIn,
  type AsyncServer,
  type AwaitedDatagramRequest,
} from './async.ts';
export type { AsyncServeOptions, AsyncServing } from './async_serving.ts';
export { BaseServer, type RequestHandlerClass } from './base.ts';
export type { BytesIO } from './bytesio.ts';
export { ForkingMixIn, ForkingTCPServer, ForkingUDPServer } from './forking.ts';
export {
  BaseRequestHandler,
  type DatagramRequest,
  DatagramRequestHandler,
  StreamRequestHandler,
} from './handlers.ts';
export type { ServerThread } from './in_thread.ts';
export { type ListenFd, listenFds } from './listen_fds.ts';
export { TCPServer, UDPServer } from './servers.ts';
export { ThreadingMixIn, ThreadingTCPServer, ThreadingUDPServer } from './threading.ts';
export type { SocketWriter } from './writer.ts';

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
