// The objects of a network, and the functions over many.
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  collapse_addresses,
  get_mixed_type_key,
  IPv4Address,
  IPv4Interface,
  IPv4Network,
  IPv6Address,
  IPv6Network,
  ip_address,
  ip_network,
  summarize_address_range,
} from '../../lib/ipaddress.ts';

const v4 = (text: string) => new IPv4Network(text);
const v6 = (text: string) => new IPv6Network(text);
const texts = (items: Iterable<unknown>) => [...items].map(String);

/** The first `count` of what may have no end. */
function first(items: Iterable<unknown>, count: number): string[] {
  const found: string[] = [];
  for (const item of items) {
    found.push(String(item));
    if (found.length === count) break;
  }
  return found;
}

describe('properties', () => {
  it('are on the class too where they are the version', () => {
    expect([IPv4Network.version, IPv4Network.max_prefixlen]).toEqual([4, 32]);
    expect([IPv6Network.version, IPv6Network.max_prefixlen]).toEqual([6, 128]);
  });

  it('describe the block', () => {
    const net = v4('192.0.2.0/27');
    expect(String(net.broadcast_address)).toBe('192.0.2.31');
    expect([net.with_prefixlen, net.with_netmask, net.with_hostmask]).toEqual([
      '192.0.2.0/27',
      '192.0.2.0/255.255.255.224',
      '192.0.2.0/0.0.0.31',
    ]);
    expect([net.prefixlen, net.num_addresses]).toEqual([27, 32n]);
    expect(v6('::/0').num_addresses).toBe(1n << 128n);
    expect(v6('2001:db8::/32').exploded).toBe('2001:0db8:0000:0000:0000:0000:0000:0000/32');
    expect(net.network_address).toBe(net.network_address);
  });

  it('say what all of it is', () => {
    expect([v4('10.0.0.0/8').is_private, v4('8.0.0.0/5').is_private]).toEqual([true, false]);
    // Both ends are in a private block, but not in the same one.
    expect(v4('0.0.0.0/0').is_private).toBe(false);
    expect([v4('100.64.0.0/10').is_global, v4('100.0.0.0/8').is_global]).toEqual([false, true]);
    expect([v6('3fff::/20').is_private, v6('3fff::/19').is_private]).toEqual([true, false]);
    expect([v6('5f00::/16').is_global, v6('2001:1::3/128').is_global]).toEqual([false, true]);
    expect([v6('fec0::/10').is_site_local, v6('fe00::/8').is_site_local]).toEqual([true, false]);
  });

  it('print as in Python', () => {
    expect(inspect(v4('10.0.0.0/8'))).toBe("IPv4Network('10.0.0.0/8')");
    expect(JSON.stringify({ net: v6('::/0') })).toBe('{"net":"::/0"}');
    expect(v4('10.0.0.0/8').format()).toBe('10.0.0.0/8');
    expect(() => v4('10.0.0.0/8').format('s')).toThrow('unsupported format string passed to IPv4Network.__format__');
  });

  it('keep the zone of a network address', () => {
    const net = v6('fe80::%eth0/64');
    expect([String(net), net.network_address.scope_id, String(net.at(1))]).toEqual([
      'fe80::%eth0/64',
      'eth0',
      'fe80::1',
    ]);
    expect(net.equals(v6('fe80::/64'))).toBe(false);
    expect(texts(v6('fe80::1%eth0/128').hosts())).toEqual(['fe80::1%eth0']);
  });
});

describe('members', () => {
  it('has', () => {
    const net = v4('128.0.0.0/1');
    expect(['127.255.255.255', '128.0.0.0', '255.255.255.255'].map((text) => net.has(ip_address(text)))).toEqual([
      false,
      true,
      true,
    ]);
    expect([net.has(new IPv6Address('::')), net.has(v4('128.0.0.0/8') as never)]).toEqual([false, false]);
    expect(net.has(new IPv4Interface('200.0.0.1/8'))).toBe(true);
    expect([v4('0.0.0.0/0'), v4('1.2.3.4')].map((n) => n.has(new IPv4Address('1.2.3.4')))).toEqual([true, true]);
    expect([v6('::/0'), v6('::/127')].map((n) => n.has(new IPv6Address('::2')))).toEqual([true, false]);
    expect([v6('::/64'), v6('::/65')].map((n) => n.has(new IPv6Address('::8000:0:0:0')))).toEqual([true, false]);
    // No text, which `in` would not take either.
    expect(() => net.has('200.0.0.1' as never)).toThrow(TypeError);
  });

  it('at', () => {
    const net = v4('255.255.255.0/24');
    expect([0, 255, -1, -256, 7n].map((n) => String(net.at(n)))).toEqual([
      ...['255.255.255.0', '255.255.255.255', '255.255.255.255', '255.255.255.0', '255.255.255.7'],
    ]);
    for (const n of [256, -257, 1n << 70n]) expect(() => net.at(n)).toThrow(new RangeError('address out of range'));
    expect(() => net.at(0.5)).toThrow(TypeError);
    expect(() => v6('::/64').at('0' as never)).toThrow(TypeError);
    expect(() => v6('::/0').at(2 ** 53)).toThrow('9007199254740992 may have been rounded');
    expect(String(v6('::/0').at(-1))).toBe('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff');
    expect(String(v6('::/0').at((1n << 127n) + 5n))).toBe('8000::5');
  });

  it('walks no further than it is asked to', () => {
    expect(first(v6('::/0'), 2)).toEqual(['::', '::1']);
    expect(first(v6('::/0').hosts(), 2)).toEqual(['::1', '::2']);
    expect(first(v4('0.0.0.0/0').hosts(), 2)).toEqual(['0.0.0.1', '0.0.0.2']);
    expect(first(v6('::/0').subnets({ new_prefix: 128 }), 2)).toEqual(['::/128', '::1/128']);
    expect(first(v6('::/0').address_exclude(v6('::/128')), 1)).toEqual(['8000::/1']);
  });

  it('walks over the carry of every word', () => {
    for (const text of ['::ffff:fffe/127', '::ffff:ffff:ffff:fffe/127', '::ffff:ffff:ffff:ffff:ffff:fffe/127']) {
      const address = new IPv6Address(text.replace('/127', ''));
      const walked = [...v6(text.replace('/127', '/126').replace('fffe', 'fffc'))];
      expect(walked.map((item) => item.valueOf() - address.valueOf())).toEqual([-2n, -1n, 0n, 1n]);
    }
    const wide = new IPv6Network('0:0:0:1::/63', false)[Symbol.iterator]();
    expect(String(wide.next().value)).toBe('::');
    const last = v6('ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffc/126');
    expect(texts(last).at(-1)).toBe('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff');
  });

  it('gives hosts the ends of a network of one or two', () => {
    expect(texts(v4('192.0.2.0/30').hosts())).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(texts(v4('192.0.2.0/31').hosts())).toEqual(['192.0.2.0', '192.0.2.1']);
    expect(texts(v4('255.255.255.255').hosts())).toEqual(['255.255.255.255']);
    expect(texts(v6('::/126').hosts())).toEqual(['::1', '::2', '::3']);
    expect(texts(v6('::/127').hosts())).toEqual(['::', '::1']);
  });
});

describe('other networks', () => {
  it('subnets and supernet take their parameters by position and by name', () => {
    const net = v4('192.0.2.0/24');
    const halves = ['192.0.2.0/25', '192.0.2.128/25'];
    expect(texts(net.subnets())).toEqual(halves);
    expect(texts(net.subnets({ new_prefix: 25 }))).toEqual(halves);
    expect(texts(net.subnets(1, 25))).toEqual(halves);
    expect(texts(net.subnets(1, { new_prefix: 25 }))).toEqual(halves);
    expect(texts(net.subnets({ prefixlen_diff: 2 })).at(-1)).toBe('192.0.2.192/26');
    expect(String(net.supernet(3))).toBe('192.0.0.0/21');
    expect(String(net.supernet({ new_prefix: 20 }))).toBe('192.0.0.0/20');
    expect(String(v4('0.0.0.0/0').supernet())).toBe('0.0.0.0/0');
    expect(texts(v4('192.0.2.1').subnets())).toEqual(['192.0.2.1/32']);
    expect(texts(net.subnets(undefined, 25))).toEqual(halves);
    expect(texts(net.subnets({ prefixlen_diff: undefined, new_prefix: null }))).toEqual(halves);
  });

  it.each([
    ['new prefix must be longer', () => [...v4('10.0.0.0/8').subnets({ new_prefix: 7 })]],
    ['cannot set prefixlen_diff and new_prefix', () => [...v4('10.0.0.0/8').subnets(2, 10)]],
    ['prefix length diff must be > 0', () => [...v4('10.0.0.0/8').subnets(-1)]],
    ['prefix length diff 33 is invalid for netblock 10.0.0.0/8', () => [...v4('10.0.0.0/8').subnets(25)]],
    ['new prefix must be shorter', () => v4('10.0.0.0/8').supernet({ new_prefix: 9 })],
    ['current prefixlen is 8, cannot have a prefixlen_diff of 9', () => v4('10.0.0.0/8').supernet(9)],
    ['negative shift count', () => v4('10.0.0.0/8').supernet(-1)],
    ['11.0.0.0/8 not contained in 10.0.0.0/8', () => [...v4('10.0.0.0/8').address_exclude(v4('11.0.0.0/8'))]],
    ['last IP address must be greater than first', () => [...summarize_address_range(ip_address(2), ip_address(1))]],
  ] as const)('RangeError: %s', (message, call) => {
    expect(call).toThrow(new RangeError(message));
  });

  const address = new IPv4Address('10.0.0.0') as never;
  it.each([
    ['10.0.0.0/8 and ::/0 are not of the same version', () => v4('10.0.0.0/8').subnet_of(v6('::/0'))],
    ['10.0.0.0/8 and ::/0 are not of the same version', () => [...v4('10.0.0.0/8').address_exclude(v6('::/0'))]],
    ['10.0.0.0/8 and ::/0 are not of the same type', () => v4('10.0.0.0/8').compare_networks(v6('::/0'))],
    ['10.0.0.0 is not a network object', () => [...v4('10.0.0.0/8').address_exclude(address)]],
    ['10.0.0.0 is not a network object', () => v4('10.0.0.0/8').overlaps(address)],
    ['Unable to test subnet containment between 10.0.0.0/8 and 10.0.0.0', () => v4('10.0.0.0/8').subnet_of(address)],
    ['prefixlen_diff must be an integer', () => v4('10.0.0.0/8').supernet('1' as never)],
    ['prefixlen_diff must be an integer', () => v4('10.0.0.0/8').supernet({ new_prefix: 7 }, 6)],
    // As in Python, before the first network is asked for.
    ["subnets() got an unexpected option 'prefix'", () => v4('10.0.0.0/8').subnets({ prefix: 9 } as never)],
    ["supernet() got an unexpected option 'diff'", () => v6('::/0').supernet({ diff: 9 } as never)],
    [
      "supernet() got multiple values for argument 'prefixlen_diff'",
      () => v4('10.0.0.0/8').supernet(1, { prefixlen_diff: 2 } as never),
    ],
    ['10.0.0.0/9 is not a network object', () => [...v4('10.0.0.0/8').address_exclude('10.0.0.0/9' as never)]],
    ['None is not a network object', () => v4('10.0.0.0/8').compare_networks(null as never)],
    ['None is not a network object', () => v4('10.0.0.0/8').overlaps(null as never)],
    ['Unable to test subnet containment between ::/0 and None', () => v6('::/0').subnet_of(null as never)],
    ['::/0 and 10.0.0.0 are not of the same version', () => v6('::/0').subnet_of(address)],
    ['argument must be an IP address, not string', () => v4('10.0.0.0/8').has('10.0.0.1' as never)],
    ['index must be an integer, not string', () => v4('10.0.0.0/8').at('1' as never)],
    [
      'first and last must be IP addresses, not networks',
      () => [...summarize_address_range(v4('10.0.0.0/8') as never, address)],
    ],
    ['10.0.0.0 and ::1 are not of the same version', () => [...summarize_address_range(address, ip_address('::1'))]],
    ['::1 and 10.0.0.0 are not of the same version', () => collapse_addresses([address, ip_address('::1')])],
    ["'10.0.0.0' is not an IP address or network", () => collapse_addresses(['10.0.0.0' as never])],
    ['1 is not an IP address or network', () => get_mixed_type_key(1 as never)],
  ] as const)('TypeError: %s', (message, call) => {
    expect(call).toThrow(new TypeError(message));
  });

  it('compare', () => {
    const [net, sub, next] = [v4('10.0.0.0/8'), v4('10.0.0.0/9'), v4('11.0.0.0/8')];
    expect([net.compare_networks(sub), next.compare_networks(sub), net.compare_networks(v4('10.0.0.0/8'))]).toEqual([
      -1, 1, 0,
    ]);
    expect([net < sub, sub < next, next < net]).toEqual([true, true, false]);
    expect([sub.subnet_of(net), net.subnet_of(sub), net.supernet_of(sub)]).toEqual([true, false, true]);
    expect([net.overlaps(sub), net.overlaps(next), net.overlaps(v6('::/0'))]).toEqual([true, false, false]);
    expect([net.equals(v4('10.0.0.0/8')), net.equals(sub), net.equals('10.0.0.0/8')]).toEqual([true, false, false]);
  });

  it('address_exclude', () => {
    expect(texts(v4('192.0.2.0/28').address_exclude(v4('192.0.2.1/32')))).toEqual([
      ...['192.0.2.8/29', '192.0.2.4/30', '192.0.2.2/31', '192.0.2.0/32'],
    ]);
    expect(texts(v4('192.0.2.0/28').address_exclude(v4('192.0.2.0/28')))).toEqual([]);
  });

  it('classes can be extended, and what they derive is of the same class', () => {
    class Site extends IPv6Network {}
    class Lan extends IPv4Network {}
    expect(inspect(new Lan('10.0.0.0/8').supernet())).toBe("Lan('10.0.0.0/7')");
    expect(inspect([...new Site('2001:db8::/32').subnets()])).toBe(
      "[ Site('2001:db8::/33'), Site('2001:db8:8000::/33') ]",
    );
  });
});

describe('many', () => {
  it('summarize_address_range', () => {
    const range = summarize_address_range(new IPv4Address('192.0.2.0'), new IPv4Address('192.0.2.130'));
    expect(texts(range)).toEqual(['192.0.2.0/25', '192.0.2.128/31', '192.0.2.130/32']);
    const [zero, all] = [new IPv4Address(0), new IPv4Address(0xffff_ffff)];
    expect(texts(summarize_address_range(zero, all))).toEqual(['0.0.0.0/0']);
    expect(texts(summarize_address_range(all, all))).toEqual(['255.255.255.255/32']);
    expect(texts(summarize_address_range(ip_address('::'), v6('::/0').at(-1)))).toEqual(['::/0']);
  });

  it('collapse_addresses', () => {
    const some = ['192.0.2.128/25', '192.0.2.0/25', '192.0.2.7/32', '192.0.3.0/24'].map(v4);
    expect(texts(collapse_addresses(some))).toEqual(['192.0.2.0/23']);
    expect(texts(collapse_addresses([...some, new IPv4Address('192.0.4.0')]))).toEqual([
      '192.0.2.0/23',
      '192.0.4.0/32',
    ]);
    expect(texts(collapse_addresses([v6('::/0'), v6('8000::/1')]))).toEqual(['::/0']);
    expect(texts(collapse_addresses([]))).toEqual([]);
  });

  it('get_mixed_type_key', () => {
    const items = ['::1', '10.0.0.0/9', '10.0.0.0/8', '::/0', '10.0.0.1', '10.0.0.0', '9.0.0.0/8'].map((text) =>
      text.includes('/') ? ip_network(text) : ip_address(text),
    );
    const keyed = items.map((item) => [get_mixed_type_key(item), String(item)] as const);
    keyed.sort(([a], [b]) => (a < b ? -1 : 1));
    expect(keyed.map(([, text]) => text)).toEqual([
      ...['9.0.0.0/8', '10.0.0.0', '10.0.0.0/8', '10.0.0.0/9', '10.0.0.1', '::/0', '::1'],
    ]);
  });
});
