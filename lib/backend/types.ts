/**
 * The seam: the table of system calls that every backend implements.
 *
 * A function is named as in C and takes plain values: integers for descriptors and flags, `(bytes, offset, length)`
 * for bytes, an address record (`address.ts`) for an address. It returns a number: the call's value, or minus the
 * errno. Only misuse throws, and always a TypeError. The bytes are borrowed for the call.
 */

import type { Capabilities } from './capabilities.ts';
import type { StreamCalls } from './stream_calls.ts';

/** A number, or minus an errno. */
export type Result = number;

/** In place of a receive's result: nobody asked for it, or the backend leaves it to its caller. */
export const REACTOR_UNTRIED = -0x80000000;

/** Beside POLL*, in the reactor's news: there is more to read than was received. */
export const REACTOR_MORE = 0x10000;

/** One answer of `getaddrinfo`: family, type, protocol, canonical name, address record. */
export type AddrInfo = [family: number, type: number, proto: number, canonname: string, address: Uint8Array];

/** One answer of `gethostbyname` and `gethostbyaddr`. */
export type HostEntry = [name: string, aliases: string[], addresses: string[]];

/** What `getaddrinfo` is asked. */
export type AddressQuery = [
  host: string | null,
  service: string | null,
  family: number,
  type: number,
  protocol: number,
  flags: number,
];

/** The answer of `getnameinfo`. */
export type HostAndService = [host: string, service: string];

/** Whom a look-up tells that does not block. */
export type Done<T> = (answer: T | LookupFailure) => void;

/** A look-up that failed: the resolver's code (`EAI_*` or an `h_errno`), the errno behind `EAI_SYSTEM`, its text. */
export interface LookupFailure {
  code: number;
  errno: number;
  message: string;
}

export interface Syscalls extends StreamCalls {
  // Descriptors. Every one that a call makes is close-on-exec and belongs to this thread's environment.
  socket(family: number, type: number, protocol: number): Result;
  /** Writes the two descriptors into `fds`. */
  socketpair(family: number, type: number, protocol: number, fds: Int32Array): Result;
  dup(fd: number): Result;
  close(fd: number): Result;
  /** Makes a descriptor the environment's, which closes it when it ends. -EBADF if it is not open. */
  own(fd: number): Result;
  /** Gives a descriptor away: the environment will not close it. */
  disown(fd: number): Result;
  set_blocking(fd: number, blocking: number): Result;
  get_blocking(fd: number): Result;
  set_inheritable(fd: number, inheritable: number): Result;
  get_inheritable(fd: number): Result;

  // Names and connections.
  bind(fd: number, address: Uint8Array): Result;
  connect(fd: number, address: Uint8Array): Result;
  listen(fd: number, backlog: number): Result;
  /** Returns the new descriptor and writes its peer into `address`. `blocking` is the new one's mode. */
  accept(fd: number, address: Uint8Array, blocking: number): Result;
  shutdown(fd: number, how: number): Result;
  getsockname(fd: number, address: Uint8Array): Result;
  getpeername(fd: number, address: Uint8Array): Result;

  /** Writes the sockaddr of a record, and returns its length: a larger one than there is room for is cut. */
  pack_sockaddr(address: Uint8Array, bytes: Uint8Array, offset: number, length: number): Result;
  /** Writes the record of a sockaddr. */
  unpack_sockaddr(bytes: Uint8Array, offset: number, length: number, address: Uint8Array): Result;

  // Bytes. Each returns how many it moved. `recv` and `send` with the bytes alone take all of them, without flags: the
  // shortest call for the hottest paths.
  recv(fd: number, bytes: Uint8Array): Result;
  recv(fd: number, bytes: Uint8Array, offset: number, length: number, flags?: number): Result;
  recvfrom(fd: number, bytes: Uint8Array, offset: number, length: number, flags: number, address: Uint8Array): Result;
  send(fd: number, bytes: Uint8Array): Result;
  send(fd: number, bytes: Uint8Array, offset: number, length: number, flags?: number): Result;
  sendto(fd: number, bytes: Uint8Array, offset: number, length: number, flags: number, address: Uint8Array): Result;
  /**
   * Keeps an array under the number `slot`, 0 to 7, in place of the one that was there; and the calls that name it so,
   * which have no flags. They take its first `count` bytes, or all that it had then, and do not look whether its memory is
   * still there: that the caller sees by its length. `record` is the slot of an address record.
   */
  lend(slot: number, bytes: Uint8Array): Result;
  recv_lent(fd: number, slot: number, count?: number): Result;
  send_lent(fd: number, slot: number, count?: number): Result;
  recvfrom_lent(fd: number, record: number, slot: number, count?: number): Result;
  sendto_lent(fd: number, record: number, slot: number, count?: number): Result;
  /** Sends up to `count` bytes of the descriptor `file` from `offset` on, whose own position stays. Where there is one. */
  sendfile(fd: number, file: number, offset: number, count: number): Result;
  /** Moves the position of the descriptor `file` to `offset`, and returns 0. */
  lseek(file: number, offset: number): Result;

  // Messages. Bytes are gathered from and scattered into `parts`; ancillary data is records (`control.ts`).
  sendmsg(
    fd: number,
    parts: readonly Uint8Array[],
    control: Uint8Array,
    flags: number,
    address: Uint8Array | null,
  ): Result;
  /**
   * Takes at most `space` bytes of control messages, which come to at most `space` bytes of records, rounded up to four.
   * Writes two words into `info`: the message's flags, and how many bytes of records there are. Descriptors among them
   * belong to the environment.
   */
  recvmsg(
    fd: number,
    parts: readonly Uint8Array[],
    control: Uint8Array,
    space: number,
    flags: number,
    address: Uint8Array,
    info: Int32Array,
  ): Result;
  /**
   * Many messages a call; only where `capabilities.batches`. Message `i` has the bytes of `slab` from `i * size` on, the
   * address record at `i * ADDRESS_SIZE` of `records`, and four words: its length; its flags, where it came; the bytes of a
   * segment if it is several datagrams (UDP_GRO, UDP_SEGMENT), else 0; 0. Returns how many messages were moved.
   */
  recvmmsg(
    fd: number,
    slab: Uint8Array,
    size: number,
    words: Int32Array,
    records: Uint8Array,
    count: number,
    flags: number,
  ): Result;
  /** Sends `count` messages from `first` on. A record of family 0 is no address. An error is that of the first of them. */
  sendmmsg(
    fd: number,
    slab: Uint8Array,
    size: number,
    words: Int32Array,
    records: Uint8Array,
    first: number,
    count: number,
    flags: number,
  ): Result;
  /** What a control message with `length` bytes comes to without and with its padding; -EINVAL beyond an int. */
  CMSG_LEN(length: number): Result;
  CMSG_SPACE(length: number): Result;

  // Options. `getsockopt` returns the length of the value it wrote.
  getsockopt(fd: number, level: number, option: number, bytes: Uint8Array, offset: number, length: number): Result;
  setsockopt(
    fd: number,
    level: number,
    option: number,
    bytes: Uint8Array | null,
    offset: number,
    length: number,
  ): Result;

  /**
   * setsockopt with a `struct sock_fprog` of these instructions, each a `struct sock_filter`: the value holds a pointer,
   * which `setsockopt` itself takes from nobody (-EFAULT).
   */
  setsockopt_fprog(
    fd: number,
    level: number,
    option: number,
    filter: Uint8Array,
    offset: number,
    length: number,
  ): Result;

  /** SO_RCVTIMEO, or SO_SNDTIMEO if `sending` is 1, in milliseconds; 0 for none. */
  socket_timeout(fd: number, sending: number): Result;

  // Waiting. Time-outs in milliseconds; negative waits without end. With `spin` a wait looks for up to so many microseconds
  // before it sleeps, and no longer than a tenth of a second; a backend may leave that out.
  /** `fds` has two words an entry, the layout of `struct pollfd`: Int32 fd; Int16 events, Int16 events that came. */
  poll(fds: Int32Array, count: number, timeout: number, spin?: number): Result;
  /** select(2) in the shape of `poll`: POLLIN, POLLOUT and POLLPRI only, and POLLNVAL for one that is not open. */
  select(fds: Int32Array, count: number, timeout: number, spin?: number): Result;
  epoll_create1(flags: number): Result;
  /** `tag` comes back with the registration's events. */
  epoll_ctl(epfd: number, operation: number, fd: number, events: number, tag: number): Result;
  /** Writes three words an event: descriptor, events, tag. Waits for at most a third as many events as there are words. */
  epoll_wait(epfd: number, events: Int32Array, timeout: number, spin?: number): Result;
  kqueue(): Result;
  /** Makes changes and waits for events: six numbers each, ident, filter, flags, fflags, data, udata. */
  kevent(
    kq: number,
    changes: Float64Array,
    count: number,
    events: Float64Array,
    timeout: number,
    spin?: number,
  ): Result;
  /**
   * A descriptor that becomes readable when a blocking wait in this thread should end: `main` is 1 in the main thread,
   * where a handled signal makes it so, and 0 in a worker, where its event loop does, above all on `terminate()`.
   */
  interrupt_fd(main: number): Result;
  /** Resets `interrupt_fd`. The signals whose handlers wait for the event loop: bit n-1 for signal n. */
  take_interrupt(): Result;

  // The reactor: one a thread, on its event loop. What it tells is news, edge by edge: what a descriptor is ready for when
  // `reactor_watch` begins, and whatever comes after. Five words each: descriptor, POLL* events, tag, what the receive came
  // to (REACTOR_UNTRIED, a count, or -errno), and where in the slab its bytes begin.
  /** Calls back with how many news are in `events`. With `thread` 1 it does without the host's libuv. */
  reactor_open(thread: number, callback: (count: number) => void): Result;
  reactor_close(): Result;
  /**
   * The arrays that the reactor works with until others are lent. `table` has two words a descriptor: while the first is
   * the tag of its registration and the second is n > 0, up to n bytes are received when there is news to read, but no more
   * than an equal share of `slab` for each of the news that fit into `events`. With -n REACTOR_MORE is added to the
   * events of a read that came short, as it does where descriptors were sent, if more is there. A backend may leave
   * receiving to its caller.
   *
   * If `events` has a word more than the news take, the last one is how many they are while the callback runs and what it
   * has set off (microtasks, ticks), and 0 otherwise. A backend that cannot tell when that is over leaves it 0.
   */
  reactor_lend(events: Int32Array, table: Int32Array, slab: Uint8Array): Result;
  /** Starts, or changes, what is told of a descriptor: POLLIN, POLLOUT or both; errors and hang-ups in any case. */
  reactor_watch(fd: number, events: number, tag: number): Result;
  reactor_unwatch(fd: number): Result;
  /** Whether the reactor keeps the process alive; not at first. */
  reactor_ref(alive: number): Result;
  /**
   * For how many microseconds to look for more before the event loop sleeps, each time that there was something and while it
   * keeps the process alive. Where it cannot look, it sleeps.
   */
  reactor_spin(microseconds: number): Result;
  /**
   * Sends the first `count` messages of `words`, three words each: descriptor, where its bytes begin in `slab`, and how many
   * they are, which becomes how many of them are left, or -errno. There are 64 at the most. Nobody waits.
   *
   * @returns how many messages did not go whole.
   */
  reactor_send(words: Int32Array, slab: Uint8Array, count: number): Result;
  /**
   * Has what `reactor_send` sends, and what the reactor receives for a batch of news, be one call by io_uring if `wanted` is
   * 1; a call each if it is 0, and at first.
   *
   * @returns 1 if it will be one call, 0 if not: not every kernel has that for us.
   */
  use_io_uring(wanted: number): Result;

  // Names. A look-up blocks, unless it is given `done`: then it returns 0 at once, and `done` is called with what it would
  // have returned.
  getaddrinfo(...query: AddressQuery): AddrInfo[] | LookupFailure;
  getaddrinfo(...query: [...AddressQuery, done: Done<AddrInfo[]>]): Result;
  getnameinfo(address: Uint8Array, flags: number): HostAndService | LookupFailure;
  getnameinfo(address: Uint8Array, flags: number, done: Done<HostAndService>): Result;
  gethostbyname(name: string): HostEntry | LookupFailure;
  gethostbyname(name: string, done: Done<HostEntry>): Result;
  gethostbyaddr(address: Uint8Array): HostEntry | LookupFailure;
  gethostbyaddr(address: Uint8Array, done: Done<HostEntry>): Result;
  getservbyname(name: string, protocol: string | null): Result;
  getservbyport(port: number, protocol: string | null): string | Result;
  getprotobyname(name: string): Result;
  /** 1 if `text` is an address, whose bytes it writes; else 0. */
  inet_pton(family: number, text: string, packed: Uint8Array): Result;
  inet_ntop(family: number, packed: Uint8Array): string | Result;
  inet_aton(text: string, packed: Uint8Array): Result;
  gethostname(): string | Result;
  /** Names the machine: the bytes of `name` as they are. */
  sethostname(name: Uint8Array): Result;
  if_nameindex(): [index: number, name: string][] | Result;
  if_nametoindex(name: string): Result;
  if_indextoname(index: number): string | Result;
  strerror(errno: number): string;
}

/**
 * A field of a C structure. `kind` is `'int'`, `'uint'`, `'in_addr'`, `'in6_addr'`, `'sockaddr'`, `'bytes'` or the name of
 * another structure, `offset` and `size` are in bytes, `count` is the length of an array, 0 for none. Of `'bits'`, `offset`
 * and `size` are in bits.
 */
export type StructField = [name: string, kind: string, offset: number, size: number, count: number];

/** Where the fields of a C structure are, as its header has them on this platform. */
export interface StructLayout {
  readonly size: number;
  readonly fields: readonly StructField[];
}

/** A table of calls, and what belongs to it. */
export interface Backend {
  readonly sys: Syscalls;
  readonly capabilities: Capabilities;
  /** The constants of `<sys/socket.h>` and its company, by name. One that the platform lacks is absent. */
  readonly constants: Readonly<Record<string, number>>;
  /** The constants of poll, epoll and kqueue, by Python's names. */
  readonly selectConstants: Readonly<Record<string, number>>;
  /** The structures of socket options by name. One that the platform lacks is absent, as is a field. */
  readonly structs: Readonly<Record<string, StructLayout>>;
  /** The errnos by name. */
  readonly errnos: Readonly<Record<string, number>>;
  /**
   * What this backend lacks, in words, if the last call failed with `errno` for that, and not as the system would. It is
   * said once.
   */
  explain?(errno: number): string | undefined;
}
