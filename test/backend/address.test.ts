import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS_DATA, AddressRecord } from '../../lib/backend/address.ts';
import {
  backends,
  datagrams,
  inet,
  inet6,
  listener,
  made,
  ok,
  open,
  port,
  prepare,
  ready,
  shut,
  unix,
} from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

guardFds(prepare);

describe.each(backends)('address records of the $name backend', (backend) => {
  const { sys, constant, failed, capabilities } = backend;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'a'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What getsockname says after bind, in a record that was full of something else. */
  function bound(fd: number, record: AddressRecord): AddressRecord {
    ok(sys.bind(fd, record.bytes));
    const name = new AddressRecord(new Uint8Array(136).fill(0xa5));
    expect(sys.getsockname(fd, name.bytes)).toBe(0);
    return name;
  }

  describe('AF_INET', () => {
    it('go through bind and getsockname', () => {
      const name = bound(open(backend), inet(backend, 0, [127, 1, 2, 3]));
      expect([name.family, name.length]).toEqual([constant('AF_INET'), 8]);
      expect(port(name)).toBeGreaterThan(0);
      expect([...name.data.subarray(4)]).toEqual([127, 1, 2, 3]);
      // And every port and address goes both ways: what was named can be connected to.
      const again = open(backend, 'AF_INET', 'SOCK_DGRAM');
      expect(sys.connect(again, name.bytes)).toBe(0);
      const peer = new AddressRecord();
      ok(sys.getpeername(again, peer.bytes));
      expect(peer.data).toEqual(name.data);
    });

    it('go through connect and getpeername, whatever the port', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 65535 }),
          fc.array(fc.nat(255), { minLength: 3, maxLength: 3 }),
          (n, h) => {
            const fd = open(backend, 'AF_INET', 'SOCK_DGRAM');
            const record = inet(backend, n, [127, ...h]);
            // The last address of 127/8 is a broadcast address.
            if (h.every((byte) => byte === 255)) return;
            ok(sys.connect(fd, record.bytes));
            const peer = new AddressRecord();
            ok(sys.getpeername(fd, peer.bytes));
            expect(peer.data).toEqual(record.data);
            shut(backend, fd);
          },
        ),
        { seed: 3, numRuns: 50 },
      );
    });
  });

  describe.runIf(capabilities.ipv6)('AF_INET6', () => {
    it('go through bind and getsockname', () => {
      const name = bound(open(backend, 'AF_INET6'), inet6(backend, 0));
      expect([name.family, name.length]).toEqual([constant('AF_INET6'), 28]);
      expect(port(name)).toBeGreaterThan(0);
      expect([...name.data.subarray(4)]).toEqual([...new Array(8).fill(0), ...new Array(15).fill(0), 1]);
    });

    it('keep every word, in its order, through connect and getpeername', () => {
      const fd = open(backend, 'AF_INET6', 'SOCK_DGRAM');
      ok(sys.bind(fd, inet6(backend, 0).bytes));
      const [, target] = datagramPair6();
      ok(sys.connect(fd, target.bytes));
      const peer = new AddressRecord();
      ok(sys.getpeername(fd, peer.bytes));
      expect(peer.data).toEqual(target.data);
    });

    it('carry the scope as it is: an interface that is not there is refused', () => {
      const linkLocal = new Uint8Array(16);
      linkLocal.set([0xfe, 0x80]);
      linkLocal[15] = 1;
      const fd = open(backend, 'AF_INET6', 'SOCK_DGRAM');
      // A link-local address needs a scope, and it must exist.
      expect(sys.bind(fd, inet6(backend, 0, linkLocal).bytes)).toBe(failed('EINVAL'));
      expect([failed('ENODEV'), failed('EADDRNOTAVAIL')]).toContain(
        sys.bind(fd, inet6(backend, 0, linkLocal, 0, 0x7ffffff0).bytes),
      );
    });

    it('go through getnameinfo with scope and flow', () => {
      const host = new Uint8Array(16).fill(0x11);
      const flags = constant('NI_NUMERICHOST') | constant('NI_NUMERICSERV');
      expect(sys.getnameinfo(inet6(backend, 443, host, 0xfffff, 0).bytes, flags)).toEqual([
        '1111:1111:1111:1111:1111:1111:1111:1111',
        '443',
      ]);
      const linkLocal = new Uint8Array(16);
      linkLocal.set([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]);
      expect(sys.getnameinfo(inet6(backend, 1, linkLocal, 0, 0xfffffff0).bytes, flags)).toEqual([
        'fe80::9%4294967280',
        '1',
      ]);
    });

    function datagramPair6(): [number, AddressRecord] {
      const fd = open(backend, 'AF_INET6', 'SOCK_DGRAM');
      return [fd, bound(fd, inet6(backend, 0))];
    }
  });

  describe.runIf(capabilities.unixSockets)('AF_UNIX', () => {
    it('name a path, without its NUL', () => {
      const path = join(folder, 's');
      const name = bound(open(backend, 'AF_UNIX'), unix(backend, path));
      expect([name.family, name.length]).toEqual([constant('AF_UNIX'), path.length]);
      expect(Buffer.from(name.data).toString()).toBe(path);
      expect(statSync(path).isSocket()).toBe(true);
    });

    it.runIf(capabilities.unixBytes)('name bytes that are no text', () => {
      const path = Buffer.concat([Buffer.from(join(folder, '')), Buffer.from([0x2f, 0xff, 0xfe, 0x0a])]);
      expect(bound(open(backend, 'AF_UNIX'), unix(backend, path)).data).toEqual(new Uint8Array(path));
    });

    it('take a path of as many bytes as fit with its NUL, and no more', () => {
      const room = constant('AF_UNIX') === 1 && process.platform === 'linux' ? 108 : 104;
      const path = (length: number) => `${folder}/`.padEnd(length, 'p');
      expect(sys.bind(open(backend, 'AF_UNIX'), unix(backend, path(room)).bytes)).toBe(failed('ENAMETOOLONG'));
      const longest = bound(open(backend, 'AF_UNIX'), unix(backend, path(room - 1)));
      expect(Buffer.from(longest.data).toString()).toBe(path(room - 1));
    });

    it('of a socket without a name are empty', () => {
      const name = new AddressRecord(new Uint8Array(136).fill(0xa5));
      expect(sys.getsockname(open(backend, 'AF_UNIX'), name.bytes)).toBe(0);
      expect([name.family, name.length]).toEqual([constant('AF_UNIX'), 0]);
    });

    it.runIf(capabilities.abstractUnix)('empty lets the kernel choose an abstract name', () => {
      const name = bound(open(backend, 'AF_UNIX'), unix(backend, ''));
      expect(name.length).toBe(6); // unix(7): a NUL and five characters.
      expect(name.data[0]).toBe(0);
    });

    it.runIf(capabilities.abstractUnix)('keep the NULs of an abstract name, and its length', () => {
      const unique = `\0b-${process.pid}-`;
      const long = Buffer.alloc(108, 0);
      long.write(unique);
      for (const text of [`${unique}a`, `${unique}a\0`, `${unique}\0\0b\0`, long]) {
        const name = bound(open(backend, 'AF_UNIX'), unix(backend, text));
        expect(Buffer.from(name.data)).toEqual(Buffer.from(text));
      }
      const over = Buffer.concat([long, Buffer.alloc(1)]);
      expect(sys.bind(open(backend, 'AF_UNIX'), unix(backend, over).bytes)).toBe(failed('ENAMETOOLONG'));
    });

    it.runIf(capabilities.abstractUnix)('of any bytes come back from recvfrom', () => {
      const prefix = Buffer.from(`\0f-${process.pid}-`);
      const name = fc.uint8Array({ minLength: 1, maxLength: 108 - prefix.length });
      fc.assert(
        fc.property(name, (bytes) => {
          const [a, b] = [open(backend, 'AF_UNIX', 'SOCK_DGRAM'), open(backend, 'AF_UNIX', 'SOCK_DGRAM')];
          const from = unix(backend, Buffer.concat([prefix, bytes]));
          const to = unix(backend, Buffer.concat([Buffer.from(`\0to-${process.pid}-`), bytes.subarray(0, 90)]));
          ok(sys.bind(a, from.bytes));
          ok(sys.bind(b, to.bytes));
          expect(sys.sendto(a, new Uint8Array(1), 0, 1, 0, to.bytes)).toBe(1);
          const peer = new AddressRecord(new Uint8Array(136).fill(0xa5));
          expect(sys.recvfrom(b, new Uint8Array(1), 0, 1, 0, peer.bytes)).toBe(1);
          expect(peer.data).toEqual(from.data);
          for (const fd of [a, b]) shut(backend, fd);
        }),
        { seed: 4, numRuns: 50 },
      );
    });

    it('of a path that is not there are ENOENT', () => {
      expect(sys.connect(open(backend, 'AF_UNIX'), unix(backend, join(folder, 'none')).bytes)).toBe(failed('ENOENT'));
    });

    it.runIf(capabilities.unixDatagrams)('of another kind are EPROTOTYPE', () => {
      const path = unix(backend, join(folder, 'kind'));
      ok(sys.bind(open(backend, 'AF_UNIX', 'SOCK_DGRAM'), path.bytes));
      expect(sys.connect(open(backend, 'AF_UNIX'), path.bytes)).toBe(failed('EPROTOTYPE'));
    });
  });

  describe.runIf(capabilities.allFamilies && backend.constants.AF_NETLINK !== undefined)('AF_NETLINK', () => {
    it('have a word for each field of the sockaddr', () => {
      const netlink = () => made(backend, sys.socket(constant('AF_NETLINK'), constant('SOCK_RAW'), 0));
      const name = bound(netlink(), new AddressRecord().head(constant('AF_NETLINK'), 8));
      // The port id that the kernel chose, and the groups.
      expect([name.family, name.length]).toEqual([constant('AF_NETLINK'), 8]);
      expect([name.words[2]! > 0, name.words[3]]).toEqual([true, 0]);
      expect(sys.bind(netlink(), name.bytes)).toBe(failed('EADDRINUSE'));
      for (const length of [0, 4, 7, 9, 12, 128]) {
        const record = new AddressRecord().head(constant('AF_NETLINK'), length);
        expect([length, sys.bind(netlink(), record.bytes)]).toEqual([length, failed('EINVAL')]);
      }
    });
  });

  describe('as bytes of a sockaddr', () => {
    it('go through pack_sockaddr and unpack_sockaddr', () => {
      for (const record of [inet(backend, 80), inet6(backend, 80), unix(backend, '/p'), unix(backend, '')]) {
        const bytes = new Uint8Array(200).fill(0xa5);
        const length = sys.pack_sockaddr(record.bytes, bytes, 10, 150);
        expect(length).toBeGreaterThan(0);
        expect([...bytes.subarray(0, 10), ...bytes.subarray(10 + length)].every((byte) => byte === 0xa5)).toBe(true);
        const back = new AddressRecord(new Uint8Array(136).fill(0xa5));
        expect(sys.unpack_sockaddr(bytes, 10, length, back.bytes)).toBe(0);
        expect([back.family, back.data]).toEqual([record.family, record.data]);
      }
    });

    it('of another family keep the bytes behind the family', () => {
      const record = new AddressRecord().head(9999, 5);
      record.bytes.set([1, 2, 3, 4, 5], ADDRESS_DATA);
      const bytes = new Uint8Array(16);
      const length = sys.pack_sockaddr(record.bytes, bytes, 0, 16);
      const back = new AddressRecord();
      expect(sys.unpack_sockaddr(bytes, 0, length, back.bytes)).toBe(0);
      expect([back.family, [...back.data]]).toEqual([9999, [1, 2, 3, 4, 5]]);
    });

    it('are cut where there is no room, and their length told', () => {
      const bytes = new Uint8Array(8).fill(0xa5);
      expect(sys.pack_sockaddr(inet(backend, 80).bytes, bytes, 0, 4)).toBe(16);
      expect([...bytes.subarray(4)]).toEqual([0xa5, 0xa5, 0xa5, 0xa5]);
      expect(sys.pack_sockaddr(new AddressRecord().head(9999, 129).bytes, bytes, 0, 4)).toBe(failed('EINVAL'));
    });

    it('of any length are no address, or one', () => {
      for (let length = 0; length < 200; length++) {
        const name = new AddressRecord(new Uint8Array(136).fill(0xa5));
        expect(sys.unpack_sockaddr(new Uint8Array(200), 0, length, name.bytes)).toBe(0);
        expect(name.length).toBeLessThanOrEqual(128);
      }
    });
  });

  describe('that do not fit', () => {
    const calls: [string, (fd: number, record: Uint8Array) => number][] = [
      ['bind', (fd, record) => sys.bind(fd, record)],
      ['connect', (fd, record) => sys.connect(fd, record)],
      ['sendto', (fd, record) => sys.sendto(fd, new Uint8Array(1), 0, 1, 0, record)],
    ];

    it.each(calls)('are EINVAL to %s: a length that the family cannot have', (_, call) => {
      const fd = open(backend, 'AF_INET', 'SOCK_DGRAM');
      for (const length of [-1, -0x80000000, 129, 136, 0x7fffffff, 0, 7, 9]) {
        const record = inet(backend, 1).head(constant('AF_INET'), length);
        expect([length, call(fd, record.bytes)]).toEqual([length, failed('EINVAL')]);
      }
      for (const length of [8, 27, 29]) {
        const record = inet6(backend, 1).head(constant('AF_INET6'), length);
        expect([length, call(fd, record.bytes)]).toEqual([length, failed('EINVAL')]);
      }
    });

    it.each(calls)('are an errno to %s: a family that the socket does not have', (_, call) => {
      const fd = open(backend, 'AF_INET', 'SOCK_DGRAM');
      const errnos = ['EINVAL', 'EAFNOSUPPORT', 'EADDRNOTAVAIL', 'ENAMETOOLONG'].map(failed);
      for (const [family, length] of [
        [9999, 8],
        [-1, 8],
        [0x10002, 8], // AF_INET, were it cut to 16 bits.
        [0x10002, 14],
        [constant('AF_INET6'), 28],
        [constant('AF_INET6') + 0x10000, 28],
        [9999, 128],
      ] as const) {
        const record = new AddressRecord().head(family, length);
        record.words[2] = 1;
        expect([family, errnos.includes(call(fd, record.bytes))]).toEqual([family, true]);
      }
    });

    it('may be longer than a record: the rest is not touched', () => {
      const [, address] = listener(backend);
      const large = new Uint8Array(200).fill(0xa5);
      large.set(address.bytes);
      const fd = open(backend);
      expect([0, failed('EINPROGRESS')]).toContain(sys.connect(fd, large));
      ready(backend, fd, 'POLLOUT');
      expect(sys.getpeername(fd, large)).toBe(0);
      expect(large.subarray(0, 16)).toEqual(address.bytes.subarray(0, 16));
      expect(large.subarray(136).every((byte) => byte === 0xa5)).toBe(true);
    });

    it('may begin anywhere in their buffer', () => {
      const [a, b] = datagrams(backend);
      const { fd } = a!;
      const memory = new Uint8Array(145).fill(0xa5);
      memory.set(b!.address.bytes, 5);
      expect(sys.connect(fd, memory.subarray(5, 141))).toBe(0);
      expect(sys.getpeername(fd, memory.subarray(5, 141))).toBe(0);
      expect([...memory.subarray(0, 5), ...memory.subarray(141)].every((byte) => byte === 0xa5)).toBe(true);
    });
  });
});
