import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { AddressRecord } from '../../lib/backend/address.ts';
import type { LookupFailure } from '../../lib/backend/types.ts';
import { backends, inet, inet6, unix } from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

guardFds();

/** Whether the system's tables are there to ask; a container may lack them. */
function table(path: string, entry: RegExp): boolean {
  try {
    return entry.test(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
}
const hasServices = table('/etc/services', /^http\s+80\/tcp/m);
const hasProtocols = table('/etc/protocols', /^tcp\s+6/m);
const hasLocalhost = table('/etc/hosts', /^127\.0\.0\.1\s+(\S+\s+)*localhost/m);

describe.each(backends)('the $name backend', (backend) => {
  const { sys, constant, failed, capabilities } = backend;
  const failure = (code: string): LookupFailure => ({
    code: constant(code),
    errno: 0,
    message: expect.stringMatching(/./),
  });

  describe('getaddrinfo', () => {
    const numeric = constant('AI_NUMERICHOST');

    it('answers with family, type, protocol, name and record', () => {
      const found = sys.getaddrinfo('127.0.0.1', '80', 0, constant('SOCK_STREAM'), 0, numeric);
      expect(found).toEqual([
        [constant('AF_INET'), constant('SOCK_STREAM'), constant('IPPROTO_TCP'), '', expect.any(Uint8Array)],
      ]);
      const [[, , , , record]] = found as [[number, number, number, string, Uint8Array]];
      expect(record).toEqual(inet(backend, 80).bytes);
    });

    it('answers for every type of socket unless it is told', () => {
      const found = sys.getaddrinfo('127.0.0.1', null, 0, 0, 0, numeric) as unknown[][];
      const types = new Set(found.map(([, type]) => type));
      expect(types).toContain(constant('SOCK_STREAM'));
      expect(types).toContain(constant('SOCK_DGRAM'));
    });

    it.runIf(capabilities.ipv6)('answers for IPv6, scope and all', () => {
      const [[family, , , , record]] = sys.getaddrinfo('fe80::1%1', '7', 0, constant('SOCK_DGRAM'), 0, numeric) as [
        [number, number, number, string, Uint8Array],
      ];
      const host = new Uint8Array(16);
      host.set([0xfe, 0x80]);
      host[15] = 1;
      expect(family).toBe(constant('AF_INET6'));
      expect(record).toEqual(inet6(backend, 7, host, 0, 1).bytes);
    });

    it('answers for no host: every address, or this machine', () => {
      const hosts = (flags: number) =>
        (sys.getaddrinfo(null, '1', constant('AF_INET'), constant('SOCK_STREAM'), 0, flags) as unknown[][]).map(
          ([, , , , record]) => [...new AddressRecord(record as Uint8Array).data.subarray(4)],
        );
      expect(hosts(0)).toEqual([[127, 0, 0, 1]]);
      expect(hosts(constant('AI_PASSIVE'))).toEqual([[0, 0, 0, 0]]);
    });

    it('gives the canonical name when it is asked for', () => {
      const flags = numeric | constant('AI_CANONNAME');
      const found = sys.getaddrinfo('127.0.0.1', null, 0, constant('SOCK_STREAM'), 0, flags);
      expect(found).toEqual([
        [constant('AF_INET'), constant('SOCK_STREAM'), constant('IPPROTO_TCP'), '127.0.0.1', expect.any(Uint8Array)],
      ]);
    });

    it('says why it has no answer', () => {
      expect(sys.getaddrinfo(null, null, 0, 0, 0, 0)).toEqual(failure('EAI_NONAME'));
      expect(sys.getaddrinfo('not an address', null, 0, 0, 0, numeric)).toEqual(failure('EAI_NONAME'));
      expect(sys.getaddrinfo('127.0.0.1', null, 9999, 0, 0, 0)).toEqual(failure('EAI_FAMILY'));
      expect(sys.getaddrinfo('127.0.0.1', null, 0, 9999, 0, 0)).toEqual(failure('EAI_SOCKTYPE'));
      expect(sys.getaddrinfo('127.0.0.1', null, 0, 0, 0, -1)).toEqual(failure('EAI_BADFLAGS'));
      expect(sys.getaddrinfo('127.0.0.1', 'no such service', 0, constant('SOCK_STREAM'), 0, 0)).toEqual(
        failure('EAI_SERVICE'),
      );
      expect(sys.getaddrinfo('', null, 0, 0, 0, numeric)).toEqual(failure('EAI_NONAME'));
      expect(sys.getaddrinfo('a'.repeat(100_000), null, 0, 0, 0, numeric)).toEqual(failure('EAI_NONAME'));
    });
  });

  describe('getnameinfo', () => {
    const numbers = constant('NI_NUMERICHOST') | constant('NI_NUMERICSERV');

    it('gives host and service as numbers', () => {
      expect(sys.getnameinfo(inet(backend, 65535).bytes, numbers)).toEqual(['127.0.0.1', '65535']);
    });

    it.skipIf(!hasServices || !hasLocalhost)('gives them as names', () => {
      expect(sys.getnameinfo(inet(backend, 80).bytes, 0)).toEqual(['localhost', 'http']);
    });

    it('says why it has no answer', () => {
      expect(sys.getnameinfo(new AddressRecord().head(9999, 8).bytes, numbers)).toEqual(failure('EAI_FAMILY'));
      expect(sys.getnameinfo(inet(backend, 1).bytes, -1)).toEqual(failure('EAI_BADFLAGS'));
      const cgn = inet(backend, 1, [192, 0, 2, 1]).bytes;
      expect(sys.getnameinfo(cgn, constant('NI_NUMERICHOST') | constant('NI_NAMEREQD'))).toEqual(failure('EAI_NONAME'));
    });

    it('refuses a record whose length lies', () => {
      const record = inet(backend, 1).head(constant('AF_INET'), 100);
      expect(() => sys.getnameinfo(record.bytes, numbers)).toThrow(TypeError);
      expect(() => sys.gethostbyaddr(record.bytes)).toThrow(TypeError);
    });
  });

  describe('gethostbyname and gethostbyaddr', () => {
    it('take an address as it is', () => {
      expect(sys.gethostbyname('127.0.0.1')).toEqual(['127.0.0.1', [], ['127.0.0.1']]);
    });

    it.skipIf(!hasLocalhost)('find what the hosts table has', () => {
      expect(sys.gethostbyname('localhost')).toEqual(['localhost', expect.any(Array), ['127.0.0.1']]);
      expect(sys.gethostbyaddr(inet(backend, 0).bytes)).toEqual([expect.any(String), expect.any(Array), ['127.0.0.1']]);
    });

    it('say why they have no answer, as an h_errno', () => {
      // Longer than a name can be, so that no server is asked.
      expect(sys.gethostbyname(`${'a'.repeat(64)}.`)).toEqual({
        code: expect.toSatisfy((code: number) => code >= 1 && code <= 4),
        errno: 0,
        message: expect.stringMatching(/./),
      });
    });

    it.runIf(capabilities.unixSockets)('refuse a family that has no hosts', () => {
      expect(() => sys.gethostbyaddr(unix(backend, '/x').bytes)).toThrow(TypeError);
    });
  });

  describe('services and protocols', () => {
    it.skipIf(!hasServices)('are found', () => {
      expect(sys.getservbyname('http', 'tcp')).toBe(80);
      expect(sys.getservbyname('http', null)).toBe(80);
      expect(sys.getservbyport(80, 'tcp')).toBe('http');
      expect(sys.getservbyport(80, null)).toBe('http');
    });

    it.skipIf(!hasProtocols)('of the protocols table are found', () => {
      expect(sys.getprotobyname('tcp')).toBe(6);
      expect(sys.getprotobyname('udp')).toBe(17);
    });

    it('are ENOENT where there are none', () => {
      expect(sys.getservbyname('no such service', null)).toBe(failed('ENOENT'));
      expect(sys.getservbyname('http', 'no such protocol')).toBe(failed('ENOENT'));
      expect(sys.getservbyport(1, 'no such protocol')).toBe(failed('ENOENT'));
      expect(sys.getprotobyname('no such protocol')).toBe(failed('ENOENT'));
    });
  });

  describe('inet_pton, inet_ntop, inet_aton', () => {
    it('go both ways', () => {
      const packed = new Uint8Array(4);
      expect(sys.inet_pton(constant('AF_INET'), '1.2.3.4', packed)).toBe(1);
      expect([...packed]).toEqual([1, 2, 3, 4]);
      expect(sys.inet_ntop(constant('AF_INET'), packed)).toBe('1.2.3.4');
      const packed6 = new Uint8Array(16);
      expect(sys.inet_pton(constant('AF_INET6'), '1:2::fffe', packed6)).toBe(1);
      expect([...packed6]).toEqual([0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe]);
      expect(sys.inet_ntop(constant('AF_INET6'), packed6)).toBe('1:2::fffe');
      expect(sys.inet_ntop(constant('AF_INET6'), new Uint8Array(16).fill(255))).toBe(
        'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      );
    });

    it('write as many bytes as the address has, and none if it is no address', () => {
      const large = new Uint8Array(20).fill(0xa5);
      expect(sys.inet_pton(constant('AF_INET'), '1.2.3.4', large)).toBe(1);
      expect([...large.subarray(4)].every((byte) => byte === 0xa5)).toBe(true);
      for (const text of ['', '1.2.3', '1.2.3.256', '1.2.3.4 ', '::1', 'x'.repeat(100_000)]) {
        large.fill(0xa5);
        expect([text.slice(0, 9), sys.inet_pton(constant('AF_INET'), text, large)]).toEqual([text.slice(0, 9), 0]);
        expect(large.every((byte) => byte === 0xa5)).toBe(true);
      }
      expect(sys.inet_pton(constant('AF_INET6'), '1.2.3.4', large)).toBe(0);
      expect(sys.inet_pton(constant('AF_INET6'), ':::', large)).toBe(0);
    });

    it('know two families', () => {
      expect(sys.inet_pton(9999, '1.2.3.4', new Uint8Array(16))).toBe(failed('EAFNOSUPPORT'));
      expect(sys.inet_ntop(9999, new Uint8Array(16))).toBe(failed('EAFNOSUPPORT'));
    });

    it('read the old forms with inet_aton', () => {
      const packed = new Uint8Array(4);
      for (const [text, bytes] of [
        ['1.2.3.4', [1, 2, 3, 4]],
        ['1.2.772', [1, 2, 3, 4]],
        ['127.1', [127, 0, 0, 1]],
        ['0x7f.1', [127, 0, 0, 1]],
        ['0177.0.0.1', [127, 0, 0, 1]],
        ['4294967295', [255, 255, 255, 255]],
      ] as const) {
        expect(sys.inet_aton(text, packed)).toBe(1);
        expect([...packed]).toEqual(bytes);
      }
      for (const text of ['', '1.2.3.4.5', '256.1.1.1', 'x', '4294967296']) {
        expect([text, sys.inet_aton(text, packed)]).toEqual([text, 0]);
      }
    });
  });

  describe('this machine', () => {
    it('has a name', () => {
      expect(sys.gethostname()).toBe(hostname());
    });

    it('has interfaces, each with an index and a name', () => {
      const list = sys.if_nameindex() as [number, string][];
      for (const name of Object.keys(networkInterfaces())) expect(list.map(([, it]) => it)).toContain(name);
      for (const [index, name] of list) {
        expect(sys.if_nametoindex(name)).toBe(index);
        expect(sys.if_indextoname(index)).toBe(name);
      }
    });

    it('lacks other interfaces', () => {
      expect([failed('ENODEV'), failed('ENXIO')]).toContain(sys.if_nametoindex('no such interface'));
      expect([failed('ENODEV'), failed('ENXIO')]).toContain(sys.if_nametoindex('x'.repeat(100_000)));
      for (const index of [0, -1, 0x7ffffff0]) expect(sys.if_indextoname(index)).toBe(failed('ENXIO'));
    });

    it('has words for every errno', () => {
      const { EPERM, ENOENT } = backend.errnos as { EPERM: number; ENOENT: number };
      expect(sys.strerror(ENOENT)).toBe('No such file or directory');
      expect(sys.strerror(EPERM)).toBe('Operation not permitted');
      for (const errno of [-1, 0, 99999, 0x7fffffff]) expect(sys.strerror(errno)).toMatch(/./);
    });
  });
});
