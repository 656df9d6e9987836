import {
  AF_INET,
  AF_INET6,
  htonl,
  htons,
  inet_aton,
  inet_ntoa,
  inet_ntop,
  inet_pton,
  ntohl,
  ntohs,
} from 'berkeley/socket';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declare, difference, outcome } from '../support/compare.ts';
import { type Outcome, python, run } from '../support/python.ts';
import { ipv6 } from '../support/sockets.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests pass what the types forbid
const any = (value: unknown): any => value;

describe('the order of bytes', () =>
  declare([
    { py: 'htons(0x1234)', js: () => htons(0x1234), gives: 0x3412 },
    { py: 'ntohs(0x1234)', js: () => ntohs(0x1234), gives: 0x3412 },
    { py: 'htonl(0x12345678)', js: () => htonl(0x12345678), gives: 0x78563412 },
    { py: 'htonl(0x000000ff)', js: () => htonl(0xff), gives: 0xff000000 },
    { py: 'ntohl(0xffffffff)', js: () => ntohl(0xffffffff), gives: 0xffffffff },
    { py: 'htons(65535)', js: () => htons(65535), gives: 65535 },
    { py: 'htons(0)', js: () => htons(0), gives: 0 },
    { py: 'htons(65536)', js: () => htons(65536), throws: 'RangeError' },
    { py: 'htons(-1)', js: () => htons(-1), throws: 'RangeError' },
    { py: 'ntohs(65536)', js: () => ntohs(65536), throws: 'RangeError' },
    { py: 'ntohs(-1)', js: () => ntohs(-1), throws: 'RangeError' },
    { py: 'htonl(2**32)', js: () => htonl(2 ** 32), throws: 'RangeError' },
    { py: 'htonl(-1)', js: () => htonl(-1), throws: 'RangeError' },
    { py: 'ntohl(2**32)', js: () => ntohl(2 ** 32), throws: 'RangeError' },
    { py: 'ntohl(-1)', js: () => ntohl(-1), throws: 'RangeError' },
    ...['htons', 'ntohs', 'htonl', 'ntohl'].flatMap((name) => {
      const call = any({ htons, ntohs, htonl, ntohl })[name];
      return [
        { py: `${name}("1")`, js: () => call('1'), throws: 'TypeError' },
        { py: `${name}(1.5)`, js: () => call(1.5), throws: 'TypeError' },
        { py: `${name}(None)`, js: () => call(null), throws: 'TypeError' },
        { py: `${name}()`, js: () => call(), throws: 'TypeError' },
        { py: `${name}(float("nan"))`, js: () => call(Number.NaN), throws: 'TypeError' },
        { py: `${name}(True)`, js: () => call(true), gives: call(1) },
      ];
    }),
  ]));

describe('addresses as text and bytes', () =>
  declare([
    { py: 'inet_aton("127.0.0.1")', js: () => inet_aton('127.0.0.1'), gives: Buffer.from([127, 0, 0, 1]) },
    { py: 'inet_aton("127.1")', js: () => inet_aton('127.1'), gives: Buffer.from([127, 0, 0, 1]) },
    { py: 'inet_aton("255.255.255.255")', js: () => inet_aton('255.255.255.255'), gives: Buffer.alloc(4, 255) },
    { py: 'inet_aton("0x10.010.8.1")', js: () => inet_aton('0x10.010.8.1'), gives: Buffer.from([16, 8, 8, 1]) },
    { py: 'inet_aton("1.2.3.4 trailing")', js: () => inet_aton('1.2.3.4 trailing'), gives: Buffer.from([1, 2, 3, 4]) },
    { py: 'inet_aton("")', js: () => inet_aton(''), throws: 'OSError' },
    { py: 'inet_aton("256.0.0.1")', js: () => inet_aton('256.0.0.1'), throws: 'OSError' },
    { py: 'inet_aton("::1")', js: () => inet_aton('::1'), throws: 'OSError' },
    { py: 'inet_aton("1.2.3.4\\0")', js: () => inet_aton('1.2.3.4\0'), throws: 'RangeError' },
    { py: 'inet_aton(b"1.2.3.4")', js: () => inet_aton(any(Buffer.from('1.2.3.4'))), throws: 'TypeError' },
    { py: 'inet_aton(5)', js: () => inet_aton(any(5)), throws: 'TypeError' },
    { py: 'inet_aton(None)', js: () => inet_aton(any(null)), throws: 'TypeError' },
    { py: 'inet_aton()', js: () => any(inet_aton)(), throws: 'TypeError' },
    { py: 'inet_ntoa(b"\\x7f\\0\\0\\1")', js: () => inet_ntoa(Buffer.from([127, 0, 0, 1])), gives: '127.0.0.1' },
    { py: 'inet_ntoa(bytearray(4))', js: () => inet_ntoa(new ArrayBuffer(4)), gives: '0.0.0.0' },
    { py: 'inet_ntoa(b"123")', js: () => inet_ntoa(Buffer.from('123')), throws: 'OSError' },
    { py: 'inet_ntoa(b"12345")', js: () => inet_ntoa(Buffer.from('12345')), throws: 'OSError' },
    { py: 'inet_ntoa("1234")', js: () => inet_ntoa(any('1234')), throws: 'TypeError' },
    { py: 'inet_ntoa(None)', js: () => inet_ntoa(any(null)), throws: 'TypeError' },
    { py: 'inet_pton(AF_INET, "1.2.3.4")', js: () => inet_pton(AF_INET, '1.2.3.4'), gives: Buffer.from([1, 2, 3, 4]) },
    { py: 'inet_pton(AF_INET, "127.1")', js: () => inet_pton(AF_INET, '127.1'), throws: 'OSError' },
    { py: 'inet_pton(AF_INET, "01.2.3.4")', js: () => inet_pton(AF_INET, '01.2.3.4'), throws: 'OSError' },
    { py: 'inet_pton(AF_INET, "::1")', js: () => inet_pton(AF_INET, '::1'), throws: 'OSError' },
    { py: 'inet_pton(AF_INET, "")', js: () => inet_pton(AF_INET, ''), throws: 'OSError' },
    { py: 'inet_pton(AF_INET, "1.2.3.4\\0")', js: () => inet_pton(AF_INET, '1.2.3.4\0'), throws: 'RangeError' },
    {
      py: 'inet_pton(AF_INET, b"1.2.3.4")',
      js: () => inet_pton(AF_INET, any(Buffer.from('1.2.3.4'))),
      throws: 'TypeError',
    },
    { py: 'inet_pton("2", "1.2.3.4")', js: () => inet_pton(any('2'), '1.2.3.4'), throws: 'TypeError' },
    { py: 'inet_pton(1.5, "1.2.3.4")', js: () => inet_pton(1.5, '1.2.3.4'), throws: 'TypeError' },
    { py: 'inet_pton(9999, "1.2.3.4")', js: () => inet_pton(9999, '1.2.3.4'), throws: 'OSError' },
    { py: 'inet_pton(AF_UNIX, "x")', js: () => inet_pton(1, 'x'), throws: 'OSError' },
    { py: 'inet_pton(2**40, "x")', js: () => inet_pton(2 ** 40, 'x'), throws: 'RangeError' },
    {
      py: 'inet_ntop(AF_INET, b"\\1\\2\\3\\4")',
      js: () => inet_ntop(AF_INET, new Uint8Array([1, 2, 3, 4])),
      gives: '1.2.3.4',
    },
    { py: 'inet_ntop(AF_INET, b"123")', js: () => inet_ntop(AF_INET, Buffer.from('123')), throws: 'RangeError' },
    { py: 'inet_ntop(AF_INET6, b"1234")', js: () => inet_ntop(AF_INET6, Buffer.from('1234')), throws: 'RangeError' },
    { py: 'inet_ntop(AF_INET, bytes(16))', js: () => inet_ntop(AF_INET, Buffer.alloc(16)), throws: 'RangeError' },
    { py: 'inet_ntop(AF_INET, "1234")', js: () => inet_ntop(AF_INET, any('1234')), throws: 'TypeError' },
    { py: 'inet_ntop(9999, b"1234")', js: () => inet_ntop(9999, Buffer.from('1234')), throws: 'RangeError' },
    { py: 'inet_ntop("x", b"1234")', js: () => inet_ntop(any('x'), Buffer.from('1234')), throws: 'TypeError' },
  ]));

describe.skipIf(!ipv6)('IPv6 addresses as text and bytes', () =>
  declare([
    {
      py: 'inet_pton(AF_INET6, "::1")',
      js: () => inet_pton(AF_INET6, '::1'),
      gives: Buffer.from([...Array(15).fill(0), 1]),
    },
    { py: 'inet_pton(AF_INET6, "::")', js: () => inet_pton(AF_INET6, '::'), gives: Buffer.alloc(16) },
    { py: 'inet_pton(AF_INET6, "1::2::3")', js: () => inet_pton(AF_INET6, '1::2::3'), throws: 'OSError' },
    { py: 'inet_pton(AF_INET6, "::1%lo")', js: () => inet_pton(AF_INET6, '::1%lo'), throws: 'OSError' },
    { py: 'inet_pton(AF_INET6, "127.0.0.1")', js: () => inet_pton(AF_INET6, '127.0.0.1'), throws: 'OSError' },
    { py: 'inet_ntop(AF_INET6, bytes(16))', js: () => inet_ntop(AF_INET6, Buffer.alloc(16)), gives: '::' },
    {
      py: 'inet_ntop(AF_INET6, b"\\xff" * 16)',
      js: () => inet_ntop(AF_INET6, Buffer.alloc(16, 255)),
      gives: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    },
  ]),
);

describe('properties', () => {
  it('a swap and a swap back is nothing', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffff }), (x) => ntohs(htons(x)) === x));
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffffffff }), (x) => ntohl(htonl(x)) === x));
  });

  it('bytes to text and back are the same bytes', () => {
    const bytes = (n: number) => fc.uint8Array({ minLength: n, maxLength: n });
    fc.assert(fc.property(bytes(4), (b) => inet_aton(inet_ntoa(b)).equals(b)));
    fc.assert(fc.property(bytes(4), (b) => inet_pton(AF_INET, inet_ntop(AF_INET, b)).equals(b)));
    fc.assert(fc.property(bytes(16), (b) => inet_pton(AF_INET6, inet_ntop(AF_INET6, b)).equals(b)));
  });

  it.skipIf(!python)('random input has the results of Python, one process for all', () => {
    type Call = [name: string, ...args: (number | string | { bytes: number[] })[]];
    const u16 = fc.integer({ min: -2, max: 0x10002 });
    const u32 = fc.integer({ min: -2, max: 0x100000002 });
    const octet = fc.oneof(
      fc.nat(300).map(String),
      fc.nat(300).map((n) => `0x${n.toString(16)}`),
      fc.constantFrom('', '08', '010', 'x', ' '),
    );
    const dotted = fc.array(octet, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
    const group = fc.oneof(
      fc.nat(0x1ffff).map((n) => n.toString(16)),
      fc.constantFrom('', '', '0'),
    );
    const colons = fc.array(group, { minLength: 2, maxLength: 9 }).map((parts) => parts.join(':'));
    const text = fc.oneof(
      dotted,
      colons,
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV4Extended(),
      fc.string({ unit: 'binary-ascii', maxLength: 8 }),
    );
    // Runs of zero groups are what inet_ntop shortens.
    const words = fc.array(fc.constantFrom(0, 0, 0, 1, 255), { minLength: 16, maxLength: 16 });
    const bytes = fc.oneof(fc.array(fc.nat(255), { maxLength: 17 }), words).map((b) => ({ bytes: b }));
    const four = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }).map((b) => ({ bytes: b }));
    const family = fc.constantFrom(AF_INET, AF_INET6, AF_INET6, 1);
    const call: fc.Arbitrary<Call> = fc.oneof(
      fc.tuple(fc.constantFrom('htons', 'ntohs'), u16),
      fc.tuple(fc.constantFrom('htonl', 'ntohl'), u32),
      fc.tuple(fc.constant('inet_aton'), text),
      fc.tuple(fc.constant('inet_ntoa'), fc.oneof(four, bytes)),
      fc.tuple(fc.constant('inet_pton'), family, text),
      fc.tuple(fc.constant('inet_ntop'), family, fc.oneof(four, bytes)),
    );
    const calls = fc.sample(call, 3000);
    const theirs = run<Outcome[]>(
      `
def value(x): return bytes(x['bytes']) if isinstance(x, dict) else x
answer([outcome(lambda: globals()[c[0]](*map(value, c[1:]))) for c in input])`,
      calls,
    );
    const functions = any({ htons, ntohs, htonl, ntohl, inet_aton, inet_ntoa, inet_pton, inet_ntop });
    const differences = calls.map(([name, ...args], i) => {
      const values = args.map((arg) => (typeof arg === 'object' ? Buffer.from(arg.bytes) : arg));
      return difference(
        outcome(() => functions[name](...values)),
        theirs[i]!,
        JSON.stringify([name, ...args]),
      );
    });
    expect(theirs.filter(({ error }) => !error).length).toBeGreaterThan(500);
    expect(differences.filter((one) => one !== undefined).map((one) => JSON.stringify(one))).toEqual([]);
  });
});
