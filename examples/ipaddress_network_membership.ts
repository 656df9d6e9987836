import * as ipaddress from 'berkeley/ipaddress';

const NETWORKS = [ipaddress.ip_network('10.9.0.0/24'), ipaddress.ip_network('fdfd:87b5:b475:5e3e::/64')];

const ADDRESSES = [
  ipaddress.ip_address('10.9.0.6'),
  ipaddress.ip_address('10.7.0.31'),
  ipaddress.ip_address('fdfd:87b5:b475:5e3e:b1bc:e121:a8eb:14aa'),
  ipaddress.ip_address('fe80::3840:c439:b25e:63b0'),
];

for (const ip of ADDRESSES) {
  const net = NETWORKS.find((candidate) => candidate.has(ip));
  console.log(net === undefined ? `${ip}\nis not on a known network` : `${ip}\nis on ${net}`);
  console.log();
}
