import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constants, errnos, selectConstants } from '../../dist/backend/js/constants.js';
import { type NameCalls, nameCalls } from '../../dist/backend/js/names.js';
import { AddressRecord, INET_AT, INET_LENGTH, INET6_AT, INET6_LENGTH } from '../../lib/backend/address.ts';
import { backends } from '../support/contract.ts';

// What the js backend knows by itself, compared with what the C library says on this machine.

const tables = { constants, selectConstants, errnos };
const native = backends.find(({ name }) => name === 'native');

describe.skipIf(native === undefined)('the js backend agrees with the addon', () => {
  const addon = native!;
  const js = nameCalls();
  const c = addon?.constants as Record<string, number>;

  /** What a call gives, with the bytes of what it wrote. */
  type Ask = (sys: NameCalls) => unknown;
  const agree = (ask: Ask, what?: unknown): void => {
    expect([what, ask(js)]).toEqual([what, ask(addon.sys)]);
  };
  const written = (size: number, call: (into: Uint8Array) => unknown) => {
    const into = new Uint8Array(size).fill(0xa5);
    return [call(into), ...into];
  };

  it.each(['constants', 'selectConstants', 'errnos'] as const)('on the numbers of %s', (table) => {
    const differences = Object.entries(tables[table]).filter(
      // A name that the headers are too old for is nobody's error.
      ([name, value]) => addon[table][name] !== undefined && addon[table][name] !== value,
    );
    expect(differences).toEqual([]);
    expect(Object.keys(tables[table]).length).toBeGreaterThan(20);
  });

  it('on the names and the words of errnos', () => {
    const first = (errnos: Readonly<Record<string, number>>) =>
      new Map(
        Object.entries(errnos)
          .toReversed()
          .map(([name, errno]) => [errno, name]),
      );
    const ours = first(tables.errnos);
    for (const [errno, name] of first(addon.errnos)) if (ours.has(errno)) expect(ours.get(errno)).toBe(name);
    for (let errno = -2; errno < 200; errno++) agree((sys) => sys.strerror(errno), errno);
  });

  describe('on addresses as text', () => {
    const byte = fc.nat(300).map(String);
    const part = fc.oneof(
      byte,
      fc.nat(0xffffffff).map(String),
      fc.nat(0xffff).map((n) => `0x${n.toString(16)}`),
      fc.nat(0xffff).map((n) => `0${n.toString(8)}`),
      fc.constantFrom('', '0x', '08', '00', '4294967295', '4294967296', '0x100000000', '1e3', ' 1', '1 ', '-1', '+1'),
    );
    const dotted = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
    const quad = fc.array(byte, { minLength: 4, maxLength: 4 }).map((parts) => parts.join('.'));
    const group = fc.oneof(
      fc.nat(0xffff).map((n) => n.toString(16)),
      fc.constantFrom('', '0', '0000', '00000', 'FFFF', 'g', '10000', '1.2.3.4'),
    );
    const groups = fc
      .tuple(fc.array(group, { maxLength: 8 }), fc.array(group, { maxLength: 8 }), fc.constantFrom('', '::', ':'), quad)
      .map(
        ([left, right, middle, tail], ...rest) =>
          `${left.join(':')}${middle}${right.join(':')}${rest.length ? tail : ''}`,
      );
    const mixed = fc.tuple(groups, quad).map(([left, tail]) => `${left}:${tail}`);
    const noise = fc.string({ unit: fc.constantFrom(...'0123456789abcdfxX.:% \t\n'), maxLength: 24 });
    const text = fc.oneof(dotted, quad, groups, mixed, noise, fc.ipV4(), fc.ipV6());

    it('with inet_pton', () => {
      fc.assert(
        fc.property(text, (it) => {
          agree((sys) => written(4, (into) => sys.inet_pton(c.AF_INET!, it, into)), it);
          agree((sys) => written(16, (into) => sys.inet_pton(c.AF_INET6!, it, into)), it);
        }),
        { seed: 5, numRuns: 3000 },
      );
    });

    it('with inet_aton', () => {
      const trailing = fc.tuple(text, fc.constantFrom('', ' ', '\t', ' x', 'x', '\n1', '.', '\u00a0'));
      fc.assert(
        fc.property(trailing, ([head, tail]) =>
          agree((sys) => written(4, (into) => sys.inet_aton(head + tail, into)), head + tail),
        ),
        { seed: 6, numRuns: 3000 },
      );
    });

    it('with inet_ntop', () => {
      // Zeros are what the short form is about.
      const packed = fc.uint8Array({ minLength: 16, maxLength: 16 });
      const sparse = fc
        .array(fc.constantFrom(0, 0, 0, 1, 0xffff, 0x100), { minLength: 8, maxLength: 8 })
        .map((words) => Uint8Array.from(words.flatMap((word) => [word >> 8, word & 255])));
      fc.assert(
        fc.property(fc.oneof(packed, sparse), (it) => {
          agree((sys) => sys.inet_ntop(c.AF_INET6!, it));
          agree((sys) => sys.inet_ntop(c.AF_INET!, it));
        }),
        { seed: 7, numRuns: 2000 },
      );
    });

    it('with getaddrinfo, which takes one with a scope too', () => {
      const names = [
        'lo',
        'nosuch',
        ...Object.keys(networkInterfaces()),
        '0',
        '1',
        '007',
        '4294967295',
        '4294967296',
        '',
      ];
      const scoped = fc
        .tuple(
          fc.constantFrom('fe80::1', 'ff02::1', 'fec0::1', '::1', '1.2.3.4', 'febf::', 'ff12::5'),
          fc.constantFrom(...names),
        )
        .map(([address, scope]) => `${address}%${scope}`);
      const family = fc.constantFrom(0, 0, c.AF_INET!, c.AF_INET6!);
      const flag = fc.constantFrom(0, c.AI_CANONNAME!, c.AI_V4MAPPED! | c.AI_ALL!, c.AI_PASSIVE!);
      fc.assert(
        fc.property(fc.oneof(text, scoped), family, flag, (host, family, flags) =>
          agree((sys) => sys.getaddrinfo(host, '1', family, c.SOCK_STREAM!, 0, flags | c.AI_NUMERICHOST!), host),
        ),
        { seed: 8, numRuns: 2000 },
      );
    });
  });

  describe('on look-ups', () => {
    const types = ['SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_RAW', 'SOCK_SEQPACKET', 'SOCK_RDM', 'SOCK_DCCP'].flatMap(
      (name) => c?.[name] ?? [],
    );
    const hosts = [null, '127.0.0.1', '::1', '127.1', '::ffff:1.2.3.4', 'localhost', 'LOCALHOST', '', '*', 'a b', 'é'];
    const services = [null, '', '80', 'http', 'tftp', 'domain', 'nosuch', '0', '-1', '65536', ' 7', '7 ', '99999', '*'];
    const flags = ['AI_PASSIVE', 'AI_CANONNAME', 'AI_V4MAPPED', 'AI_ALL', 'AI_ADDRCONFIG', 'AI_NUMERICSERV', 'AI_IDN'];

    it('of hosts, services, families, types, protocols and flags', () => {
      const some = fc.subarray(
        flags.flatMap((name) => c[name] ?? []),
        { maxLength: 2 },
      );
      fc.assert(
        fc.property(
          fc.constantFrom(...hosts),
          fc.constantFrom(
            ...services,
            '4294967295',
            '4294967376',
            '18446744073709551696',
            '+80',
            '-18446744073709551536',
          ),
          fc.constantFrom(0, 0, c.AF_INET!, c.AF_INET6!, c.AF_UNIX!, 9999, -1),
          fc.constantFrom(0, 0, 0, ...types, 99),
          fc.constantFrom(0, 0, 0, 6, 17, 132, 136, 33, 1, 255, -1),
          some,
          (host, service, family, type, protocol, bits) => {
            const flag = bits.reduce((all, bit) => all | bit, 0);
            // What is in no table is a server's to answer, and that takes its time: elsewhere.
            const local =
              typeof host !== 'string' || /^[\d.:f]*$|^[a-z]+$/i.test(host) ? flag : flag | c.AI_NUMERICHOST!;
            agree(
              (sys) => sys.getaddrinfo(host, service, family, type, protocol, local),
              [host, service, family, type, protocol, local],
            );
          },
        ),
        { seed: 9, numRuns: 3000 },
      );
    });

    it('that the C library makes, and that no server is asked for', () => {
      for (const host of [`${'a'.repeat(64)}.`, 'a'.repeat(300), '-'.repeat(70), '\u00e9'.repeat(200)]) {
        agree((sys) => sys.getaddrinfo(host, null, 0, c.SOCK_STREAM!, 0, c.AI_CANONNAME!), host);
        agree((sys) => sys.gethostbyname(host), host);
      }
      agree((sys) => sys.getaddrinfo('localhost', '80', c.AF_INET6!, 0, 0, c.AI_V4MAPPED! | c.AI_CANONNAME!));
    });

    it('by gethostbyname', () => {
      const odd = [
        '',
        '127.1',
        '0x7f.1',
        '1.',
        '1..2',
        '256.1',
        '4294967296',
        '::1',
        'beef::',
        'fe80::1%lo',
        '127.0.0.1 ',
      ];
      for (const name of ['localhost', 'LocalHost', ...odd]) agree((sys) => sys.gethostbyname(name), name);
    });

    it('by address', () => {
      for (const host of [
        [127, 0, 0, 1],
        [192, 0, 2, 1],
        [0, 0, 0, 0],
      ]) {
        const record = new AddressRecord().head(c.AF_INET!, INET_LENGTH);
        record.bytes.set(host, INET_AT);
        for (const port of [0, 7, 69, 80, 65535]) {
          record.words[2] = port;
          for (let flag = 0; flag < 256; flag++) {
            // What is not in the hosts table only a server knows, and none is asked here.
            if (host[0] !== 127 && !(flag & c.NI_NUMERICHOST!)) continue;
            agree((sys) => sys.getnameinfo(record.bytes, flag), [host, port, flag]);
          }
        }
        if (host[0] === 127) agree((sys) => sys.gethostbyaddr(record.bytes), host);
      }
      for (const [first, last, scope] of [
        [0, 0, 0],
        [0, 1, 0],
        [0xfe, 1, 1],
        [0xfe, 1, 9999],
        [0, 1, 5],
        [0xff, 1, 1],
      ] as const) {
        const record = new AddressRecord().head(c.AF_INET6!, INET6_LENGTH);
        record.words[4] = scope;
        record.bytes[INET6_AT] = first;
        record.bytes[INET6_AT + 1] = first === 0xff ? 2 : first === 0xfe ? 0x80 : 0;
        record.bytes[INET6_AT + 15] = last;
        agree((sys) => sys.getnameinfo(record.bytes, c.NI_NUMERICHOST!), [first, last, scope]);
      }
    });

    it('of a name of a Unix socket', () => {
      for (const name of ['', '/a/b', '\0abstract', '/with\0nul']) {
        const record = new AddressRecord().head(c.AF_UNIX!, name.length);
        record.bytes.set(Buffer.from(name), 8);
        for (const flag of [0, 1, 2, 8, 9, -1]) agree((sys) => sys.getnameinfo(record.bytes, flag), [name, flag]);
      }
    });

    it('of services and protocols, every one', () => {
      const protocols = [null, 'tcp', 'udp', 'sctp', ''];
      for (let port = -1; port < 12_000; port++) agree((sys) => sys.getservbyport(port, null), port);
      for (const protocol of protocols) {
        for (let port = 0; port < 1100; port++) {
          agree((sys) => sys.getservbyport(port, protocol), [port, protocol]);
          const name = addon.sys.getservbyport(port, protocol);
          if (typeof name === 'string') agree((sys) => sys.getservbyname(name, protocol), [name, protocol]);
        }
        for (const name of ['www', 'sink', 'HTTP', '', '80']) agree((sys) => sys.getservbyname(name, protocol), name);
      }
      for (const name of [
        'ip',
        'IP',
        'icmp',
        'tcp',
        'TCP',
        'Tcp',
        'udp',
        'ipv6-icmp',
        'IPv6-ICMP',
        'sctp',
        'raw',
        '6',
        '',
      ]) {
        agree((sys) => sys.getprotobyname(name), name);
      }
    });
  });

  it('on this machine', () => {
    agree((sys) => sys.gethostname());
    agree((sys) => sys.if_nameindex());
    for (const name of ['lo', '', '.', '..', '../lo', 'x'.repeat(40), ...Object.keys(networkInterfaces())]) {
      agree((sys) => sys.if_nametoindex(name), name);
    }
    for (let index = -1; index < 20; index++) agree((sys) => sys.if_indextoname(index), index);
  });
});
