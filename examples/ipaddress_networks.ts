import * as ipaddress from 'berkeley/ipaddress';

const NETWORKS = ['10.9.0.0/24', 'fdfd:87b5:b475:5e3e::/64'];

for (const n of NETWORKS) {
  const net = ipaddress.ip_network(n);
  console.log(net);
  console.log(` is private: ${net.is_private ? 'True' : 'False'}`);
  console.log(` broadcast: ${net.broadcast_address}`);
  console.log(` compressed: ${net.compressed}`);
  console.log(` with netmask: ${net.with_netmask}`);
  console.log(` with hostmask: ${net.with_hostmask}`);
  console.log(` num addresses: ${net.num_addresses}`);
  console.log();
}
