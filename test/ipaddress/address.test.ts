// The objects of one address: properties, operators, text.
import { inspect, isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  IPv4Address,
  IPv4Interface,
  IPv6Address,
  IPv6Interface,
  ip_address,
  ip_interface,
  ip_network,
  v4_int_to_packed,
  v6_int_to_packed,
} from '../../lib/ipaddress.ts';

/** Every property that the classes of an object have. */
function describeAll(thing: object): Record<string, string> {
  const found: Record<string, string> = {};
  for (let type = Object.getPrototypeOf(thing); type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(type))) {
      if (get !== undefined) found[name] = inspect(Reflect.get(thing, name));
    }
  }
  return found;
}

describe('properties', () => {
  it('are on the class too where they are the version', () => {
    expect([IPv4Address.version, IPv4Address.max_prefixlen]).toEqual([4, 32]);
    expect([IPv6Address.version, IPv6Address.max_prefixlen]).toEqual([6, 128]);
    expect([IPv4Interface.version, ip_interface('::1/64').max_prefixlen]).toEqual([4, 128]);
  });

  it('give other forms of the address', () => {
    const v6 = new IPv6Address('2001:db8::1');
    expect(v6.exploded).toBe('2001:0db8:0000:0000:0000:0000:0000:0001');
    expect(v6.compressed).toBe('2001:db8::1');
    expect(v6.reverse_pointer).toMatch(/^1\.0\.0\.0\..*\.8\.b\.d\.0\.1\.0\.0\.2\.ip6\.arpa$/);
    expect(new IPv4Address('192.0.2.1').reverse_pointer).toBe('1.2.0.192.in-addr.arpa');
    expect(String(new IPv4Address('192.0.2.1').ipv6_mapped)).toBe('::ffff:192.0.2.1');
    expect(String(new IPv4Interface('192.0.2.1/24').ipv6_mapped)).toBe('::ffff:192.0.2.1');
    expect(String(new IPv6Address('2002:c000:201::').sixtofour)).toBe('192.0.2.1');
    expect(new IPv6Address('2001:0:c000:201::3fff:fdfd').teredo?.map(String)).toEqual(['192.0.2.1', '192.0.2.2']);
    expect([v6.ipv4_mapped, v6.sixtofour, v6.teredo]).toEqual([null, null, null]);
  });

  // Python raises AddressValueError here, by mistake.
  it('explode an address with a zone, without it', () => {
    const address = new IPv6Address('fe80::1%eth0');
    expect(address.exploded).toBe('fe80:0000:0000:0000:0000:0000:0000:0001');
    expect(address.reverse_pointer).toBe(new IPv6Address('fe80::1').reverse_pointer);
  });

  it('pack into a Buffer of its own', () => {
    const address = new IPv4Address('192.0.2.1');
    const { packed } = address;
    expect(packed).toEqual(Buffer.from([192, 0, 2, 1]));
    expect(Buffer.isBuffer(new IPv6Address('::1').packed)).toBe(true);
    packed.fill(0);
    expect(address.packed).toEqual(Buffer.from([192, 0, 2, 1]));
  });

  it.each([ip_address('192.0.2.1'), ip_interface('fe80::1%a/64'), ip_network('192.0.2.0/24')])(
    '%s cannot be changed',
    (thing) => {
      const before = describeAll(thing);
      const names = Object.keys(before);
      expect(names.length).toBeGreaterThan(12);
      for (const name of names) expect(() => Object.assign(thing, { [name]: 0 })).toThrow(TypeError);
      for (const key of Reflect.ownKeys(thing)) Reflect.set(thing, key, 0);
      if ('packed' in thing) thing.packed.fill(0);
      expect(describeAll(thing)).toEqual(before);
    },
  );

  it('the masks that all networks share cannot be hidden', () => {
    for (const { netmask } of [ip_network('10.0.0.0/8'), ip_network('::/8'), ip_interface('::1/64')]) {
      expect(() => Object.defineProperty(netmask, 'packed', { value: null })).toThrow(TypeError);
    }
  });
});

describe('operators', () => {
  it('order, convert and print', () => {
    const addresses = ['10.0.0.10', '9.255.255.255', '10.0.0.9'].map((text) => new IPv4Address(text));
    addresses.sort((a, b) => (a < b ? -1 : 1));
    expect(addresses.map(String)).toEqual(['9.255.255.255', '10.0.0.9', '10.0.0.10']);
    expect(BigInt(new IPv4Address('255.255.255.255') as never)).toBe(0xffff_ffffn);
    expect(BigInt(new IPv6Address('::1:0:0:0') as never)).toBe(1n << 48n);
    expect(`${ip_address('fe80::1%eth0')}`).toBe('fe80::1%eth0');
    expect(JSON.stringify([ip_address('::1')])).toBe('["::1"]');
    expect(inspect([ip_address('10.0.0.1'), ip_interface('::1/64')])).toBe(
      "[ IPv4Address('10.0.0.1'), IPv6Interface('::1/64') ]",
    );
    expect(inspect(ip_address("::1%a'b"))).toBe('IPv6Address("::1%a\'b")');
  });

  // 'x' + a would be digits, and a + 1 another address's text: Python raises TypeError for the first.
  it('refuse + and == with a primitive', () => {
    const address = ip_address('10.0.0.1') as never as number;
    expect(() => address + 1).toThrow(
      'IPv4Address has no + and no ==: use .add() and .equals(), or String() for its text',
    );
    // biome-ignore lint/suspicious/noDoubleEquals: it is what is tested.
    expect(() => address == 1).toThrow(TypeError);
  });

  it('add and subtract', () => {
    const address = new IPv4Address('10.0.0.1');
    expect(String(address.add(255))).toBe('10.0.1.0');
    expect(String(address.sub(2n))).toBe('9.255.255.255');
    expect(() => address.sub(2 ** 31)).toThrow('-1979711487 (< 0) is not permitted as an IPv4 address');
    expect(() => address.add(1n << 64n)).toThrow('18446744073877323777 (>= 2**32) is not permitted as an IPv4 address');
    expect(() => address.add(0.5)).toThrow("unsupported operand type(s) for +: 'IPv4Address' and 'number'");
    expect(() => address.sub('1' as never)).toThrow("unsupported operand type(s) for -: 'IPv4Address' and 'string'");
    expect(() => address.add(address as never)).toThrow("for +: 'IPv4Address' and 'IPv4Address'");
    expect(() => address.add(null as never)).toThrow("for +: 'IPv4Address' and 'NoneType'");
    // 2 ** 60 + 1 is the same number.
    expect(() => new IPv6Address(0n as never).add(2 ** 60)).toThrow(
      new RangeError('1152921504606846976 may have been rounded, as numbers from 2**53 on are: pass a bigint'),
    );
    expect(String(new IPv6Address('::ffff:ffff').add(1))).toBe('::1:0:0');
    // As in Python, the sum has neither zone nor network.
    expect(inspect(new IPv6Address('fe80::1%eth0').add(1))).toBe("IPv6Address('fe80::2')");
    expect(inspect(new IPv4Interface('10.0.0.1/8').add(1))).toBe("IPv4Interface('10.0.0.2/32')");
  });

  it('compare by assert.deepStrictEqual too, which sees no private fields', () => {
    const made: (() => object)[] = [
      ...['10.0.0.1', '10.0.0.2', '::1', '::2', '::1%a', '::1:0:0:1'].map((text) => () => ip_address(text)),
      ...['10.0.0.0/8', '10.0.0.0/9', '::/8', '::/9', '::%a/8'].map((text) => () => ip_network(text)),
      ...['10.0.0.1/8', '10.0.0.1/9', '::1/8', '::1/9', '::1%a/8'].map((text) => () => ip_interface(text)),
    ];
    for (const [i, left] of made.entries()) {
      for (const [j, right] of made.entries()) expect(isDeepStrictEqual(left(), right())).toBe(i === j);
    }
    // A network that was derived is like one that was made from text.
    expect(isDeepStrictEqual(ip_network('10.0.0.0/9').supernet(), ip_network('10.0.0.0/8'))).toBe(true);
    expect(isDeepStrictEqual(ip_network('::/9').supernet(), ip_network('::/8'))).toBe(true);
  });

  it('compare for equality', () => {
    const [a, b] = [new IPv4Address('0.0.0.1'), new IPv6Address('::1')];
    expect(a.equals(new IPv4Address(1))).toBe(true);
    expect([a.equals(b), b.equals(a), a.equals('0.0.0.1'), a.equals(null)]).toEqual([false, false, false, false]);
    expect(b.equals(new IPv6Address('::1%eth0'))).toBe(false);
    expect(new IPv6Address('::1%a').equals(new IPv6Address('::1%a'))).toBe(true);
    const iface = new IPv4Interface('0.0.0.1/8');
    expect([a.equals(iface), iface.equals(a), iface.equals(new IPv4Interface('0.0.0.1/9'))]).toEqual([
      false,
      false,
      false,
    ]);
    expect(iface.equals(new IPv4Interface('0.0.0.1/255.0.0.0'))).toBe(true);
    expect(new IPv6Interface('::1/64').equals(new IPv6Interface('::1/64'))).toBe(true);
    expect(new IPv6Interface('::1/64').equals(new IPv6Address('::1'))).toBe(false);
  });
});

describe('format', () => {
  const address = new IPv4Address('1.2.3.4');

  it.each([
    ['', '1.2.3.4'],
    ['s', '1.2.3.4'],
    ['>10s', '   1.2.3.4'],
    ['-^11.3s', '----1.2----'],
    ['^10s', ' 1.2.3.4  '],
    ['😀<9s', '1.2.3.4😀😀'],
    ['b', '00000001000000100000001100000100'],
    ['n', '00000001000000100000001100000100'],
    ['#_x', '0x0102_0304'],
    ['#X', '0X01020304'],
    ['o', '00100401404'],
    ['#_o', '0o001_0040_1404'],
  ])('%j', (spec, text) => {
    expect(address.format(spec)).toBe(text);
  });

  it('takes n as hexadecimal in IPv6', () => {
    expect(new IPv6Address('::1').format('n')).toBe('1'.padStart(32, '0'));
  });

  it('refuses what Python refuses', () => {
    expect(() => address.format(null as never)).toThrow(new TypeError('format() argument must be str, not NoneType'));
    expect(() => address.format('d')).toThrow(
      new TypeError('unsupported format string passed to IPv4Address.__format__'),
    );
    expect(() => address.format('>20')).toThrow(TypeError);
    expect(() => address.format('qqs')).toThrow(
      new RangeError("Invalid format specifier 'qqs' for object of type 'str'"),
    );
  });
});

describe('interfaces', () => {
  it('are addresses with a network', () => {
    const iface = new IPv4Interface('192.0.2.5/24');
    expect(iface).toBeInstanceOf(IPv4Address);
    expect([iface.ip, iface.network, iface.netmask, iface.hostmask].map((item) => inspect(item))).toEqual([
      "IPv4Address('192.0.2.5')",
      "IPv4Network('192.0.2.0/24')",
      "IPv4Address('255.255.255.0')",
      "IPv4Address('0.0.0.255')",
    ]);
    expect([iface.with_prefixlen, iface.with_netmask, iface.with_hostmask]).toEqual([
      '192.0.2.5/24',
      '192.0.2.5/255.255.255.0',
      '192.0.2.5/0.0.0.255',
    ]);
    expect(BigInt(iface as never)).toBe(0xc000_0205n);
  });

  it('keep the zone in their text alone', () => {
    const iface = new IPv6Interface('fe80::1%eth0/64');
    expect([String(iface), iface.with_prefixlen, String(iface.ip), String(iface.network)]).toEqual([
      'fe80::1%eth0/64',
      'fe80::1/64',
      'fe80::1',
      'fe80::/64',
    ]);
  });

  it('answer for their network where Python does', () => {
    expect(new IPv6Interface('::1/128').is_loopback).toBe(true);
    expect(new IPv6Interface('::1/64').is_loopback).toBe(false);
    expect(new IPv6Interface('::/64').is_unspecified).toBe(false);
    expect(new IPv4Interface('0.0.0.0/32').is_unspecified).toBe(false);
  });
});

it('classes can be extended, and what they derive is of the same class', () => {
  class Host extends IPv4Address {
    get last(): number {
      return this.packed[3] as number;
    }
  }
  expect(new Host('10.0.0.1').add(4).last).toBe(5);
  expect(inspect(new Host('10.0.0.1'))).toBe("Host('10.0.0.1')");
  // What makes an interface is that its network is one.
  class Named extends IPv4Address {
    readonly network = 'lan';
  }
  expect(new IPv4Address('10.0.0.1').equals(new Named('10.0.0.1'))).toBe(true);
});

it('v4_int_to_packed, v6_int_to_packed', () => {
  expect(v4_int_to_packed(0xc000_0201)).toEqual(Buffer.from([192, 0, 2, 1]));
  expect(v4_int_to_packed(1n)).toEqual(Buffer.from([0, 0, 0, 1]));
  expect(v6_int_to_packed(258)).toEqual(Buffer.from([...new Array(14).fill(0), 1, 2]));
  expect(() => v4_int_to_packed(-1)).toThrow(new RangeError('Address negative or too large for IPv4'));
  expect(() => v4_int_to_packed(2n ** 32n)).toThrow(new RangeError('Address negative or too large for IPv4'));
  expect(() => v6_int_to_packed(2n ** 128n)).toThrow(new RangeError('Address negative or too large for IPv6'));
  expect(() => v6_int_to_packed(2 ** 53)).toThrow('9007199254740992 may have been rounded');
  expect(() => v6_int_to_packed('1' as never)).toThrow(TypeError);
});
