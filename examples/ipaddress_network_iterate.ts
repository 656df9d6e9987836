import * as ipaddress from 'berkeley/ipaddress';

const NETWORKS = ['10.9.0.0/24', 'fdfd:87b5:b475:5e3e::/64'];

for (const n of NETWORKS) {
  const net = ipaddress.ip_network(n);
  console.log(net);
  let i = 0;
  for (const ip of net) {
    if (i++ === 3) break;
    console.log(`${ip}`);
  }
  console.log();
}
