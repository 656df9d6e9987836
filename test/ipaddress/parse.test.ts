// What is refused, and in which words.
import { type InspectOptionsStylized, inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  AddressValueError,
  IPv4Address,
  IPv4Interface,
  IPv4Network,
  IPv6Address,
  IPv6Network,
  ip_address,
  ip_interface,
  ip_network,
  NetmaskValueError,
} from '../../lib/ipaddress.ts';

/** The error that a call throws. */
function thrown(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

function refusal(call: () => unknown): [unknown, string] {
  const error = thrown(call);
  return [error.constructor, error.message];
}

describe('IPv4 text', () => {
  it.each([
    ['', 'Address cannot be empty'],
    ['1.2.3', "Expected 4 octets in '1.2.3'"],
    ['1.2.3.4.5', "Expected 4 octets in '1.2.3.4.5'"],
    ['127.1', "Expected 4 octets in '127.1'"],
    ['2130706433', "Expected 4 octets in '2130706433'"],
    ['1..2.3', "Empty octet not permitted in '1..2.3'"],
    ['1.2.3.', "Empty octet not permitted in '1.2.3.'"],
    ['1.2.3.0x4', "Only decimal digits permitted in '0x4' in '1.2.3.0x4'"],
    ['1.2.3.+4', "Only decimal digits permitted in '+4' in '1.2.3.+4'"],
    [' 1.2.3.4', "Only decimal digits permitted in ' 1' in ' 1.2.3.4'"],
    ['1.2.3.4\n', "Only decimal digits permitted in '4\\n' in '1.2.3.4\\n'"],
    ['1.2.3.4\0', "Only decimal digits permitted in '4\\x00' in '1.2.3.4\\x00'"],
    ['1.2.3.٤', "Only decimal digits permitted in '٤' in '1.2.3.٤'"],
    ['１.2.3.4', "Only decimal digits permitted in '１' in '１.2.3.4'"],
    ["1.2.3.'", 'Only decimal digits permitted in "\'" in "1.2.3.\'"'],
    ['1.2.3.0004', "At most 3 characters permitted in '0004' in '1.2.3.0004'"],
    ['1.2.3.04', "Leading zeros are not permitted in '04' in '1.2.3.04'"],
    ['010.8.8.8', "Leading zeros are not permitted in '010' in '010.8.8.8'"],
    ['1.2.3.256', "Octet 256 (> 255) not permitted in '1.2.3.256'"],
    ['1.2.3.4/24', "Unexpected '/' in '1.2.3.4/24'"],
  ])('%j', (text, message) => {
    expect(refusal(() => new IPv4Address(text))).toEqual([AddressValueError, message]);
  });
});

describe('IPv6 text', () => {
  it.each([
    ['', 'Address cannot be empty'],
    ['1:2', "At least 3 parts expected in '1:2'"],
    [':1.2.3.4', "At least 3 parts expected in ':1.2.3.4'"],
    ['1:2:3:4:5:6:7', "Exactly 8 parts expected without '::' in '1:2:3:4:5:6:7'"],
    ['1:2:3:4:5:6:7:8:9', "Exactly 8 parts expected without '::' in '1:2:3:4:5:6:7:8:9'"],
    ['1:2:3:4:5:6:7:8:9:a', "At most 8 colons permitted in '1:2:3:4:5:6:7:8:9:a'"],
    ['1::2::3', "At most one '::' permitted in '1::2::3'"],
    [':::', "At most one '::' permitted in ':::'"],
    ['1:2:3:4::5:6:7:8', "Expected at most 7 other parts with '::' in '1:2:3:4::5:6:7:8'"],
    [':1:2:3:4:5:6:7', "Leading ':' only permitted as part of '::' in ':1:2:3:4:5:6:7'"],
    ['1:2:3:4:5:6:7:', "Trailing ':' only permitted as part of '::' in '1:2:3:4:5:6:7:'"],
    [':1::2', "Leading ':' only permitted as part of '::' in ':1::2'"],
    ['1::2:', "Trailing ':' only permitted as part of '::' in '1::2:'"],
    ['::12345', "At most 4 characters permitted in '12345' in '::12345'"],
    ['::1g', "Only hex digits permitted in '1g' in '::1g'"],
    ['::１', "Only hex digits permitted in '１' in '::１'"],
    [' ::1', "Only hex digits permitted in ' ' in ' ::1'"],
    ['::1 ', "Only hex digits permitted in '1 ' in '::1 '"],
    ['[::1]', "Only hex digits permitted in '[' in '[::1]'"],
    ['::1.2.3', "Expected 4 octets in '1.2.3' in '::1.2.3'"],
    ['::1.2.3.04', "Leading zeros are not permitted in '04' in '1.2.3.04' in '::1.2.3.04'"],
    ['1.2.3.4::', "Only hex digits permitted in '1.2.3.4' in '1.2.3.4::'"],
    ['::1%', 'Invalid IPv6 address: "\'::1%\'"'],
    ['::1%a%b', 'Invalid IPv6 address: "\'::1%a%b\'"'],
    ['%a', 'Address cannot be empty'],
    ['::1/64', "Unexpected '/' in '::1/64'"],
    ['::1%a/64', "Unexpected '/' in '::1%a/64'"],
    ['0'.repeat(46), `At most 45 characters expected in '${'0'.repeat(46)}'`],
    [
      `${'1'.repeat(60)}${'2'.repeat(60)}`,
      `At most 45 characters expected in '${'1'.repeat(45)}(30 chars elided)${'2'.repeat(45)}'`,
    ],
  ] as const)('%j', (text, message) => {
    expect(refusal(() => new IPv6Address(text))).toEqual([AddressValueError, message]);
  });

  it('takes a zone of anything but % and /', () => {
    expect(new IPv6Address('fe80::1%a:1').scope_id).toBe('a:1');
    expect(String(ip_address('fe80::1%é 1'))).toBe('fe80::1%é 1');
    expect(new IPv6Address('fe80::1').scope_id).toBeNull();
  });

  it('takes every form of RFC 4291', () => {
    for (const text of ['::', '::1', '1::', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', '::1.2.3.4']) {
      expect(ip_address(text).version).toBe(6);
    }
    expect(String(new IPv6Address('1:0:0:2:0:0:0:3'))).toBe('1:0:0:2::3');
    expect(String(new IPv6Address('1:0:0:2:3:0:0:4'))).toBe('1::2:3:0:0:4');
    expect(String(new IPv6Address('1:0:2:3:4:5:6:7'))).toBe('1:0:2:3:4:5:6:7');
    expect(String(new IPv6Address('ABCD:EF01::'))).toBe('abcd:ef01::');
    expect(String(new IPv6Address('1:2:3:4:5:6:1.2.3.4'))).toBe('1:2:3:4:5:6:102:304');
    expect(String(new IPv6Address('::ffff:102:304'))).toBe('::ffff:1.2.3.4');
  });
});

describe('integers and bytes', () => {
  it.each([
    ['-1 (< 0) is not permitted as an IPv4 address', () => new IPv4Address(-1)],
    ['4294967296 (>= 2**32) is not permitted as an IPv4 address', () => new IPv4Address(2 ** 32)],
    ['-1 (< 0) is not permitted as an IPv6 address', () => new IPv6Address(-1n)],
    [`${1n << 128n} (>= 2**128) is not permitted as an IPv6 address`, () => new IPv6Address(1n << 128n)],
    ["b'abc' (len 3 != 4) is not permitted as an IPv4 address", () => new IPv4Address(Buffer.from('abc'))],
    ['b"\\x00\'" (len 2 != 16) is not permitted as an IPv6 address', () => new IPv6Address(new Uint8Array([0, 39]))],
    ["Expected 4 octets in '1.5'", () => new IPv4Address(1.5)],
    ["Expected 4 octets in 'NaN'", () => new IPv4Address(Number.NaN)],
    ["Expected 4 octets in 'None'", () => new IPv4Address(null as never)],
    ["Expected 4 octets in '[object Object]'", () => new IPv4Address({} as never)],
    ["Expected 4 octets in 'true'", () => new IPv4Address(true as never)],
    ["b'' (len 0 != 4) is not permitted as an IPv4 address", () => new IPv4Address(new ArrayBuffer(0))],
  ] as const)('%s', (message, call) => {
    expect(refusal(call)).toEqual([AddressValueError, message]);
  });

  it('refuses a number that has lost digits', () => {
    expect(String(new IPv6Address(2 ** 53 - 1))).toBe('::1f:ffff:ffff:ffff');
    expect(refusal(() => new IPv6Address(2 ** 53))).toEqual([
      RangeError,
      '9007199254740992 may have been rounded, as numbers from 2**53 on are: pass a bigint',
    ]);
    // Not "does not appear to be an address", which it might.
    expect(refusal(() => ip_address(2 ** 53))).toEqual(refusal(() => new IPv6Address(2 ** 53)));
  });

  it('takes no address out of an array, as JavaScript would when it makes text of one', () => {
    expect(refusal(() => new IPv4Address(['10.0.0.1'] as never))).toEqual([
      AddressValueError,
      'Only decimal digits permitted in "(\'10" in "(\'10.0.0.1\',)"',
    ]);
  });

  it('takes any view of bytes, and copies them', () => {
    const bytes = new Uint8Array([9, 127, 0, 0, 1, 9]);
    const address = new IPv4Address(bytes.subarray(1, 5));
    expect(String(new IPv4Address(new DataView(bytes.buffer, 1, 4)))).toBe('127.0.0.1');
    expect(String(new IPv6Address(new ArrayBuffer(16)))).toBe('::');
    expect(String(new IPv4Address(new SharedArrayBuffer(4)))).toBe('0.0.0.0');
    expect(String(new IPv4Address(runInNewContext('new Uint8Array([1, 2, 3, 4]).buffer')))).toBe('1.2.3.4');
    expect(String(new IPv4Network(new ArrayBuffer(4)))).toBe('0.0.0.0/32');
    bytes.fill(0);
    expect(String(address)).toBe('127.0.0.1');
  });
});

describe('networks', () => {
  it.each([
    ["Only one '/' permitted in '10.0.0.0/8/8'", AddressValueError, () => new IPv4Network('10.0.0.0/8/8')],
    ["'33' is not a valid netmask", NetmaskValueError, () => new IPv4Network('10.0.0.0/33')],
    ["'-1' is not a valid netmask", NetmaskValueError, () => new IPv4Network('10.0.0.0/-1')],
    ["' 8' is not a valid netmask", NetmaskValueError, () => new IPv4Network('10.0.0.0/ 8')],
    ["'' is not a valid netmask", NetmaskValueError, () => new IPv4Network('10.0.0.0/')],
    ["'255.0.255.0' is not a valid netmask", NetmaskValueError, () => new IPv4Network('10.0.0.0/255.0.255.0')],
    ['33 is not a valid netmask', NetmaskValueError, () => new IPv4Network(['10.0.0.0', 33])],
    ['-1 is not a valid netmask', NetmaskValueError, () => new IPv4Network(['10.0.0.0', -1n])],
    ["'129' is not a valid netmask", NetmaskValueError, () => new IPv6Network('::/129')],
    ["'ffff::' is not a valid netmask", NetmaskValueError, () => new IPv6Network('::/ffff::')],
    ['10.0.0.1/8 has host bits set', RangeError, () => new IPv4Network('10.0.0.1/8')],
    ['fe80::1%a/64 has host bits set', RangeError, () => new IPv6Network('fe80::1%a/64')],
    ['too many values to unpack (expected 2)', RangeError, () => new IPv4Network(['10.0.0.1', 8, 9] as never)],
    ['tuple index out of range', RangeError, () => new IPv4Network([] as never)],
    ['netmask must be an integer or a string, not 8.5', TypeError, () => new IPv4Network(['10.0.0.0', 8.5])],
    ["Unexpected '/' in '10.0.0.1/8'", AddressValueError, () => new IPv4Interface(['10.0.0.1/8', 8])],
  ])('%s', (message, type, call) => {
    expect(refusal(call)).toEqual([type, message]);
  });

  it('takes a prefix, a net mask and a host mask', () => {
    for (const mask of ['24', '024', '255.255.255.0', '0.0.0.255']) {
      expect(new IPv4Network(`192.0.2.0/${mask}`).prefixlen).toBe(24);
      expect(new IPv4Network(['192.0.2.0', mask]).prefixlen).toBe(24);
    }
    // All ones and all zeros could be either: they are net masks.
    expect(new IPv4Network('0.0.0.0/0.0.0.0').prefixlen).toBe(0);
    expect(new IPv4Network('192.0.2.1/255.255.255.255').prefixlen).toBe(32);
    expect(String(new IPv6Network(['2001:db8::', 32n]))).toBe('2001:db8::/32');
    expect(String(new IPv4Network([new IPv4Address('192.0.2.0')]))).toBe('192.0.2.0/32');
  });

  it('clears host bits when it is not strict', () => {
    for (const strict of [false, { strict: false }]) {
      expect(String(new IPv4Network('10.1.2.3/8', strict))).toBe('10.0.0.0/8');
      expect(String(ip_network('2001:db8::1/32', strict))).toBe('2001:db8::/32');
    }
    expect(() => ip_network('10.1.2.3/8', {})).toThrow('10.1.2.3/8 has host bits set');
    expect(() => ip_network('10.1.2.3/8', { strict: undefined })).toThrow('10.1.2.3/8 has host bits set');
    // Python's None is false.
    expect(String(ip_network('10.1.2.3/8', null as never))).toBe('10.0.0.0/8');
  });

  it('knows its options, also where they do not matter', () => {
    for (const type of [IPv4Network, IPv6Network]) {
      expect(() => new type('10.0.0.0/8', { stric: false } as never)).toThrow(
        new TypeError(`${type.name}() got an unexpected option 'stric'`),
      );
    }
    expect(() => ip_network('::/0', { stric: false } as never)).toThrow(
      new TypeError("ip_network() got an unexpected option 'stric'"),
    );
  });
});

describe('the functions that choose a version', () => {
  // An object that prints itself with what `util.inspect` gives it, which is not there for a message.
  const fancy = {
    [inspect.custom]: (_: number, { stylize }: InspectOptionsStylized) => stylize('x', 'string'),
  } as never;

  it('count an integer below 2^32 as IPv4', () => {
    expect([ip_address(0), ip_address(2 ** 32 - 1), ip_address(2 ** 32)].map(String)).toEqual([
      '0.0.0.0',
      '255.255.255.255',
      '::1:0:0',
    ]);
    expect(ip_network(1n << 32n).version).toBe(6);
    expect(ip_interface(Buffer.alloc(16)).version).toBe(6);
  });

  it.each([
    ["'10.0.0.256' does not appear to be an IPv4 or IPv6 address", () => ip_address('10.0.0.256')],
    ['-1 does not appear to be an IPv4 or IPv6 address', () => ip_address(-1)],
    ["'::/129' does not appear to be an IPv4 or IPv6 network", () => ip_network('::/129')],
    ["('x', 8) does not appear to be an IPv4 or IPv6 network", () => ip_network(['x', 8])],
    ["'' does not appear to be an IPv4 or IPv6 interface", () => ip_interface('')],
    ['10.0.0.1/8 has host bits set', () => ip_network('10.0.0.1/8')],
    ['[object Object] does not appear to be an IPv4 or IPv6 address', () => ip_address(fancy)],
  ] as const)('%s', (message, call) => {
    expect(refusal(call)).toEqual([RangeError, message]);
  });
});

it('the errors are ranges, with names of their own', () => {
  const error = thrown(() => new IPv4Address('x'));
  expect(error).toBeInstanceOf(RangeError);
  expect(error.name).toBe('AddressValueError');
  expect(String(error)).toBe("AddressValueError: Expected 4 octets in 'x'");
  expect(error.stack).toMatch(/^AddressValueError: Expected/);
  expect(thrown(() => new IPv4Network('0.0.0.0/x')).name).toBe('NetmaskValueError');
});
