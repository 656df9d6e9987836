import * as ipaddress from 'berkeley/ipaddress';

const ADDRESSES = ['10.9.0.6', 'fdfd:87b5:b475:5e3e:b1bc:e121:a8eb:14aa'];

for (const ip of ADDRESSES) {
  const addr = ipaddress.ip_address(ip);
  console.log(addr);
  console.log(` IP version: ${addr.version}`);
  console.log(` is private: ${addr.is_private ? 'True' : 'False'}`);
  console.log(` packed form: b'${addr.packed.toString('hex')}'`);
  console.log(` integer: ${addr.valueOf()}`);
  console.log();
}
