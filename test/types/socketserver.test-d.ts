// The public types of `berkeley/socketserver`, checked by the compiler: `npm run check` fails where one of these does.

import { socketserver } from 'berkeley';
import type { Socket as AwaitedSocket } from 'berkeley/promises';
import type { Socket } from 'berkeley/socket';
import {
  AsyncMixIn,
  type AwaitedDatagramRequest,
  BaseRequestHandler,
  BaseServer,
  type DatagramRequest,
  DatagramRequestHandler,
  ForkingMixIn,
  ForkingTCPServer,
  StreamRequestHandler,
  TCPServer,
  ThreadingMixIn,
  ThreadingTCPServer,
  ThreadingUDPServer,
  UDPServer,
  UnixDatagramServer,
  UnixStreamServer,
} from 'berkeley/socketserver';
import { expectTypeOf } from 'vitest';

class Echo extends BaseRequestHandler {
  override handle(): void {
    expectTypeOf(this.request).toEqualTypeOf<Socket>();
    expectTypeOf(this.server).toEqualTypeOf<BaseServer<Socket>>();
    this.server.shutdown();
  }
}

class Lines extends StreamRequestHandler {
  override timeout = 5;
  override handle(): void {
    for (const line of this.rfile) this.wfile.write(line);
    expectTypeOf(this.rfile.readline()).toEqualTypeOf<Buffer>();
    expectTypeOf(this.connection).toEqualTypeOf<Socket>();
  }
}

class Messages extends DatagramRequestHandler {
  override handle(): void {
    expectTypeOf(this.request).toEqualTypeOf<DatagramRequest>();
    this.wfile.write(this.packet);
    expectTypeOf(this.rfile.read()).toEqualTypeOf<Buffer>();
  }
}

class Server extends TCPServer {
  static override allow_reuse_address = true;
  override verify_request(request: Socket): boolean {
    return request.fileno() > 0;
  }
}

const server = new Server(['127.0.0.1', 0], Echo);
expectTypeOf(server).toExtend<BaseServer>();
expectTypeOf(server.serve_forever).toBeCallableWith();
expectTypeOf(server.serve_forever).toBeCallableWith(0.1);
expectTypeOf(server.serve_forever).toBeCallableWith({ poll_interval: null });
new TCPServer(['127.0.0.1', 0], Lines, false);
new TCPServer(['127.0.0.1', 0], Lines, { bind_and_activate: false });
new UDPServer(['127.0.0.1', 0], Messages);
new UnixStreamServer('/run/s', Lines);
new UnixDatagramServer('/run/s', Messages);
// @ts-expect-error a handler of connections does not handle messages
new UDPServer(['127.0.0.1', 0], Echo);
// @ts-expect-error and the other way round
new TCPServer(['127.0.0.1', 0], Messages);
// @ts-expect-error it is a class's part to be extended
new BaseServer(['127.0.0.1', 0], Echo);

expectTypeOf(socketserver.TCPServer).toEqualTypeOf(TCPServer);
expectTypeOf(socketserver.StreamRequestHandler).toEqualTypeOf(StreamRequestHandler);

class Threads extends ThreadingMixIn(TCPServer) {
  static override maxWorkers = 4;
  override daemon_threads = true;
  override handle_error(_request: Socket, _address: unknown, _error: unknown): void {}
}
const threads = new Threads(['127.0.0.1', 0], Echo);
expectTypeOf(threads).toExtend<TCPServer>();
expectTypeOf(threads.block_on_close).toEqualTypeOf<boolean>();
new ThreadingTCPServer(['127.0.0.1', 0], Lines, { bind_and_activate: false }).serve_forever();
new ThreadingUDPServer(['127.0.0.1', 0], Messages);
// @ts-expect-error a handler of connections does not handle messages
new ThreadingUDPServer(['127.0.0.1', 0], Echo);
// @ts-expect-error it is mixed into servers
ThreadingMixIn(BaseRequestHandler);

class AwaitedEcho extends BaseRequestHandler<AwaitedSocket> {
  override async handle(): Promise<void> {
    await this.request.sendall(await this.request.recv(10));
  }
}
class AwaitedMessages extends BaseRequestHandler<AwaitedDatagramRequest> {}
class AsyncServer extends AsyncMixIn(TCPServer) {
  static override allow_reuse_address = true;
  override verify_request(request: AwaitedSocket): boolean {
    return request.fileno() > 0;
  }
}
const async = new AsyncServer(['127.0.0.1', 0], AwaitedEcho);
expectTypeOf(async.serve_forever({ signal: new AbortController().signal })).toEqualTypeOf<Promise<void>>();
expectTypeOf(async.handle_request()).toEqualTypeOf<Promise<void>>();
expectTypeOf(async.server_address).toEqualTypeOf(server.server_address);
new (AsyncMixIn(UDPServer))(['127.0.0.1', 0], AwaitedMessages);
// @ts-expect-error its handlers are given awaited sockets
new AsyncServer(['127.0.0.1', 0], Echo);
// @ts-expect-error a handler of messages does not handle connections
new AsyncServer(['127.0.0.1', 0], AwaitedMessages);

class Processes extends ForkingMixIn(TCPServer) {
  static override max_children = 4;
}
const processes = new Processes(['127.0.0.1', 0], Echo);
expectTypeOf(processes.active_children).toEqualTypeOf<ReadonlySet<number> | null>();
new ForkingTCPServer(['127.0.0.1', 0], Lines).collect_children();
