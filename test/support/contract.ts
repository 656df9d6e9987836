import { onTestFinished } from 'vitest';
import { AddonMissing, findAddon } from '../../dist/backend/addon.js';
import { js } from '../../dist/backend/js.js';
import { native } from '../../dist/backend/native.js';
import { ADDRESS_DATA, AddressRecord, INET_LENGTH, INET6_AT, INET6_LENGTH } from '../../lib/backend/address.ts';
import type { Backend, Syscalls } from '../../lib/backend/types.ts';

/** A backend with what its tests need at hand. */
export interface Subject extends Backend {
  readonly name: string;
  /** What a child process imports: its first export makes the backend. */
  readonly module: string;
  /** Minus the errno of this name, as a call returns it. */
  failed(errno: string): number;
  /** The value of a constant that the tests cannot do without. */
  constant(name: string): number;
}

function subject(name: string, make: () => Backend): Subject {
  const backend = make();
  const need = (table: Readonly<Record<string, number>>, key: string): number => {
    const value = table[key];
    if (value === undefined) throw new Error(`the ${name} backend has no ${key}`);
    return value;
  };
  return {
    ...backend,
    name,
    module: new URL(`../../dist/backend/${name}.js`, import.meta.url).href,
    failed: (errno) => -need(backend.errnos, errno),
    constant: (key) => need({ ...backend.selectConstants, ...backend.constants }, key),
  };
}

/** Whether there is an addon; one that is there and does not load is a failure of the tests, not their absence. */
export function hasAddon(): boolean {
  try {
    return findAddon() !== '';
  } catch (error) {
    if (error instanceof AddonMissing) return false;
    throw error;
  }
}

/**
 * Every backend there is: the addon, if it was built, and the one in JavaScript. The suite in `test/backend` runs on each;
 * `BERKELEY_BACKEND` leaves one.
 */
export const backends: readonly Subject[] = [
  ...(hasAddon() ? [{ name: 'native', make: native }] : []),
  { name: 'js', make: js },
]
  .filter(({ name }) => !process.env.BERKELEY_BACKEND || process.env.BERKELEY_BACKEND === name)
  .map(({ name, make }) => subject(name, make));

/** Makes what each backend keeps for good once it is needed: a prepared descriptor, a thread with its event loop. */
export function prepare(): void {
  for (const { sys, constant } of backends) {
    sys.interrupt_fd(1);
    sys.close(sys.socket(constant('AF_INET'), constant('SOCK_DGRAM'), 0));
  }
}

/** Checks that a call succeeded, and gives its value back. */
export function ok(result: number): number {
  if (!(result >= 0)) throw new Error(`the call failed with ${result}`);
  return result;
}

const live = new Set<number>();

/** Checks that a call made a descriptor, which is closed when the test ends, unless `shut` did so before. */
export function made({ sys }: Subject, fd: number): number {
  live.add(ok(fd));
  // A number that was closed already may be somebody else's by then.
  onTestFinished(() => void (live.delete(fd) && sys.close(fd)));
  return fd;
}

/** Closes a descriptor that `made` knows. */
export function shut({ sys }: Subject, fd: number): void {
  live.delete(fd);
  ok(sys.close(fd));
}

/** An AF_INET record; 127.0.0.1 by default. */
export function inet(backend: Subject, port: number, host: readonly number[] = [127, 0, 0, 1]): AddressRecord {
  const record = new AddressRecord().head(backend.constant('AF_INET'), INET_LENGTH);
  record.words[2] = port;
  record.bytes.set(host, ADDRESS_DATA + 4);
  return record;
}

/** An AF_INET6 record; ::1 by default. */
export function inet6(backend: Subject, port: number, host?: Uint8Array, flowinfo = 0, scope = 0): AddressRecord {
  const record = new AddressRecord().head(backend.constant('AF_INET6'), INET6_LENGTH);
  record.words.set([port, flowinfo, scope], 2);
  if (host) record.bytes.set(host, INET6_AT);
  else record.bytes[INET6_AT + 15] = 1;
  return record;
}

/** An AF_UNIX record. */
export function unix(backend: Subject, name: string | Uint8Array): AddressRecord {
  const bytes = Buffer.from(name);
  const record = new AddressRecord().head(backend.constant('AF_UNIX'), bytes.length);
  record.bytes.set(bytes, ADDRESS_DATA);
  return record;
}

/** The port of an AF_INET or AF_INET6 record. */
export function port(record: AddressRecord): number {
  return record.words[2]!;
}

/** A non-blocking socket. */
export function open(backend: Subject, family = 'AF_INET', type = 'SOCK_STREAM'): number {
  const fd = made(backend, backend.sys.socket(backend.constant(family), backend.constant(type), 0));
  ok(backend.sys.set_blocking(fd, 0));
  return fd;
}

/** A non-blocking TCP listener on 127.0.0.1, and its address. */
export function listener(backend: Subject): [fd: number, address: AddressRecord] {
  const fd = open(backend);
  const address = new AddressRecord();
  ok(backend.sys.bind(fd, inet(backend, 0).bytes));
  ok(backend.sys.listen(fd, 8));
  ok(backend.sys.getsockname(fd, address.bytes));
  return [fd, address];
}

/** Two connected non-blocking sockets; TCP on 127.0.0.1 where the system has no socketpair. */
export function pair(backend: Subject): [number, number] {
  const { sys } = backend;
  if (!backend.capabilities.socketpair) return connection(backend);
  const fds = new Int32Array(2);
  ok(sys.socketpair(backend.constant('AF_UNIX'), backend.constant('SOCK_STREAM'), 0, fds));
  for (const fd of fds) ok(sys.set_blocking(made(backend, fd), 0));
  return [fds[0]!, fds[1]!];
}

/** Both ends of a TCP connection on 127.0.0.1, non-blocking. */
export function connection(backend: Subject): [client: number, server: number] {
  const { sys } = backend;
  const [listening, address] = listener(backend);
  const client = open(backend);
  const result = sys.connect(client, address.bytes);
  if (result !== backend.failed('EINPROGRESS')) ok(result);
  ready(backend, listening, 'POLLIN');
  const server = made(backend, sys.accept(listening, new Uint8Array(136), 1));
  ok(sys.set_blocking(server, 0));
  ready(backend, client, 'POLLOUT');
  return [client, server];
}

/** Two UDP sockets on 127.0.0.1 and their addresses. */
export function datagrams(backend: Subject): { fd: number; address: AddressRecord }[] {
  return [0, 1].map(() => {
    const fd = open(backend, 'AF_INET', 'SOCK_DGRAM');
    const address = new AddressRecord();
    ok(backend.sys.bind(fd, inet(backend, 0).bytes));
    ok(backend.sys.getsockname(fd, address.bytes));
    return { fd, address };
  });
}

/** Waits until a descriptor is ready for something, and gives back what came. Ten seconds mean that it never will be. */
export function ready(backend: Subject, fd: number, event: string): number {
  const entry = new Int32Array([fd, 0]);
  const halves = new Int16Array(entry.buffer);
  halves[2] = backend.constant(event);
  if (backend.sys.poll(entry, 1, 10_000) !== 1) throw new Error(`descriptor ${fd} is not ready for ${event}`);
  return halves[3]!;
}

/** Entries of struct pollfd: descriptor, and events asked for. What came is set to something, to see it written. */
export function entries(...wanted: [fd: number, events: number][]): { words: Int32Array; came: () => number[] } {
  const words = new Int32Array(2 * wanted.length);
  const halves = new Int16Array(words.buffer);
  wanted.forEach(([fd, events], i) => {
    words[2 * i] = fd;
    halves.set([events, 0x7ff], 4 * i + 2);
  });
  return { words, came: () => wanted.map((_, i) => halves[4 * i + 3]!) };
}

/**
 * How an argument reads: an integer, a place in a file, a `(bytes, offset, length)`, the same with `null` for the bytes,
 * an address record, the same or null, an Int32Array, a Float64Array, an array of Uint8Arrays, a Uint8Array of any
 * length, a string, a string or null, the bytes of a packed address, a function.
 */
export type Parameter =
  | 'int'
  | 'offset'
  | 'span'
  | 'span?'
  | 'record'
  | 'record?'
  | 'words'
  | 'numbers'
  | 'parts'
  | 'bytes'
  | 'text'
  | 'text?'
  | 'packed'
  | 'function';

/** Those that may be called with fewer arguments, and how many: without flags, or with the bytes alone for all of them. */
export const shorter: Readonly<Record<string, readonly number[]>> = {
  recv: [2, 4],
  send: [2, 4],
  poll: [3],
  select: [3],
  epoll_wait: [3],
  kevent: [5],
  stream_exchange: [5],
  recv_lent: [2],
  send_lent: [2],
  recvfrom_lent: [3],
  sendto_lent: [3],
};

/** What every function of the seam takes. */
export const signatures: Readonly<Record<keyof Syscalls, readonly Parameter[]>> = {
  socket: ['int', 'int', 'int'],
  socketpair: ['int', 'int', 'int', 'words'],
  dup: ['int'],
  close: ['int'],
  own: ['int'],
  disown: ['int'],
  set_blocking: ['int', 'int'],
  get_blocking: ['int'],
  set_inheritable: ['int', 'int'],
  get_inheritable: ['int'],
  bind: ['int', 'record'],
  connect: ['int', 'record'],
  listen: ['int', 'int'],
  accept: ['int', 'record', 'int'],
  shutdown: ['int', 'int'],
  getsockname: ['int', 'record'],
  getpeername: ['int', 'record'],
  pack_sockaddr: ['record', 'span'],
  unpack_sockaddr: ['span', 'record'],
  recv: ['int', 'span', 'int'],
  recvfrom: ['int', 'span', 'int', 'record'],
  send: ['int', 'span', 'int'],
  sendto: ['int', 'span', 'int', 'record'],
  lend: ['int', 'bytes'],
  recv_lent: ['int', 'int', 'int'],
  send_lent: ['int', 'int', 'int'],
  recvfrom_lent: ['int', 'int', 'int', 'int'],
  sendto_lent: ['int', 'int', 'int', 'int'],
  sendfile: ['int', 'int', 'offset', 'int'],
  lseek: ['int', 'offset'],
  sendmsg: ['int', 'parts', 'bytes', 'int', 'record?'],
  recvmsg: ['int', 'parts', 'bytes', 'int', 'int', 'record', 'words'],
  recvmmsg: ['int', 'bytes', 'int', 'words', 'bytes', 'int', 'int'],
  sendmmsg: ['int', 'bytes', 'int', 'words', 'bytes', 'int', 'int', 'int'],
  CMSG_LEN: ['int'],
  CMSG_SPACE: ['int'],
  getsockopt: ['int', 'int', 'int', 'span'],
  setsockopt: ['int', 'int', 'int', 'span?'],
  setsockopt_fprog: ['int', 'int', 'int', 'span'],
  socket_timeout: ['int', 'int'],
  poll: ['words', 'int', 'int', 'int'],
  epoll_create1: ['int'],
  select: ['words', 'int', 'int', 'int'],
  epoll_ctl: ['int', 'int', 'int', 'int', 'int'],
  epoll_wait: ['int', 'words', 'int', 'int'],
  kqueue: [],
  kevent: ['int', 'numbers', 'int', 'numbers', 'int', 'int'],
  interrupt_fd: ['int'],
  take_interrupt: [],
  reactor_open: ['int', 'function'],
  reactor_lend: ['words', 'words', 'bytes'],
  reactor_watch: ['int', 'int', 'int'],
  reactor_unwatch: ['int'],
  reactor_ref: ['int'],
  reactor_spin: ['int'],
  reactor_send: ['words', 'bytes', 'int'],
  use_io_uring: ['int'],
  reactor_close: [],
  stream_open: [],
  stream_watch: ['int', 'int', 'int', 'int'],
  stream_unwatch: ['int', 'int'],
  stream_exchange: ['int', 'words', 'words', 'bytes', 'int', 'int'],
  stream_send: ['words', 'words', 'bytes'],
  getaddrinfo: ['text?', 'text?', 'int', 'int', 'int', 'int'],
  getnameinfo: ['record', 'int'],
  gethostbyname: ['text'],
  gethostbyaddr: ['record'],
  getservbyname: ['text', 'text?'],
  getservbyport: ['int', 'text?'],
  getprotobyname: ['text'],
  inet_pton: ['int', 'text', 'packed'],
  inet_ntop: ['int', 'packed'],
  inet_aton: ['text', 'packed'],
  gethostname: [],
  sethostname: ['bytes'],
  if_nameindex: [],
  if_nametoindex: ['text'],
  if_indextoname: ['int'],
  strerror: ['int'],
};
