import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressRecord } from '../../lib/backend/address.ts';
import { backends, connection, datagrams, inet, ok, open, pair, prepare, ready, shut } from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

guardFds(prepare);

describe.each(backends)('the $name backend', (backend) => {
  const { sys, constant, failed, capabilities } = backend;

  describe.each([
    ['recv and send', (fd: number, b: Uint8Array, at: number, n: number) => sys.recv(fd, b, at, n, 0)],
    [
      'recv of a whole array',
      (fd: number, b: Uint8Array, at: number, n: number) => sys.recv(fd, b.subarray(at, at + n)),
    ],
    [
      'recvfrom',
      (fd: number, b: Uint8Array, at: number, n: number) => sys.recvfrom(fd, b, at, n, 0, new Uint8Array(136)),
    ],
  ])('%s', (_, receive) => {
    it('move bytes, as many as there are and as fit', () => {
      const [a, b] = pair(backend);
      expect(sys.send(a, Buffer.from('..hello..'), 2, 5, 0)).toBe(5);
      const bytes = Buffer.alloc(9, '-');
      expect(receive(b, bytes, 3, 4)).toBe(4);
      expect(bytes.toString()).toBe('---hell--');
      expect(receive(b, bytes, 0, 9)).toBe(1);
      expect(bytes.toString()).toBe('o--hell--');
      expect(receive(b, bytes, 0, 9)).toBe(failed('EAGAIN'));
    });

    it('touch no byte outside the span', () => {
      fc.assert(
        fc.property(
          fc.nat(64),
          fc.nat(64),
          fc.nat(64),
          fc.integer({ min: 1, max: 64 }),
          (before, span, after, sent) => {
            const [a, b] = pair(backend);
            const bytes = new Uint8Array(before + span + after).fill(0xa5);
            const message = new Uint8Array(sent + 32).fill(0x5a);
            expect(sys.send(a, message, 16, sent, 0)).toBe(sent);
            const got = ok(receive(b, bytes, before, span));
            expect(got).toBe(Math.min(span, sent));
            const expected = new Uint8Array(bytes.length).fill(0xa5).fill(0x5a, before, before + got);
            expect(bytes).toEqual(expected);
            expect(message.every((byte) => byte === 0x5a)).toBe(true);
            for (const fd of [a, b]) shut(backend, fd);
          },
        ),
        { seed: 1, numRuns: 100 },
      );
    });

    it('take a view into a larger buffer, at both its ends', () => {
      const [a, b] = pair(backend);
      const memory = new Uint8Array(32).fill(0xa5);
      const view = memory.subarray(8, 24);
      expect(sys.send(a, Buffer.alloc(64, 0x5a), 0, 64, 0)).toBe(64);
      expect(receive(b, view, 0, 16)).toBe(16);
      expect([...memory.subarray(0, 8), ...memory.subarray(24)].every((byte) => byte === 0xa5)).toBe(true);
      expect(view.every((byte) => byte === 0x5a)).toBe(true);
    });

    it('take memory that is shared', () => {
      const [a, b] = pair(backend);
      const shared = new Uint8Array(new SharedArrayBuffer(4));
      ok(sys.send(a, Buffer.from('abcd'), 0, 4, 0));
      expect(receive(b, shared, 1, 2)).toBe(2);
      expect([...shared]).toEqual([0, 97, 98, 0]);
      expect(sys.send(a, shared, 0, 4, 0)).toBe(4);
    });

    it('take an empty span, at the very end too, and a buffer of nothing', () => {
      const [a, b] = pair(backend);
      const empty = new Uint8Array(0);
      expect(sys.send(a, new Uint8Array(4), 4, 0, 0)).toBe(0);
      expect(sys.send(a, empty, 0, 0, 0)).toBe(0);
      ok(sys.send(a, new Uint8Array(4), 0, 4, 0));
      expect(receive(b, empty, 0, 0)).toBe(0);
      expect(receive(b, new Uint8Array(4), 4, 0)).toBe(0);
      expect(receive(b, new Uint8Array(4), 0, 4)).toBe(4);
    });

    it('return 0 when the peer is gone', () => {
      const [a, b] = pair(backend);
      shut(backend, a);
      expect(receive(b, new Uint8Array(4), 0, 4)).toBe(0);
    });
  });

  describe('a stream', () => {
    it('takes what there is room for, then says EAGAIN', () => {
      const [a, b] = connection(backend);
      const chunk = new Uint8Array(1 << 16);
      let sent = 0;
      let result = sys.send(a, chunk, 0, chunk.length, 0);
      for (; result > 0; result = sys.send(a, chunk, 0, chunk.length, 0)) sent += result;
      expect(result).toBe(failed('EAGAIN'));
      let got = 0;
      while (got < sent) {
        ready(backend, b, 'POLLIN');
        got += ok(sys.recv(b, chunk, 0, chunk.length, 0));
      }
      expect(got).toBe(sent);
    });

    it('takes flags', () => {
      const [a, b] = pair(backend);
      const bytes = Buffer.alloc(4);
      ok(sys.send(a, Buffer.from('peek'), 0, 4, 0));
      expect(sys.recv(b, bytes, 0, 4, constant('MSG_PEEK'))).toBe(4);
      expect(sys.recv(b, bytes, 0, 4, 0)).toBe(4);
      expect(bytes.toString()).toBe('peek');
      ok(sys.set_blocking(b, 1));
      expect(sys.recv(b, bytes, 0, 4, constant('MSG_DONTWAIT'))).toBe(failed('EAGAIN'));
    });

    it('that is not connected is ENOTCONN or EPIPE', () => {
      const fd = open(backend);
      expect(sys.recv(fd, new Uint8Array(1), 0, 1, 0)).toBe(failed('ENOTCONN'));
      expect([failed('ENOTCONN'), failed('EPIPE')]).toContain(sys.send(fd, new Uint8Array(1), 0, 1, 0));
    });

    it('gives recvfrom no address', () => {
      const [a, b] = connection(backend);
      ok(sys.send(a, Buffer.from('x'), 0, 1, 0));
      ready(backend, b, 'POLLIN');
      const address = new AddressRecord(new Uint8Array(136).fill(0xff));
      expect(sys.recvfrom(b, new Uint8Array(1), 0, 1, 0, address.bytes)).toBe(1);
      expect([address.family, address.length]).toEqual([0, 0]);
    });
  });

  describe('datagrams', () => {
    it('go to an address and say where they are from', () => {
      const [a, b] = datagrams(backend);
      const from = new AddressRecord();
      const bytes = Buffer.alloc(8, '-');
      expect(sys.sendto(a!.fd, Buffer.from('>hi<'), 1, 2, 0, b!.address.bytes)).toBe(2);
      ready(backend, b!.fd, 'POLLIN');
      expect(sys.recvfrom(b!.fd, bytes, 1, 7, 0, from.bytes)).toBe(2);
      expect(bytes.toString()).toBe('-hi-----');
      expect(from.bytes).toEqual(a!.address.bytes);
    });

    it('of no bytes are messages too', () => {
      const [a, b] = datagrams(backend);
      expect(sys.sendto(a!.fd, new Uint8Array(0), 0, 0, 0, b!.address.bytes)).toBe(0);
      ready(backend, b!.fd, 'POLLIN');
      const from = new AddressRecord();
      expect(sys.recvfrom(b!.fd, new Uint8Array(4), 0, 4, 0, from.bytes)).toBe(0);
      expect(from.bytes).toEqual(a!.address.bytes);
      expect(sys.recvfrom(b!.fd, new Uint8Array(4), 0, 4, 0, from.bytes)).toBe(failed('EAGAIN'));
    });

    it('are cut to the span, and the rest is lost', () => {
      const [a, b] = datagrams(backend);
      ok(sys.connect(a!.fd, b!.address.bytes));
      const bytes = Buffer.alloc(8, '-');
      expect(sys.send(a!.fd, Buffer.from('abcdef'), 0, 6, 0)).toBe(6);
      ready(backend, b!.fd, 'POLLIN');
      expect(sys.recv(b!.fd, bytes, 2, 3, 0)).toBe(3);
      expect(bytes.toString()).toBe('--abc---');
      expect(sys.recv(b!.fd, bytes, 0, 8, 0)).toBe(failed('EAGAIN'));
    });

    it('that are too large, or lead nowhere, are an errno', () => {
      const [a, b] = datagrams(backend);
      const large = new Uint8Array(70_000);
      expect(sys.sendto(a!.fd, large, 0, large.length, 0, b!.address.bytes)).toBe(failed('EMSGSIZE'));
      expect(sys.send(a!.fd, large, 0, 1, 0)).toBe(failed('EDESTADDRREQ'));
      expect(sys.sendto(a!.fd, large, 0, 1, 0, inet(backend, 0).bytes)).toBe(failed('EINVAL'));
    });
  });

  describe('getsockopt and setsockopt', () => {
    const socketOption = (fd: number, name: string, bytes: Uint8Array, offset = 0, length = bytes.length) =>
      sys.getsockopt(fd, constant('SOL_SOCKET'), constant(name), bytes, offset, length);

    it('read and write an int', () => {
      const fd = open(backend);
      const value = new Int32Array(3).fill(-1);
      const bytes = new Uint8Array(value.buffer);
      expect(socketOption(fd, 'SO_TYPE', bytes, 4, 4)).toBe(4);
      expect([...value]).toEqual([-1, constant('SOCK_STREAM'), -1]);
      value.set([5, 1, 5]);
      expect(sys.setsockopt(fd, constant('SOL_SOCKET'), constant('SO_KEEPALIVE'), bytes, 4, 4)).toBe(0);
      value.fill(-1);
      expect(socketOption(fd, 'SO_KEEPALIVE', bytes, 4, 4)).toBe(4);
      expect(value[1]).not.toBe(0);
    });

    it('return the length that was written, which may be less than the span', () => {
      const fd = open(backend);
      const bytes = new Uint8Array(32).fill(0xa5);
      expect(socketOption(fd, 'SO_LINGER', bytes, 0, 32)).toBe(8);
      expect([...bytes.subarray(8)].every((byte) => byte === 0xa5)).toBe(true);
    });

    it('write no byte outside the span', () => {
      const fd = open(backend);
      fc.assert(
        fc.property(fc.nat(8), fc.nat(12), fc.nat(8), (before, span, after) => {
          const bytes = new Uint8Array(before + span + after).fill(0xa5);
          const got = socketOption(fd, 'SO_LINGER', bytes, before, span);
          expect(got).toBeLessThanOrEqual(span);
          const outside = [...bytes.subarray(0, before), ...bytes.subarray(before + span)];
          expect(outside.every((byte) => byte === 0xa5)).toBe(true);
        }),
        { seed: 2, numRuns: 100 },
      );
    });

    it('say what goes wrong', () => {
      const fd = open(backend);
      const int = new Uint8Array(4);
      expect(sys.getsockopt(fd, constant('SOL_SOCKET'), 0x7fff, int, 0, 4)).toBe(failed('ENOPROTOOPT'));
      expect(sys.setsockopt(fd, constant('SOL_SOCKET'), 0x7fff, int, 0, 4)).toBe(failed('ENOPROTOOPT'));
      expect(sys.setsockopt(fd, constant('SOL_SOCKET'), constant('SO_KEEPALIVE'), int, 0, 1)).toBe(failed('EINVAL'));
      expect(sys.setsockopt(fd, constant('SOL_SOCKET'), constant('SO_KEEPALIVE'), int, 4, 0)).toBe(failed('EINVAL'));
    });

    it('take null and a length in place of the bytes', () => {
      const fd = open(backend);
      expect([failed('EFAULT'), failed('EINVAL')]).toContain(
        sys.setsockopt(fd, constant('SOL_SOCKET'), constant('SO_KEEPALIVE'), null, 0, 4),
      );
      expect(sys.setsockopt(-1, constant('SOL_SOCKET'), constant('SO_KEEPALIVE'), null, 0, 0)).toBe(failed('EBADF'));
    });

    it.runIf(capabilities.name === 'native')('clear and report the error of a socket once', () => {
      const fd = open(backend);
      const gone = open(backend);
      const address = new AddressRecord();
      ok(sys.bind(gone, inet(backend, 0).bytes));
      ok(sys.getsockname(gone, address.bytes));
      shut(backend, gone);
      expect([failed('EINPROGRESS'), failed('ECONNREFUSED')]).toContain(sys.connect(fd, address.bytes));
      ready(backend, fd, 'POLLOUT');
      const value = new Int32Array(1);
      expect(socketOption(fd, 'SO_ERROR', new Uint8Array(value.buffer))).toBe(4);
      expect([0, -failed('ECONNREFUSED')]).toContain(value[0]);
      expect(socketOption(fd, 'SO_ERROR', new Uint8Array(value.buffer))).toBe(4);
      expect(value[0]).toBe(0);
    });
  });
});
