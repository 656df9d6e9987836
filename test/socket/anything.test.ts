import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';

// Values of every sort, to every method that takes numbers, in a process of its own: each call returns, or throws an error of
// the kinds that there are. None ends the process, and none leaves a descriptor open.

const BEGIN = `
import * as module from 'berkeley/socket';
import { socket as s } from 'berkeley';
import { readdirSync } from 'node:fs';
import { inspect } from 'node:util';
const { AF_INET, AF_UNIX, SOCK_STREAM, SOCK_DGRAM, SOL_SOCKET, OSError } = s;
const open = () => { try { return readdirSync('/proc/self/fd').length; } catch { return 0; } };
const counts = { returned: 0, os: 0, range: 0, type: 0 };
const strange = [];
/** Makes a call, and sorts how it ends. */
function attempt(what, call) {
  try {
    call();
    counts.returned++;
  } catch (error) {
    if (error instanceof OSError && Number.isInteger(error.errno) && error.message) counts.os++;
    else if (error instanceof RangeError && error.message) counts.range++;
    else if (error instanceof TypeError && error.message) counts.type++;
    else if (strange.length < 20) strange.push(what + ': ' + inspect(error));
  }
}
/** With a socket that does not wait. */
function withSocket(make, use) {
  const made = make();
  const socks = Array.isArray(made) ? made : [made];
  for (const sock of socks) sock.setblocking(false);
  try { use(...socks); } finally { for (const sock of socks) sock.close(); }
}
const kinds = [() => s.socket(AF_INET, SOCK_STREAM), () => s.socket(AF_INET, SOCK_DGRAM), () => s.socketpair()];
if (s.has_ipv6) kinds.push(() => s.socket(s.AF_INET6, SOCK_DGRAM));
const numbers = Object.entries(s).filter(([name, value]) => typeof value === 'number' && name === name.toUpperCase());
const constants = [...new Set(numbers.map(([, value]) => value))];
const levels = ['SOL_SOCKET', 'IPPROTO_IP', 'IPPROTO_IPV6', 'IPPROTO_TCP', 'IPPROTO_UDP'].map((name) => s[name]).filter((level) => level !== undefined);
// SO_PEERPIDFD gives a descriptor, which is the caller's to close.
const PIDFD = 77;
// The first listener may start what stays: the thread that has the sockets, with its event loop.
s.create_server(['127.0.0.1', 0]).close();
const before = open();
`;

const END = `
console.log(JSON.stringify({ counts, strange, left: open() - before }));
`;

interface Report {
  counts: { returned: number; os: number; range: number; type: number };
  strange: string[];
  left: number;
}

async function report(script: string): Promise<Report['counts']> {
  const { code, signal, stdout, stderr } = await runScript(BEGIN + script + END).ended;
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
  const { counts, strange, left }: Report = JSON.parse(stdout.trim().split('\n').at(-1)!);
  expect({ strange, left }).toEqual({ strange: [], left: 0 });
  return counts;
}

describe('anything', () => {
  it('is a length to getsockopt: what comes is no longer than that, and no byte of anybody else', async () => {
    const counts = await report(`
      const options = numbers.filter(([name]) => /^(SO|TCP|IP|IPV6|UDP)_/.test(name)).map(([, value]) => value).filter((value) => value !== PIDFD);
      for (const make of kinds) withSocket(make, (sock) => {
        for (let length = -1; length <= 1025; length++) for (const option of [s.SO_TYPE, s.SO_LINGER, s.SO_RCVTIMEO, s.SO_PEERCRED ?? 17, 26, 9999]) {
          attempt('getsockopt ' + [option, length], () => {
            const value = sock.getsockopt(SOL_SOCKET, option, length);
            if (length > 0 && !(value.length <= length)) throw new Error('too long: ' + value.length);
          });
        }
        for (const level of levels) for (const option of new Set(options)) for (const length of [0, 1, 2, 3, 4, 5, 8, 12, 16, 255, 256, 1024]) {
          attempt('getsockopt ' + [level, option, length], () => sock.getsockopt(level, option, length));
        }
      });
    `);
    expect(counts.returned).toBeGreaterThan(5000);
    expect(counts.os).toBeGreaterThan(5000);
  }, 60_000);

  it('is a value to setsockopt', async () => {
    const counts = await report(`
      const detached = new Uint8Array(4);
      structuredClone(detached, { transfer: [detached.buffer] });
      const values = [undefined, null, true, false, 0, 1, -1, 1.5, NaN, Infinity, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, 1n, '', 'text', Symbol('s'), {}, [], [1], () => 1,
        new Date(), /x/, new Map(), new Proxy({}, {}), new Number(1), { valueOf: () => 1 }, { length: 4 }, new Error('x'), Promise.resolve(), new ArrayBuffer(0), new ArrayBuffer(4),
        new SharedArrayBuffer(4), new DataView(new ArrayBuffer(4)), new Float64Array(1), new BigInt64Array(1), Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(1024), Buffer.alloc(100_000), detached, detached.buffer];
      const lengths = [undefined, null, 0, 1, 4, -1, 1.5, NaN, 2 ** 31, '4', {}];
      for (const make of kinds) for (const option of [s.SO_REUSEADDR, s.SO_LINGER, s.SO_RCVBUF, s.SO_RCVTIMEO, 25, 26, 9999]) withSocket(make, (sock) => {
        for (const value of values) {
          attempt('setsockopt ' + [option, inspect(value)], () => sock.setsockopt(SOL_SOCKET, option, value));
          attempt('setsockopt level', () => sock.setsockopt(value, option, 1));
          attempt('setsockopt option', () => sock.setsockopt(SOL_SOCKET, value, 1));
          attempt('getsockopt level', () => sock.getsockopt(value, option));
          attempt('getsockopt option', () => sock.getsockopt(SOL_SOCKET, value));
          attempt('getsockopt length', () => sock.getsockopt(SOL_SOCKET, option, value));
          for (const length of lengths) attempt('setsockopt ' + [option, inspect(value), inspect(length)], () => sock.setsockopt(SOL_SOCKET, option, value, length));
        }
      });
    `);
    expect(Math.min(counts.returned, counts.os, counts.range, counts.type)).toBeGreaterThan(100);
  }, 60_000);

  it('of the constants is an option, with and without a value', async () => {
    const counts = await report(`
      for (const make of kinds) for (const level of levels) for (const constant of constants) {
        withSocket(make, (sock) => {
          if (constant !== PIDFD) attempt('getsockopt ' + [level, constant], () => sock.getsockopt(level, constant));
          attempt('setsockopt ' + [level, constant], () => sock.setsockopt(level, constant, 1));
          attempt('setsockopt ' + [level, constant], () => sock.setsockopt(level, constant, Buffer.alloc(16)));
        });
      }
    `);
    expect(counts.os).toBeGreaterThan(1000);
  }, 120_000);

  it('of the constants is an argument to every method that takes a number', async () => {
    const counts = await report(`
      const bytes = Buffer.alloc(8);
      const batch = s.capabilities.batches ? new s.MessageBatch(2, 8) : undefined;
      const most = 1 << 20; // Memory is not what this is about.
      const methods = {
        listen: (sock, n) => sock.listen(n), shutdown: (sock, n) => sock.shutdown(n), settimeout: (sock, n) => sock.settimeout(n), setblocking: (sock, n) => sock.setblocking(n),
        set_inheritable: (sock, n) => sock.set_inheritable(n),
        recv: (sock, n) => sock.recv(8, n), recv_into: (sock, n) => sock.recv_into(bytes, 8, n), recvfrom: (sock, n) => sock.recvfrom(8, n), recvfrom_into: (sock, n) => sock.recvfrom_into(bytes, 0, n),
        size: (sock, n) => Math.abs(n) > most || sock.recv(n), nbytes: (sock, n) => sock.recv_into(bytes, n),
        send: (sock, n) => sock.send(bytes, n), sendall: (sock, n) => sock.sendall(bytes, n), sendto: (sock, n) => sock.sendto(bytes, n, ['127.0.0.1', 9]), port: (sock, n) => sock.sendto(bytes, ['127.0.0.1', n]),
        sendmsg: (sock, n) => sock.sendmsg([bytes], [], n), level: (sock, n) => sock.sendmsg([bytes], [[n, 1, bytes]]), type: (sock, n) => n === s.SCM_RIGHTS || sock.sendmsg([bytes], [[SOL_SOCKET, n, bytes]]),
        recvmsg: (sock, n) => sock.recvmsg(8, 64, n), ancbufsize: (sock, n) => Math.abs(n) > most || sock.recvmsg(8, n), recvmsg_into: (sock, n) => sock.recvmsg_into([bytes], 64, n),
        recvmmsg: (sock, n) => sock.recvmmsg(batch, n), sendmmsg: (sock, n) => sock.sendmmsg(batch, n), flags: (sock, n) => sock.sendmmsg(batch, 0, n),
        send_fds: (sock, n) => s.send_fds(sock, [bytes], [n < 3 ? -1 : 99_999], n), recv_fds: (sock, n) => s.recv_fds(sock, 8, 1, n), afalg: (sock, n) => sock.sendmsg_afalg({ op: n }),
      };
      for (const [name, method] of Object.entries(methods)) for (const constant of constants) for (const make of kinds.slice(0, 3)) {
        withSocket(make, (sock, other) => {
          other?.send(bytes);
          attempt(name + ' ' + constant, () => method(sock, constant));
          if (name === 'settimeout' || name === 'setblocking') sock.setblocking(false);
        });
      }
      const functions = [(n) => s.CMSG_LEN(n), (n) => s.CMSG_SPACE(n), (n) => s.htons(n), (n) => s.ntohl(n), (n) => s.if_indextoname(n), (n) => s.getservbyport(n), (n) => s.inet_ntop(n, bytes), (n) => s.inet_pton(n, '::1'),
        (n) => s.socket(n).close(), (n) => s.socket(AF_INET, n).close(), (n) => s.socket(AF_INET, SOCK_STREAM, n).close(), (n) => s.socket(AF_INET, SOCK_DGRAM, n).close(), (n) => s.socketpair(n).forEach((one) => one.close()),
        (n) => s.socketpair(AF_UNIX, n).forEach((one) => one.close()), (n) => s.socketpair(AF_UNIX, SOCK_STREAM, n).forEach((one) => one.close()),
        (n) => s.getaddrinfo('127.0.0.1', null, n), (n) => s.getaddrinfo('127.0.0.1', null, 0, n), (n) => s.getaddrinfo('127.0.0.1', null, 0, 0, n), (n) => s.getaddrinfo('127.0.0.1', null, 0, 0, 0, n | s.AI_NUMERICHOST),
        (n) => s.getnameinfo(['127.0.0.1', 1], n | s.NI_NUMERICHOST | s.NI_NUMERICSERV)];
      for (const call of functions) for (const constant of constants) attempt(call + ' ' + constant, () => call(constant));
    `);
    expect(Math.min(counts.returned, counts.os, counts.range, counts.type)).toBeGreaterThan(100);
  }, 120_000);
});
