// The public types of `berkeley/promises`, checked by the compiler.

import * as berkeley from 'berkeley';
import {
  type Accepted,
  type AddressInfoTuple,
  AF_INET,
  type AwaitedSelector,
  type BinaryFile,
  create_connection,
  create_server,
  DefaultSelector,
  EVENT_READ,
  getaddrinfo,
  getfqdn,
  gethostbyname,
  getnameinfo,
  inet_pton,
  MSG_PEEK,
  OSError,
  type SelectorKey,
  Socket,
  socket,
  socketpair,
  type TextFile,
  type WaitOptions,
} from 'berkeley/promises';
import { expectTypeOf } from 'vitest';

declare const s: Socket;
declare const signal: AbortSignal;
const bytes = new Uint8Array(1);

// Making sockets.
expectTypeOf(socket()).toEqualTypeOf<Socket>();
expectTypeOf(socket({ family: AF_INET, fileno: 3 })).toEqualTypeOf<Socket>();
expectTypeOf(socketpair()).toEqualTypeOf<[Socket, Socket]>();
expectTypeOf(create_connection(['localhost', 80])).resolves.toEqualTypeOf<Socket>();
expectTypeOf(
  create_connection(['localhost', 80], { timeout: 1, signal, happy_eyeballs_delay: null }),
).resolves.toEqualTypeOf<Socket>();
expectTypeOf(
  create_connection(['localhost', 80], 5, ['', 0], { all_errors: true, signal }),
).resolves.toEqualTypeOf<Socket>();
expectTypeOf(create_server(['', 0], { backlog: 5, signal })).resolves.toEqualTypeOf<Socket<Accepted>>();
// @ts-expect-error: no such option
create_server(['', 0], { reuse_prot: true });

// What is awaited, and its limits.
expectTypeOf<WaitOptions>().toEqualTypeOf<{
  signal?: AbortSignal | null | undefined;
  timeout?: number | null | undefined;
}>();
expectTypeOf(s.recv(1)).resolves.toEqualTypeOf<Buffer>();
expectTypeOf(s.recv(1, MSG_PEEK, { signal })).resolves.toEqualTypeOf<Buffer>();
expectTypeOf(s.recv(1, { flags: MSG_PEEK, timeout: 1 })).resolves.toEqualTypeOf<Buffer>();
expectTypeOf(s.recv_into(bytes)).resolves.toEqualTypeOf<number>();
expectTypeOf(s.recv_into(bytes, { nbytes: 1, signal })).resolves.toEqualTypeOf<number>();
expectTypeOf(s.recv_into(bytes, 1, 0, { signal })).resolves.toEqualTypeOf<number>();
s.recvfrom(1).then(([data]) => expectTypeOf(data).toEqualTypeOf<Buffer>());
s.recvfrom_into(bytes).then(([count]) => expectTypeOf(count).toEqualTypeOf<number>());
expectTypeOf(s.send(bytes, 0, { timeout: null })).resolves.toEqualTypeOf<number>();
expectTypeOf(s.sendall(bytes, { signal })).resolves.toEqualTypeOf<void>();
expectTypeOf(s.sendto(bytes, ['localhost', 1])).resolves.toEqualTypeOf<number>();
expectTypeOf(s.sendto(bytes, 0, ['localhost', 1], { signal })).resolves.toEqualTypeOf<number>();
expectTypeOf(s.accept({ signal })).resolves.toEqualTypeOf<Accepted>();
expectTypeOf(s.connect(['localhost', 1], { signal })).resolves.toEqualTypeOf<void>();
expectTypeOf(s.connect_ex(['localhost', 1])).resolves.toEqualTypeOf<number>();
// @ts-expect-error: a string is not bytes
s.sendall('text');
// @ts-expect-error: seconds
s.recv(1, 0, { timeout: '1' });

// What is not.
expectTypeOf(s.bind(['', 0])).toEqualTypeOf<void>();
expectTypeOf(s.listen()).toEqualTypeOf<void>();
expectTypeOf(s.close()).toEqualTypeOf<void>();
expectTypeOf(s.detach()).toEqualTypeOf<number>();
expectTypeOf(s.ref().unref()).toEqualTypeOf<Socket>();
expectTypeOf(s.dup()).toEqualTypeOf<Socket>();
expectTypeOf(s).toExtend<AsyncDisposable>();

// Iterating.
async () => {
  for await (const chunk of s) expectTypeOf(chunk).toEqualTypeOf<Buffer>();
  for await (const chunk of s.chunks(5, { signal })) expectTypeOf(chunk).toEqualTypeOf<Buffer>();
  for await (const [conn] of await create_server(['', 0])) expectTypeOf(conn).toEqualTypeOf<Socket>();
  for await (const [conn] of s.connections()) expectTypeOf(conn).toEqualTypeOf<Socket>();
  for await (const line of s.makefile('r')) expectTypeOf(line).toEqualTypeOf<string>();
  for await (const line of s.makefile('rwb')) expectTypeOf(line).toEqualTypeOf<Buffer>();
};

// Files.
expectTypeOf(s.makefile()).toEqualTypeOf<TextFile>();
expectTypeOf(s.makefile('rb', 0)).toEqualTypeOf<BinaryFile>();
expectTypeOf(s.makefile('w', { encoding: 'latin-1', newline: '' })).toEqualTypeOf<TextFile>();
expectTypeOf(s.makefile().readline()).resolves.toEqualTypeOf<string>();
expectTypeOf(s.makefile('rb').read(5, { signal })).resolves.toEqualTypeOf<Buffer>();
expectTypeOf(s.makefile('rb')).toEqualTypeOf<InstanceType<typeof BinaryFile>>();
// @ts-expect-error: bytes
s.makefile('wb').write('text');

// Look-ups.
expectTypeOf(getaddrinfo('localhost', 80, { type: 1, signal })).resolves.toEqualTypeOf<AddressInfoTuple[]>();
expectTypeOf(getnameinfo(['127.0.0.1', 80], 0)).resolves.toEqualTypeOf<[host: string, service: string]>();
expectTypeOf(gethostbyname('localhost', { timeout: 1 })).resolves.toEqualTypeOf<string>();
expectTypeOf(getfqdn()).resolves.toEqualTypeOf<string>();

// Selectors.
const selector = new DefaultSelector();
expectTypeOf(selector).toEqualTypeOf<AwaitedSelector>();
expectTypeOf(selector.select(1, { signal })).resolves.toEqualTypeOf<[key: SelectorKey, events: number][]>();
expectTypeOf(selector.register(s, EVENT_READ)).toEqualTypeOf<SelectorKey>();

// What never waits is that of `berkeley/socket`.
expectTypeOf(inet_pton).toEqualTypeOf<typeof berkeley.socket.inet_pton>();
expectTypeOf(OSError).toEqualTypeOf<typeof berkeley.OSError>();
expectTypeOf(berkeley.promises.socket).toEqualTypeOf(socket);
expectTypeOf(berkeley.promises.AF_INET).toEqualTypeOf<number>();
expectTypeOf(berkeley.promises.Socket).toEqualTypeOf(Socket);
