// What IANA's registries say of an address.
import { describe, expect, it } from 'vitest';
import { IPv6Address, ip_address } from '../../lib/ipaddress.ts';

describe('the special-purpose registries', () => {
  const flags = (text: string) => {
    const { is_private, is_global } = ip_address(text);
    return is_private ? 'private' : is_global ? 'global' : 'neither';
  };

  it.each([
    ['100.64.0.1', 'neither'],
    ['::ffff:100.64.0.1', 'neither'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:8.8.8.8', 'global'],
    ['192.0.0.8', 'private'],
    ['192.0.0.9', 'global'],
    ['192.0.0.11', 'private'],
    ['192.88.99.1', 'global'],
    ['192.88.99.2', 'private'],
    ['224.0.0.1', 'global'],
    ['64:ff9b::1', 'global'],
    ['64:ff9b:1::1', 'private'],
    ['100:0:0:1::1', 'private'],
    ['100:0:0:2::1', 'global'],
    ['2001:1::1', 'global'],
    ['2001:1::3', 'global'],
    ['2001:1::4', 'private'],
    ['2001:20::', 'global'],
    ['2001:db8::', 'private'],
    ['2002::', 'private'],
    ['3fff::1', 'private'],
    ['3fff:fff:ffff::', 'private'],
    ['3fff:1000::', 'global'],
    ['5eff::', 'global'],
    ['5f00::1', 'private'],
    ['fd00::1', 'private'],
    ['fec0::1', 'global'],
  ])('%s is %s', (text, expected) => {
    expect(flags(text)).toBe(expected);
  });

  it('a mapped address is what its IPv4 address is', () => {
    const mapped = (text: string) => new IPv6Address(`::ffff:${text}`);
    expect(mapped('127.0.0.1').is_loopback).toBe(true);
    expect(mapped('224.0.0.1').is_multicast).toBe(true);
    expect(mapped('169.254.0.1').is_link_local).toBe(true);
    expect(mapped('0.0.0.0').is_unspecified).toBe(true);
    expect([mapped('240.0.0.1').is_reserved, mapped('8.8.8.8').is_reserved]).toEqual([true, false]);
  });
});
