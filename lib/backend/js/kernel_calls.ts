import { ADDRESS_SIZE } from '../address.ts';
import type { Syscalls } from '../types.ts';
import { nullLength, record, span, whole, words } from './arguments.ts';
import { int } from './check.ts';
import { constants, errnos } from './constants.ts';
import type { Host } from './host.ts';
import { AREA_SIZE, type Call } from './protocol.ts';

const { MSG_TRUNC = 0, MSG_WAITALL = 0 } = constants;
const EBADF = -errnos.EBADF!;
const EINVAL = -errnos.EINVAL!;
const ENOSYS = -errnos.ENOSYS!;
const INT_MAX = 0x7fffffff;

/** The calls of the seam that the host of the sockets performs. */
export type KernelCalls = Pick<Syscalls, Call | 'own' | 'disown' | 'interrupt_fd' | 'take_interrupt'>;

/** The calls that a host performs, as the seam has them: arguments are checked here, and bytes handed over. */
export function kernelCalls(host: Host): KernelCalls {
  /** A call on a descriptor: there is none before there is a host. */
  const on = (call: Call, fd: number, a = 0, b = 0, c = 0, d = 0): number =>
    host.isStarted ? host.call(call, fd, a, b, c, d) : EBADF;

  const ints = (call: Call, count: number) => {
    return (...given: number[]): number => {
      const args = Array.from({ length: count }, (_, i) => int(call, i + 1, given[i]));
      const [fd, ...rest] = args;
      return call === 'socket' ? host.call(call, ...args) : on(call, fd!, ...rest);
    };
  };

  /** A call that is given an address. */
  const taking = (call: Call) => (fd: number, address: Uint8Array) => {
    int(call, 1, fd);
    host.address.set(record(call, 2, address).subarray(0, ADDRESS_SIZE));
    return on(call, fd);
  };

  /** A call that gives an address. */
  const giving = (call: Call) => (fd: number, address: Uint8Array) => {
    int(call, 1, fd);
    record(call, 2, address);
    return given(on(call, fd), address);
  };

  const given = (result: number, address: Uint8Array): number => {
    if (result >= 0) address.set(host.address.subarray(0, ADDRESS_SIZE));
    return result;
  };

  const receive = (call: 'recv' | 'recvfrom', fd: number, into: Uint8Array, flags: number): number => {
    const length = Math.min(into.length, AREA_SIZE);
    const got = on(call, fd, length, flags);
    // MSG_TRUNC returns how long a message is, which may be more than there is of it.
    if (got > 0) into.set(host.area.subarray(0, Math.min(got, length)));
    return got;
  };

  /** Receives until the buffer is full where MSG_WAITALL says so, more than the area holds at once. */
  const receiveAll = (call: 'recv' | 'recvfrom', fd: number, into: Uint8Array, flags: number): number => {
    let got = receive(call, fd, into, flags);
    if ((flags & MSG_WAITALL) === 0 || (flags & MSG_TRUNC) !== 0) return got;
    for (let last = got; last === AREA_SIZE && got < into.length; ) {
      last = receive(call, fd, into.subarray(got), flags);
      got += Math.max(0, last);
    }
    return got;
  };

  /** Sends what fits into the area, again and again as long as all of it is taken. */
  const send = (call: 'send' | 'sendto', fd: number, bytes: Uint8Array, flags: number): number => {
    let sent = 0;
    for (;;) {
      const part = bytes.subarray(sent, sent + AREA_SIZE);
      host.area.set(part);
      const result = on(call, fd, part.length, flags, Math.min(bytes.length - sent, INT_MAX));
      if (result < 0) return sent > 0 ? sent : result;
      sent += result;
      if (result < part.length || sent === bytes.length) return sent;
    }
  };

  const waiting =
    (call: 'poll' | 'select') =>
    (fds: Int32Array, count: number, timeout: number, ...rest: number[]) => {
      const memory = words(call, 1, fds);
      int(call, 2, count);
      int(call, 3, timeout);
      // It does not spin, but sleeps at once: there is always another thread that finds out.
      if (rest.length > 0) int(call, 4, rest[0]);
      if (count < 0 || count > memory.length / 2) return EINVAL;
      host.makeRoom(8 * count);
      const entries = new Int32Array(host.area.buffer, 0, 2 * count);
      entries.set(memory.subarray(0, 2 * count));
      const result = host.call(call, count, timeout);
      if (result >= 0) memory.set(entries);
      return result;
    };

  return {
    socket: ints('socket', 3),
    socketpair: (family, type, protocol, fds) => {
      int('socketpair', 1, family);
      int('socketpair', 2, type);
      int('socketpair', 3, protocol);
      if (words('socketpair', 4, fds).length < 2) return EINVAL;
      const result = host.call('socketpair', family, type, protocol);
      if (result >= 0) fds.set(new Int32Array(host.area.buffer, 0, 2));
      return result;
    },
    dup: ints('dup', 1),
    close: ints('close', 1),
    // The host ends with this thread, and all that is open with it: there is nothing to give away.
    own: (fd) => {
      const open = on('get_inheritable', int('own', 1, fd));
      return open < 0 ? open : fd;
    },
    disown: (fd) => (int('disown', 1, fd) < 0 ? EBADF : fd),
    set_blocking: ints('set_blocking', 2),
    get_blocking: ints('get_blocking', 1),
    set_inheritable: ints('set_inheritable', 2),
    get_inheritable: ints('get_inheritable', 1),

    bind: taking('bind'),
    connect: taking('connect'),
    listen: ints('listen', 2),
    accept: (fd, address, blocking) => {
      int('accept', 1, fd);
      record('accept', 2, address);
      return given(on('accept', fd, int('accept', 3, blocking)), address);
    },
    shutdown: ints('shutdown', 2),
    getsockname: giving('getsockname'),
    getpeername: giving('getpeername'),

    recv: (fd: number, bytes: Uint8Array, ...rest: number[]) => {
      int('recv', 1, fd);
      const into = rest.length === 0 ? whole('recv', 2, bytes) : span('recv', 2, bytes, rest[0], rest[1]);
      return receiveAll('recv', fd, into, rest.length > 2 ? int('recv', 5, rest[2]) : 0);
    },
    recvfrom: (fd, bytes, offset, length, flags, address) => {
      int('recvfrom', 1, fd);
      const into = span('recvfrom', 2, bytes, offset, length);
      int('recvfrom', 5, flags);
      record('recvfrom', 6, address);
      return given(receiveAll('recvfrom', fd, into, flags), address);
    },
    send: (fd: number, bytes: Uint8Array, ...rest: number[]) => {
      int('send', 1, fd);
      const from = rest.length === 0 ? whole('send', 2, bytes) : span('send', 2, bytes, rest[0], rest[1]);
      return send('send', fd, from, rest.length > 2 ? int('send', 5, rest[2]) : 0);
    },
    sendto: (fd, bytes, offset, length, flags, address) => {
      int('sendto', 1, fd);
      const from = span('sendto', 2, bytes, offset, length);
      int('sendto', 5, flags);
      host.address.set(record('sendto', 6, address).subarray(0, ADDRESS_SIZE));
      return send('sendto', fd, from, flags);
    },

    getsockopt: (fd, level, option, bytes, offset, length) => {
      int('getsockopt', 1, fd);
      int('getsockopt', 2, level);
      int('getsockopt', 3, option);
      const into = span('getsockopt', 4, bytes, offset, length);
      const got = on('getsockopt', fd, level, option, Math.min(into.length, AREA_SIZE));
      if (got > 0) into.set(host.area.subarray(0, got));
      return got;
    },
    setsockopt: (fd, level, option, bytes, offset, length) => {
      int('setsockopt', 1, fd);
      int('setsockopt', 2, level);
      int('setsockopt', 3, option);
      if (bytes === null) return on('setsockopt', fd, level, option, nullLength('setsockopt', 4, length), 1);
      const value = span('setsockopt', 4, bytes, offset, length);
      if (value.length > INT_MAX) return host.isStarted ? EINVAL : EBADF;
      host.area.set(value.subarray(0, AREA_SIZE));
      return on('setsockopt', fd, level, option, Math.min(value.length, AREA_SIZE), 0);
    },
    socket_timeout: ints('socket_timeout', 2),

    poll: waiting('poll'),
    select: waiting('select'),
    // A wait here is not one in the kernel, and nothing can end it but what it waits for, or the end of the thread.
    interrupt_fd: (main) => {
      int('interrupt_fd', 1, main);
      return ENOSYS;
    },
    take_interrupt: () => 0,
  };
}
