// The types of what moves sockets, checked by the compiler: `npm run check` fails where one of these does.

import type { Socket as DgramSocket } from 'node:dgram';
import { createServer, type Server as HttpServer } from 'node:http';
import type { Socket as NetSocket, Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Server as TlsServer } from 'node:tls';
import { Socket as AwaitedSocket } from 'berkeley/promises';
import { type NodeSocket, Socket, type SocketDuplex, type SocketMessage, type WebStreams } from 'berkeley/socket';
import { expectTypeOf } from 'vitest';

declare const s: Socket;
declare const tls: TlsServer;
declare const handle: NodeSocket;
declare const message: SocketMessage;

expectTypeOf(s.toNetSocket()).toEqualTypeOf<NetSocket>();
expectTypeOf(s.toNetSocket({ allowHalfOpen: true, pauseOnCreate: true })).toEqualTypeOf<NetSocket>();
expectTypeOf(s.toNetServer()).toEqualTypeOf<Server>();
expectTypeOf(s.toNetServer({ backlog: 5, allowHalfOpen: true })).toEqualTypeOf<Server>();
expectTypeOf(s.toNetServer(createServer(), { backlog: 5 })).toExtend<HttpServer>();
expectTypeOf(s.toNetServer(tls)).toEqualTypeOf<TlsServer>();
expectTypeOf(s.toDgramSocket()).toEqualTypeOf<DgramSocket>();
expectTypeOf(s.toDuplex({ highWaterMark: 5 })).toEqualTypeOf<SocketDuplex>();
expectTypeOf<SocketDuplex>().toExtend<Duplex>();
expectTypeOf<SocketDuplex['writeWithFds']>().returns.toEqualTypeOf<boolean>();
expectTypeOf(s.toWeb()).toEqualTypeOf<WebStreams>();
expectTypeOf(s.toWeb().readable).toExtend<ReadableStream<Uint8Array>>();
expectTypeOf(s.transfer({ within: null })).toEqualTypeOf<SocketMessage>();
// @ts-expect-error: no such option
s.toNetSocket({ fd: 5 });
// @ts-expect-error: no server
s.toNetServer(s);

// Each class makes sockets of its own.
class Mine extends Socket {}
expectTypeOf(Socket.fromHandle(handle)).toEqualTypeOf<Socket>();
expectTypeOf(Mine.fromHandle(handle, { dup: false })).toEqualTypeOf<Mine>();
expectTypeOf(Mine.receive(message)).toEqualTypeOf<Mine>();
expectTypeOf(AwaitedSocket.receive(message)).toExtend<AwaitedSocket>();
expectTypeOf(AwaitedSocket.fromHandle(handle)).toExtend<AwaitedSocket>();
// @ts-expect-error: a handle of ours is none of Node's
Socket.fromHandle(s);
