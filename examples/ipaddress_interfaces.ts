import * as ipaddress from 'berkeley/ipaddress';

const ADDRESSES = ['10.9.0.6/24', 'fdfd:87b5:b475:5e3e:b1bc:e121:a8eb:14aa/64'];

for (const ip of ADDRESSES) {
  const iface = ipaddress.ip_interface(ip);
  console.log(iface);
  console.log(`network:\n  ${iface.network}`);
  console.log(`ip:\n  ${iface.ip}`);
  console.log(`IP with prefixlen:\n  ${iface.with_prefixlen}`);
  console.log(`netmask:\n  ${iface.with_netmask}`);
  console.log(`hostmask:\n  ${iface.with_hostmask}`);
  console.log();
}
