import { constants } from '../constants.ts';
import { type Call, MOST_ARGUMENTS } from '../protocol.ts';
import { create, createPair } from './create.ts';
import type { Descriptors } from './descriptors.ts';
import { EBADF, EOPNOTSUPP, failed, lacks } from './errno.ts';
import { readName, writeName } from './name.ts';
import type { Outcome } from './operation.ts';
import { options, valueFor } from './options.ts';
import { poll, select } from './poll.ts';
import { type KernelSocket, type Received, receive, type Sent } from './socket.ts';

/** What a call is given: its integers, and the memory that it shares with its caller. */
export interface Request {
  readonly table: Descriptors;
  readonly args: Int32Array;
  /** An address record. */
  readonly address: Uint8Array;
  /** Bytes in and out. */
  readonly area: Uint8Array;
}

type Implementation = (request: Request, ...args: number[]) => Outcome;

/** A call on a socket: its first argument is the descriptor. */
function of(call: (socket: KernelSocket, request: Request, ...args: number[]) => Outcome): Implementation {
  return (request, fd, ...args) => {
    const socket = request.table.get(fd!);
    return socket === undefined ? EBADF : call(socket, request, ...args);
  };
}

/** Does something with the result of a call that succeeds. */
function finally_(outcome: Outcome, then: (result: number) => number): Outcome {
  const end = (result: number) => (result < 0 ? result : then(result));
  if (typeof outcome === 'number') return end(outcome);
  if (outcome instanceof Promise) return outcome.then(end);
  const { attempt, timeout, expired } = outcome;
  return { attempt: () => end(attempt()), timeout, ...(expired && { expired: () => end(expired.call(outcome)) }) };
}

/** Flags that a caller must not believe to have had. */
const UNKNOWN_FLAGS = ['MSG_OOB', 'MSG_ERRQUEUE', 'MSG_DONTROUTE', 'MSG_FASTOPEN', 'MSG_ZEROCOPY'].filter(
  (name) => constants[name] !== undefined,
);

function flagsRefused(flags: number): number {
  if (flags === 0) return 0;
  const name = UNKNOWN_FLAGS.find((one) => (flags & constants[one]!) !== 0);
  return name === undefined ? 0 : lacks(EOPNOTSUPP, name);
}

function receiving(socket: KernelSocket, area: Uint8Array, length: number, flags: number): [Received, Outcome] {
  const received: Received = { into: area.subarray(0, length), flags };
  return [received, flagsRefused(flags) || receive(socket, received)];
}

function sending(socket: KernelSocket, sent: Sent): Outcome {
  return flagsRefused(sent.flags) || socket.send(sent);
}

/** Hands a socket to its caller: a new descriptor, or minus the errno. */
function give(table: Descriptors, socket: KernelSocket | number): number {
  if (typeof socket === 'number') return socket;
  const fd = table.add(socket);
  if (fd < 0) void socket.close();
  return fd;
}

/** Every call that the host performs. */
export const calls: Readonly<Record<Call, Implementation>> = {
  socket: ({ table }, family, type, protocol) => give(table, create(family!, type!, protocol!)),

  socketpair: ({ table, area }, family, type, protocol) => {
    const pair = createPair(family!, type!, protocol!);
    if (typeof pair === 'number') return pair;
    const fds = pair.map((socket) => give(table, socket));
    const error = fds.find((fd) => fd < 0);
    if (error !== undefined) {
      for (const fd of fds) if (fd >= 0) table.remove(fd);
      return error;
    }
    new Int32Array(area.buffer, area.byteOffset, 2).set(fds);
    return 0;
  },

  dup: of((socket, { table }) => table.add(socket)),

  close: ({ table }, fd) => {
    const last = table.remove(fd!);
    return typeof last === 'object' ? last.close() : (last ?? 0);
  },

  set_blocking: of((socket, _, blocking) => {
    socket.blocking = blocking !== 0;
    return 0;
  }),
  get_blocking: of((socket) => Number(socket.blocking)),
  set_inheritable: ({ table }, fd, inheritable) => table.setInheritable(fd!, inheritable !== 0),
  get_inheritable: ({ table }, fd) => table.getInheritable(fd!),

  bind: of((socket, { address }) => {
    const name = readName(address);
    return typeof name === 'number' ? name : socket.bind(name);
  }),
  connect: of((socket, { address }) => {
    const name = readName(address);
    return typeof name === 'number' ? name : socket.connect(name);
  }),
  listen: of((socket, _, backlog) => socket.listen(backlog!)),
  accept: of((socket, { table, address }, blocking) => {
    const attempt = () => {
      const accepted = socket.accept();
      if (typeof accepted === 'number') return accepted;
      accepted.blocking = blocking !== 0;
      const peer = accepted.getpeername();
      const fd = give(table, accepted);
      if (fd >= 0) writeName(typeof peer === 'number' ? accepted.getsockname() : peer, address);
      return fd;
    };
    return { attempt, timeout: socket.receiveWait(0) };
  }),
  shutdown: of((socket, _, how) => socket.shutdown(how!)),
  getsockname: of((socket, { address }) => {
    writeName(socket.getsockname(), address);
    return 0;
  }),
  getpeername: of((socket, { address }) => {
    const name = socket.getpeername();
    if (typeof name === 'number') return name;
    writeName(name, address);
    return 0;
  }),

  recv: of((socket, { area }, length, flags) => receiving(socket, area, length!, flags!)[1]),
  recvfrom: of((socket, { area, address, args }, length, flags) => {
    const [received, outcome] = receiving(socket, area, length!, flags!);
    return finally_(outcome, (result) => {
      writeName(received.from, address);
      args[MOST_ARGUMENTS - 1] = Number(received.truncated ?? false);
      return result;
    });
  }),
  send: of((socket, { area }, length, flags, total) =>
    sending(socket, { bytes: area.subarray(0, length), total: total!, flags: flags! }),
  ),
  sendto: of((socket, { area, address }, length, flags, total) => {
    const to = readName(address);
    if (typeof to === 'number') return to;
    return sending(socket, { bytes: area.subarray(0, length), total: total!, flags: flags!, to });
  }),

  getsockopt: of((socket, { area }, level, number, room) => {
    const value = options.find(socket, level!, number!).get?.(socket) ?? failed('ENOPROTOOPT');
    if (typeof value === 'number') return value;
    const written = valueFor(value, level!, room!);
    area.set(written);
    return written.length;
  }),
  setsockopt: of((socket, { area }, level, number, length, isNull) => {
    const { set } = options.find(socket, level!, number!);
    if (set === undefined) return failed('ENOPROTOOPT');
    return isNull && length! > 0 ? failed('EFAULT') : set(socket, area.slice(0, length));
  }),
  socket_timeout: of((socket, _, sending) => (sending ? socket.sendTimeout : socket.receiveTimeout)),

  poll: ({ table, area }, count, timeout) => poll(table, area, count!, timeout!),
  select: ({ table, area }, count, timeout) => select(table, area, count!, timeout!),
};
