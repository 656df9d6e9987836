import { describe, expect, it } from 'vitest';
import { AddressRecord } from '../../lib/backend/address.ts';
import {
  backends,
  connection,
  inet,
  listener,
  made,
  ok,
  open,
  pair,
  port,
  prepare,
  ready,
  shut,
  signatures,
} from '../support/contract.ts';
import { guardFds, hasProcFd, openFds } from '../support/fds.ts';

// The prepared descriptor stays: an environment makes it once.
guardFds(prepare);

describe.each(backends)('the $name backend', (backend) => {
  const { sys, constant, failed, capabilities } = backend;
  const address = new AddressRecord();

  describe('as a table', () => {
    it('has every function of the seam', () => {
      const optional = [
        ...(capabilities.epoll ? [] : ['epoll_create1', 'epoll_ctl', 'epoll_wait']),
        ...(capabilities.batches ? [] : ['recvmmsg', 'sendmmsg']),
        ...(capabilities.kqueue ? [] : ['kqueue', 'kevent']),
        ...(capabilities.reactor ? [] : Object.keys(signatures).filter((name) => /^reactor_|io_uring$/.test(name))),
        ...(capabilities.streamBatches ? [] : Object.keys(signatures).filter((name) => name.startsWith('stream_'))),
        ...(capabilities.sendfile ? [] : ['sendfile']),
      ];
      const names = Object.keys(signatures).filter((name) => !optional.includes(name));
      for (const name of names) expect([name, typeof sys[name as keyof typeof sys]]).toEqual([name, 'function']);
    });

    it('has constants, errnos and capabilities', () => {
      for (const table of [backend.constants, backend.selectConstants, backend.errnos]) {
        expect(Object.values(table).every(Number.isSafeInteger)).toBe(true);
      }
      expect(Object.values(backend.errnos).every((errno) => errno > 0)).toBe(true);
      expect(Object.keys(capabilities).sort()).toEqual([
        'abstractUnix',
        'allFamilies',
        'allOptions',
        'ancillary',
        'asyncLookups',
        'backlog',
        'batches',
        'epoll',
        'fdPassing',
        'fileDescriptors',
        'interrupts',
        'io_uring',
        'ipv6',
        'kqueue',
        'messages',
        'name',
        'outOfBand',
        'poll',
        'reactor',
        'select',
        'sendfile',
        'sethostname',
        'socketpair',
        'streamBatches',
        'structs',
        'unixBytes',
        'unixDatagrams',
        'unixPathMax',
        'unixPeerNames',
        'unixSockets',
        'uv_poll',
      ]);
    });
  });

  describe('socket', () => {
    it.each(['SOCK_STREAM', 'SOCK_DGRAM'])('makes a blocking, close-on-exec AF_INET %s', (type) => {
      const fd = made(backend, sys.socket(constant('AF_INET'), constant(type), 0));
      expect(sys.get_blocking(fd)).toBe(1);
      expect(sys.get_inheritable(fd)).toBe(0);
    });

    it('returns the errno of what the system lacks', () => {
      expect(sys.socket(9999, constant('SOCK_STREAM'), 0)).toBe(failed('EAFNOSUPPORT'));
      expect(sys.socket(-1, constant('SOCK_STREAM'), 0)).toBe(failed('EAFNOSUPPORT'));
      expect(sys.socket(constant('AF_INET'), constant('SOCK_STREAM'), constant('IPPROTO_UDP'))).toBe(
        failed('EPROTONOSUPPORT'),
      );
      expect(sys.socket(constant('AF_INET'), -1, 0)).toBe(failed('EINVAL'));
    });
  });

  describe.runIf(capabilities.socketpair)('socketpair', () => {
    it.each(['SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_SEQPACKET'])('connects two of %s', (type) => {
      const fds = new Int32Array([-7, -7, -7]);
      expect(sys.socketpair(constant('AF_UNIX'), constant(type), 0, fds)).toBe(0);
      const [a, b] = [made(backend, fds[0]!), made(backend, fds[1]!)];
      expect(fds[2]).toBe(-7);
      for (const fd of [a, b]) expect([sys.get_blocking(fd), sys.get_inheritable(fd)]).toEqual([1, 0]);
      const bytes = Buffer.from('ping');
      expect(sys.send(a, bytes, 0, 4, 0)).toBe(4);
      expect(sys.recv(b, bytes.fill(0), 0, 4, 0)).toBe(4);
      expect(bytes.toString()).toBe('ping');
    });

    it('returns an errno, and makes nothing', () => {
      const before = hasProcFd ? openFds() : new Map();
      const fds = new Int32Array([-7, -7]);
      expect([failed('EOPNOTSUPP'), failed('EAFNOSUPPORT'), failed('EPROTONOSUPPORT')]).toContain(
        sys.socketpair(constant('AF_INET'), constant('SOCK_STREAM'), 0, fds),
      );
      expect(sys.socketpair(9999, constant('SOCK_STREAM'), 0, fds)).toBe(failed('EAFNOSUPPORT'));
      expect(sys.socketpair(constant('AF_UNIX'), constant('SOCK_STREAM'), 0, new Int32Array(1))).toBe(failed('EINVAL'));
      expect([...fds]).toEqual([-7, -7]);
      if (hasProcFd) expect([...openFds().keys()]).toEqual([...before.keys()]);
    });
  });

  describe('dup, close, own, disown', () => {
    it('duplicate and close, each number once', () => {
      const [a, b] = pair(backend);
      const twin = ok(sys.dup(a));
      expect(twin).not.toBe(a);
      expect(sys.get_inheritable(twin)).toBe(0);
      expect(sys.send(twin, Buffer.from('x'), 0, 1, 0)).toBe(1);
      expect(sys.recv(b, Buffer.alloc(1), 0, 1, 0)).toBe(1);
      expect(sys.close(twin)).toBe(0);
      expect(sys.close(twin)).toBe(failed('EBADF'));
      // The original lives on.
      expect(sys.send(a, Buffer.from('x'), 0, 1, 0)).toBe(1);
    });

    it('give and take a descriptor, which stays open', () => {
      const fd = open(backend);
      expect(sys.disown(fd)).toBe(fd);
      expect(sys.disown(fd)).toBe(fd);
      expect(sys.own(fd)).toBe(fd);
      expect(sys.own(fd)).toBe(fd);
      expect(sys.get_blocking(fd)).toBe(0);
    });

    it('refuse a negative descriptor', () => {
      for (const fd of [-1, -2, -0x80000000]) {
        for (const call of [sys.dup, sys.close, sys.own, sys.disown]) expect(call(fd)).toBe(failed('EBADF'));
      }
    });

    it('take no memory for the number of a descriptor that cannot be', () => {
      const before = process.memoryUsage.rss();
      sys.own(0x7fffffff);
      sys.disown(0x7fffffff);
      expect(process.memoryUsage.rss() - before).toBeLessThan(64 << 20);
    });
  });

  describe('modes', () => {
    it('blocking goes on and off', () => {
      const fd = open(backend);
      for (const blocking of [1, 0, 1, 7]) {
        expect(sys.set_blocking(fd, blocking)).toBe(0);
        expect(sys.get_blocking(fd)).toBe(blocking === 0 ? 0 : 1);
      }
    });

    it('inheritance goes on and off', () => {
      const fd = open(backend);
      for (const inheritable of [1, 0, 7, 0]) {
        expect(sys.set_inheritable(fd, inheritable)).toBe(0);
        expect(sys.get_inheritable(fd)).toBe(inheritable === 0 ? 0 : 1);
      }
    });
  });

  describe('bind, listen, connect, accept', () => {
    it('make a connection whose ends know each other', () => {
      const [listening, server] = listener(backend);
      expect(port(server)).toBeGreaterThan(0);
      expect(sys.accept(listening, address.bytes, 1)).toBe(failed('EAGAIN'));
      const client = made(backend, sys.socket(constant('AF_INET'), constant('SOCK_STREAM'), 0));
      expect(sys.connect(client, server.bytes)).toBe(0);
      const peer = new AddressRecord();
      const accepted = made(backend, sys.accept(listening, peer.bytes, 1));
      expect(sys.get_inheritable(accepted)).toBe(0);
      // Linux does not let it inherit O_NONBLOCK, and elsewhere the backend sees to it.
      expect(sys.get_blocking(accepted)).toBe(1);
      const another = made(backend, sys.socket(constant('AF_INET'), constant('SOCK_STREAM'), 0));
      expect(sys.connect(another, server.bytes)).toBe(0);
      expect(sys.get_blocking(made(backend, sys.accept(listening, new AddressRecord().bytes, 0)))).toBe(0);
      const own = new AddressRecord();
      expect(sys.getsockname(client, own.bytes)).toBe(0);
      expect(peer.bytes).toEqual(own.bytes);
      expect(sys.getpeername(client, own.bytes)).toBe(0);
      expect(own.bytes).toEqual(server.bytes);
    });

    it('say what goes wrong', () => {
      const [listening, server] = listener(backend);
      const other = open(backend);
      expect(sys.bind(other, server.bytes)).toBe(failed('EADDRINUSE'));
      expect(sys.bind(other, inet(backend, 0, [192, 0, 2, 1]).bytes)).toBe(failed('EADDRNOTAVAIL'));
      expect(sys.bind(listening, inet(backend, 0).bytes)).toBe(failed('EINVAL'));
      expect(sys.accept(other, address.bytes, 1)).toBe(failed('EINVAL'));
      expect(sys.listen(open(backend, 'AF_INET', 'SOCK_DGRAM'), 1)).toBe(failed('EOPNOTSUPP'));
      expect(sys.getpeername(other, address.bytes)).toBe(failed('ENOTCONN'));
      expect(sys.shutdown(other, constant('SHUT_WR'))).toBe(failed('ENOTCONN'));
    });

    it('refuse a port where nobody listens', () => {
      const [listening, server] = listener(backend);
      shut(backend, listening);
      const client = made(backend, sys.socket(constant('AF_INET'), constant('SOCK_STREAM'), 0));
      expect(sys.connect(client, server.bytes)).toBe(failed('ECONNREFUSED'));
    });

    it('leave the record alone when they fail', () => {
      const record = new Uint8Array(136).fill(0xa5);
      const fd = open(backend);
      sys.accept(fd, record, 0);
      sys.getpeername(fd, record);
      sys.getsockname(-1, record);
      expect(record.every((byte) => byte === 0xa5)).toBe(true);
    });

    it('connect without waiting on a non-blocking socket, and not twice', () => {
      const [client, server] = connection(backend);
      // Linux: the first call after EINPROGRESS says how that went, the next one that it is done.
      expect([0, failed('EISCONN')]).toContain(sys.connect(client, inet(backend, 1).bytes));
      expect(sys.connect(client, inet(backend, 1).bytes)).toBe(failed('EISCONN'));
      expect(sys.get_blocking(server)).toBe(0);
    });
  });

  describe('shutdown', () => {
    it('ends one direction, and both', () => {
      const [a, b] = connection(backend);
      const bytes = Buffer.alloc(4);
      expect(sys.shutdown(a, constant('SHUT_WR'))).toBe(0);
      ready(backend, b, 'POLLIN');
      expect(sys.recv(b, bytes, 0, 4, 0)).toBe(0);
      expect(sys.send(b, bytes, 0, 4, 0)).toBe(4);
      ready(backend, a, 'POLLIN');
      expect(sys.recv(a, bytes, 0, 4, 0)).toBe(4);
      // A closed peer is EPIPE, and never SIGPIPE, which would end this process.
      expect(sys.send(a, bytes, 0, 4, 0)).toBe(failed('EPIPE'));
      expect(sys.shutdown(b, constant('SHUT_RDWR'))).toBe(0);
      expect(sys.shutdown(a, 99)).toBe(failed('EINVAL'));
    });
  });

  describe('descriptors that are none', () => {
    const bytes = new Uint8Array(8);
    const record = () => inet(backend, 1).bytes;
    const calls: [name: string, call: (fd: number) => number][] = [
      ['dup', (fd) => sys.dup(fd)],
      ['close', (fd) => sys.close(fd)],
      ['set_blocking', (fd) => sys.set_blocking(fd, 1)],
      ['get_blocking', (fd) => sys.get_blocking(fd)],
      ['set_inheritable', (fd) => sys.set_inheritable(fd, 0)],
      ['get_inheritable', (fd) => sys.get_inheritable(fd)],
    ];
    const socketCalls: typeof calls = [
      ['bind', (fd) => sys.bind(fd, record())],
      ['connect', (fd) => sys.connect(fd, record())],
      ['listen', (fd) => sys.listen(fd, 1)],
      ['accept', (fd) => sys.accept(fd, address.bytes, 0)],
      ['shutdown', (fd) => sys.shutdown(fd, constant('SHUT_RD'))],
      ['getsockname', (fd) => sys.getsockname(fd, address.bytes)],
      ['getpeername', (fd) => sys.getpeername(fd, address.bytes)],
      ['recv', (fd) => sys.recv(fd, bytes, 0, 8, 0)],
      ['recvfrom', (fd) => sys.recvfrom(fd, bytes, 0, 8, 0, address.bytes)],
      ['send', (fd) => sys.send(fd, bytes, 0, 8, 0)],
      ['sendto', (fd) => sys.sendto(fd, bytes, 0, 8, 0, record())],
      ['getsockopt', (fd) => sys.getsockopt(fd, constant('SOL_SOCKET'), constant('SO_TYPE'), bytes, 0, 4)],
      ['setsockopt', (fd) => sys.setsockopt(fd, constant('SOL_SOCKET'), constant('SO_REUSEADDR'), bytes, 0, 4)],
    ];

    it.each([...calls, ...socketCalls])('are EBADF to %s', (_, call) => {
      // Far above what this process has open; and numbers that nothing ever has.
      for (const fd of [-1, -0x80000000, 0x7ffffff0]) expect(call(fd)).toBe(failed('EBADF'));
    });

    it.skipIf(!capabilities.epoll).each(socketCalls)('are ENOTSOCK to %s when they are no socket', (_, call) => {
      expect(call(made(backend, sys.epoll_create1(0)))).toBe(failed('ENOTSOCK'));
    });
  });

  describe.skipIf(!hasProcFd)('what a call makes', () => {
    it('is one descriptor, and a failure makes none', () => {
      const [listening] = listener(backend);
      const before = openFds().size;
      sys.accept(listening, address.bytes, 1);
      sys.dup(-1);
      sys.socket(9999, 1, 0);
      expect(openFds().size).toBe(before);
      sys.close(ok(sys.socket(constant('AF_INET'), constant('SOCK_STREAM'), 0)));
      expect(openFds().size).toBe(before);
    });
  });
});
