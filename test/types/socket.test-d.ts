// The public types of `berkeley/socket`, checked by the compiler: `npm run check` fails where one of these does.

import * as berkeley from 'berkeley';
import {
  type Address,
  AddressFamily,
  type AddressInfoTuple,
  AF_INET,
  AF_INET6,
  BlockingIOError,
  BrokenPipeError,
  type BufferError,
  type BytesLike,
  CAN_RAW,
  ConnectionError,
  type ConnectionOptions,
  ConnectionRefusedError,
  capabilities,
  close,
  create_connection,
  create_server,
  dup,
  error,
  fromfd,
  gaierror,
  getaddrinfo,
  getdefaulttimeout,
  getfqdn,
  gethostbyaddr,
  gethostbyname,
  gethostbyname_ex,
  gethostname,
  getnameinfo,
  getprotobyname,
  getservbyname,
  getservbyport,
  group_req,
  has_dualstack_ipv6,
  has_ipv6,
  herror,
  htonl,
  htons,
  if_indextoname,
  if_nameindex,
  if_nametoindex,
  inet_aton,
  inet_ntoa,
  inet_ntop,
  inet_pton,
  ip_mreq,
  linger,
  OSError,
  type ServerOptions,
  SO_REUSEPORT,
  SOCK_STREAM,
  Socket,
  SocketKind,
  type SocketOptions,
  SocketType,
  scm_timestamping,
  setdefaulttimeout,
  sock_filter,
  sock_fprog,
  sockaddr,
  socket,
  socketpair,
  TimeoutError,
  tcp_info,
  timeout,
} from 'berkeley/socket';
import { expectTypeOf } from 'vitest';

declare const s: Socket;
declare const bytes: BytesLike;

// Making sockets.
expectTypeOf(socket()).toEqualTypeOf<Socket>();
expectTypeOf(socket(AF_INET, SOCK_STREAM, 0, null)).toEqualTypeOf<Socket>();
expectTypeOf(socket({ family: AF_INET6, type: SOCK_STREAM, proto: 0, fileno: 3 })).toEqualTypeOf<Socket>();
expectTypeOf(socket(AF_INET, { type: SOCK_STREAM })).toEqualTypeOf<Socket>();
expectTypeOf(socket(AF_INET, SOCK_STREAM, { fileno: 3 })).toEqualTypeOf<Socket>();
expectTypeOf<SocketOptions>().toEqualTypeOf<{
  family?: number;
  type?: number;
  proto?: number;
  fileno?: number | null;
}>();
expectTypeOf(socketpair()).toEqualTypeOf<[Socket, Socket]>();
expectTypeOf(socketpair(AF_INET, { type: SOCK_STREAM })).toEqualTypeOf<[Socket, Socket]>();
expectTypeOf(fromfd(3, AF_INET, SOCK_STREAM)).toEqualTypeOf<Socket>();
expectTypeOf(SocketType).toEqualTypeOf(Socket);
class Extended extends Socket {
  readonly extra = 1;
}
expectTypeOf(new Extended()).toExtend<Socket>();
// @ts-expect-error: a number is no string
socket('AF_INET');
// @ts-expect-error: no such option
socket({ famly: AF_INET });
// @ts-expect-error: Python's name is not a constructor's
new socket();

// What is read of one.
expectTypeOf(s.family).toEqualTypeOf<number>();
expectTypeOf(s.type).toEqualTypeOf<number>();
expectTypeOf(s.proto).toEqualTypeOf<number>();
expectTypeOf(s.timeout).toEqualTypeOf<number | null>();
expectTypeOf(s.fileno()).toEqualTypeOf<number>();
expectTypeOf(s.detach()).toEqualTypeOf<number>();
expectTypeOf(s.close()).toEqualTypeOf<void>();
expectTypeOf(s[Symbol.dispose]()).toEqualTypeOf<void>();
expectTypeOf(s).toExtend<Disposable>();
expectTypeOf(s.dup()).toEqualTypeOf<Socket>();
expectTypeOf(s.gettimeout()).toEqualTypeOf<number | null>();
expectTypeOf(s.getblocking()).toEqualTypeOf<boolean>();
expectTypeOf(s.get_inheritable()).toEqualTypeOf<boolean>();
expectTypeOf(s.settimeout).parameter(0).toEqualTypeOf<number | null>();
// @ts-expect-error: it cannot be set
s.family = AF_INET;
// @ts-expect-error: seconds, not text
s.settimeout('1');

// Names and connections.
expectTypeOf(s.bind(['', 0])).toEqualTypeOf<void>();
expectTypeOf(s.bind('/tmp/socket')).toEqualTypeOf<void>();
expectTypeOf(s.bind(Buffer.from('\0abstract'))).toEqualTypeOf<void>();
expectTypeOf(s.connect(['::1', 80, 0, 0])).toEqualTypeOf<void>();
expectTypeOf(s.connect_ex(['localhost', 80])).toEqualTypeOf<number>();
expectTypeOf(s.listen()).toEqualTypeOf<void>();
expectTypeOf(s.shutdown).parameter(0).toEqualTypeOf<number>();
const [conn, peer] = s.accept();
expectTypeOf(conn).toEqualTypeOf<Socket>();
// Its shape depends on the family: whoever takes it apart says what it is.
expectTypeOf(peer).toBeAny();
expectTypeOf(s.getsockname()).toBeAny();
expectTypeOf(s.getpeername()).toBeAny();
const host: string = s.getsockname()[0];
expectTypeOf(host).toEqualTypeOf<string>();
expectTypeOf<readonly [string, number]>().toExtend<Address>();
expectTypeOf<[string, number, number, number]>().toExtend<Address>();
expectTypeOf<string>().toExtend<Address>();
expectTypeOf<Buffer>().toExtend<Address>();
expectTypeOf<number>().not.toExtend<Address>();
s.bind(['hash', 'sha256']);
s.connect(['lo', 3, 0, 1, Buffer.alloc(6)]);
expectTypeOf(linger({ l_onoff: 1 })).toEqualTypeOf<Buffer>();
expectTypeOf(linger.unpack(Buffer.alloc(8)).l_linger).toEqualTypeOf<number>();
expectTypeOf(tcp_info.unpack(Buffer.alloc(8)).tcpi_bytes_acked).toEqualTypeOf<bigint | undefined>();
expectTypeOf(ip_mreq({ imr_multiaddr: Buffer.alloc(4) })).toEqualTypeOf<Buffer>();
expectTypeOf(scm_timestamping({ ts: [{ tv_sec: 1n }] })).toEqualTypeOf<Buffer>();
expectTypeOf(group_req({ gr_group: ['ff02::1', 0] })).toEqualTypeOf<Buffer>();
// @ts-expect-error: no such field
linger({ onoff: 1 });
// @ts-expect-error: an address is no number
ip_mreq({ imr_multiaddr: 1 });
s.setsockopt(1, 26, sock_fprog([sock_filter({ code: 6 })]));
expectTypeOf(sockaddr(1, ['localhost', 80])).toEqualTypeOf<Buffer>();
expectTypeOf(sockaddr.unpack(Buffer.alloc(2))).toBeAny();
// @ts-expect-error: a port is a number
s.connect(['localhost', '80']);

// Bytes.
expectTypeOf(s.recv(1024)).toEqualTypeOf<Buffer>();
expectTypeOf(s.recv(1024, 0)).toEqualTypeOf<Buffer>();
expectTypeOf(s.recv_into(bytes)).toEqualTypeOf<number>();
expectTypeOf(s.recv_into(bytes, 5, 0)).toEqualTypeOf<number>();
expectTypeOf(s.recv_into(bytes, { nbytes: 5, flags: 0 })).toEqualTypeOf<number>();
expectTypeOf(s.recvfrom(1024)[0]).toEqualTypeOf<Buffer>();
expectTypeOf(s.recvfrom_into(bytes)[0]).toEqualTypeOf<number>();
expectTypeOf(s.send(bytes)).toEqualTypeOf<number>();
expectTypeOf(s.sendall(bytes)).toEqualTypeOf<void>();
expectTypeOf(s.sendto(bytes, ['localhost', 1])).toEqualTypeOf<number>();
expectTypeOf(s.sendto(bytes, 0, ['localhost', 1])).toEqualTypeOf<number>();
for (const data of [
  new Uint8Array(1),
  new DataView(new ArrayBuffer(1)),
  new ArrayBuffer(1),
  new SharedArrayBuffer(1),
]) {
  expectTypeOf(data).toExtend<BytesLike>();
}
// @ts-expect-error: a string is not bytes
s.send('text');
// @ts-expect-error: how many is asked for
s.recv();
// @ts-expect-error: an address is asked for
s.sendto(bytes);

// Options.
expectTypeOf(s.getsockopt(1, 2)).toEqualTypeOf<number>();
expectTypeOf(s.getsockopt(1, 2, 0)).toEqualTypeOf<number>();
expectTypeOf(s.getsockopt(1, 2, 8)).toEqualTypeOf<Buffer>();
expectTypeOf(s.setsockopt(1, 2, 1)).toEqualTypeOf<void>();
expectTypeOf(s.setsockopt(1, 2, true)).toEqualTypeOf<void>();
expectTypeOf(s.setsockopt(1, 2, bytes)).toEqualTypeOf<void>();
expectTypeOf(s.setsockopt(1, 2, null, 8)).toEqualTypeOf<void>();
// @ts-expect-error: null needs its length
s.setsockopt(1, 2, null);
// @ts-expect-error: a value has its own length
s.setsockopt(1, 2, 1, 8);

// Functions.
expectTypeOf(create_connection(['localhost', 80])).toEqualTypeOf<Socket>();
expectTypeOf(create_connection(['localhost', 'http'], 5, ['', 0], { all_errors: true })).toEqualTypeOf<Socket>();
expectTypeOf(create_connection(['localhost', 80], { timeout: 5, source_address: ['', 0] })).toEqualTypeOf<Socket>();
expectTypeOf<ConnectionOptions['timeout']>().toEqualTypeOf<number | null | undefined>();
expectTypeOf(create_server(['', 0], { family: AF_INET6, dualstack_ipv6: true })).toEqualTypeOf<Socket>();
expectTypeOf<Required<ServerOptions>>().toEqualTypeOf<{
  family: number;
  backlog: number | null;
  reuse_port: boolean;
  dualstack_ipv6: boolean;
}>();
// @ts-expect-error: no such option
create_server(['', 0], { reuse_prot: true });
expectTypeOf(close(3)).toEqualTypeOf<void>();
expectTypeOf(dup(3)).toEqualTypeOf<number>();
expectTypeOf(has_dualstack_ipv6()).toEqualTypeOf<boolean>();
expectTypeOf(has_ipv6).toEqualTypeOf<boolean>();
expectTypeOf(getdefaulttimeout()).toEqualTypeOf<number | null>();
expectTypeOf(setdefaulttimeout(null)).toEqualTypeOf<void>();

// Names and numbers.
expectTypeOf(getaddrinfo('localhost', 80, { type: SOCK_STREAM })).toEqualTypeOf<AddressInfoTuple[]>();
expectTypeOf(getaddrinfo(null, null, 0, 0, 0, 0)).toEqualTypeOf<AddressInfoTuple[]>();
const [family, type, proto, canonname] = getaddrinfo('localhost', 'http')[0]!;
expectTypeOf([family, type, proto]).toEqualTypeOf<number[]>();
expectTypeOf(canonname).toEqualTypeOf<string>();
expectTypeOf(getnameinfo(['127.0.0.1', 80], 0)).toEqualTypeOf<[host: string, service: string]>();
expectTypeOf(gethostname()).toEqualTypeOf<string>();
expectTypeOf(getfqdn()).toEqualTypeOf<string>();
expectTypeOf(gethostbyname('localhost')).toEqualTypeOf<string>();
expectTypeOf(gethostbyname_ex('localhost')).toEqualTypeOf<[string, string[], string[]]>();
expectTypeOf(gethostbyaddr('127.0.0.1')).toEqualTypeOf<[string, string[], string[]]>();
expectTypeOf(getservbyname('http', 'tcp')).toEqualTypeOf<number>();
expectTypeOf(getservbyport(80)).toEqualTypeOf<string>();
expectTypeOf(getprotobyname('tcp')).toEqualTypeOf<number>();
expectTypeOf(if_nameindex()).toEqualTypeOf<[index: number, name: string][]>();
expectTypeOf(if_nametoindex('lo')).toEqualTypeOf<number>();
expectTypeOf(if_indextoname(1)).toEqualTypeOf<string>();
expectTypeOf(htons(1)).toEqualTypeOf<number>();
expectTypeOf(htonl(1)).toEqualTypeOf<number>();
expectTypeOf(inet_aton('1.2.3.4')).toEqualTypeOf<Buffer>();
expectTypeOf(inet_ntoa(bytes)).toEqualTypeOf<string>();
expectTypeOf(inet_pton(AF_INET6, '::1')).toEqualTypeOf<Buffer>();
expectTypeOf(inet_ntop(AF_INET6, bytes)).toEqualTypeOf<string>();

// Constants and enumerations. A constant that this platform lacks is typed all the same.
expectTypeOf(AF_INET).toEqualTypeOf<number>();
expectTypeOf(SO_REUSEPORT).toEqualTypeOf<number>();
expectTypeOf(CAN_RAW).toEqualTypeOf<number>();
expectTypeOf(AddressFamily.AF_INET).toExtend<number | undefined>();
expectTypeOf(AddressFamily[2]).toExtend<string | undefined>();
expectTypeOf(SocketKind.SOCK_STREAM).toExtend<number | undefined>();
expectTypeOf(capabilities.name).toEqualTypeOf<string>();
// @ts-expect-error: what is frozen is not written to
capabilities.name = 'other';

// Errors.
expectTypeOf(error).toEqualTypeOf(OSError);
expectTypeOf(timeout).toEqualTypeOf(TimeoutError);
const failure = new OSError(2, 'No such file or directory');
expectTypeOf(failure).toExtend<Error>();
expectTypeOf(failure.errno).toEqualTypeOf<number | null>();
expectTypeOf(failure.code).toEqualTypeOf<string | undefined>();
expectTypeOf(failure.strerror).toEqualTypeOf<string | null>();
expectTypeOf(failure.syscall).toEqualTypeOf<string | undefined>();
expectTypeOf(failure.address).toEqualTypeOf<unknown>();
for (const kind of [BlockingIOError, TimeoutError, ConnectionError, gaierror, herror]) {
  expectTypeOf(kind.prototype).toExtend<OSError>();
}
for (const kind of [ConnectionRefusedError, BrokenPipeError]) expectTypeOf(kind.prototype).toExtend<ConnectionError>();
expectTypeOf<BufferError>().toExtend<TypeError>();

// The root has the modules as objects, which nobody writes to.
expectTypeOf(berkeley.socket.socket).toEqualTypeOf(socket);
expectTypeOf(berkeley.socket.AF_INET).toEqualTypeOf<number>();
expectTypeOf(berkeley.timeout).toEqualTypeOf(TimeoutError);
expectTypeOf(berkeley.OSError).toEqualTypeOf(OSError);
// @ts-expect-error: frozen
berkeley.socket.AF_INET = 3;
