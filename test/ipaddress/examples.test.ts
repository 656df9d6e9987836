// The tutorial's programs, as built, print what CPython prints for the originals.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const V6 = 'fdfd:87b5:b475:5e3e';

const printed: Readonly<Record<string, string>> = {
  ipaddress_addresses: `IPv4Address('10.9.0.6')
 IP version: 4
 is private: True
 packed form: b'0a090006'
 integer: 168361990

IPv6Address('${V6}:b1bc:e121:a8eb:14aa')
 IP version: 6
 is private: True
 packed form: b'fdfd87b5b4755e3eb1bce121a8eb14aa'
 integer: 337611086560236126439725644408160982186

`,
  ipaddress_networks: `IPv4Network('10.9.0.0/24')
 is private: True
 broadcast: 10.9.0.255
 compressed: 10.9.0.0/24
 with netmask: 10.9.0.0/255.255.255.0
 with hostmask: 10.9.0.0/0.0.0.255
 num addresses: 256

IPv6Network('${V6}::/64')
 is private: True
 broadcast: ${V6}:ffff:ffff:ffff:ffff
 compressed: ${V6}::/64
 with netmask: ${V6}::/ffff:ffff:ffff:ffff::
 with hostmask: ${V6}::/::ffff:ffff:ffff:ffff
 num addresses: 18446744073709551616

`,
  ipaddress_network_iterate: `IPv4Network('10.9.0.0/24')
10.9.0.0
10.9.0.1
10.9.0.2

IPv6Network('${V6}::/64')
${V6}::
${V6}::1
${V6}::2

`,
  ipaddress_network_iterate_hosts: `IPv4Network('10.9.0.0/24')
10.9.0.1
10.9.0.2
10.9.0.3

IPv6Network('${V6}::/64')
${V6}::1
${V6}::2
${V6}::3

`,
  ipaddress_network_membership: `10.9.0.6
is on 10.9.0.0/24

10.7.0.31
is not on a known network

${V6}:b1bc:e121:a8eb:14aa
is on ${V6}::/64

fe80::3840:c439:b25e:63b0
is not on a known network

`,
  ipaddress_interfaces: `IPv4Interface('10.9.0.6/24')
network:
  10.9.0.0/24
ip:
  10.9.0.6
IP with prefixlen:
  10.9.0.6/24
netmask:
  10.9.0.6/255.255.255.0
hostmask:
  10.9.0.6/0.0.0.255

IPv6Interface('${V6}:b1bc:e121:a8eb:14aa/64')
network:
  ${V6}::/64
ip:
  ${V6}:b1bc:e121:a8eb:14aa
IP with prefixlen:
  ${V6}:b1bc:e121:a8eb:14aa/64
netmask:
  ${V6}:b1bc:e121:a8eb:14aa/ffff:ffff:ffff:ffff::
hostmask:
  ${V6}:b1bc:e121:a8eb:14aa/::ffff:ffff:ffff:ffff

`,
};

it.each(Object.keys(printed))('%s', (name) => {
  const program = fileURLToPath(new URL(`../../out/examples/${name}.js`, import.meta.url));
  expect(execFileSync(process.execPath, [program], { encoding: 'utf8' })).toBe(printed[name]);
});
