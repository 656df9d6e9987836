/**
 * Multicast from one sender and nobody else: source-specific multicast; RFC 4607, ip(7).
 *
 *     node out/examples/recipes/source_multicast.js
 *
 * The groups of 232.0.0.0/8 are meant for it. Here both senders are on the loopback interface.
 */
import {
  AF_INET,
  IP_ADD_SOURCE_MEMBERSHIP,
  IP_MULTICAST_ALL,
  IP_MULTICAST_IF,
  IPPROTO_IP,
  if_nametoindex,
  ip_mreq_source,
  ip_mreqn,
  SOCK_DGRAM,
  type Socket,
  socket,
} from 'berkeley/socket';

const GROUP = '232.1.1.1';

const receiver = socket(AF_INET, SOCK_DGRAM);
receiver.bind([GROUP, 0]);
// Without this Linux hands over what other sockets of this machine have joined.
receiver.setsockopt(IPPROTO_IP, IP_MULTICAST_ALL, 0);
const membership = { imr_multiaddr: GROUP, imr_interface: '127.0.0.1', imr_sourceaddr: '127.0.0.2' };
receiver.setsockopt(IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP, ip_mreq_source(membership));
receiver.settimeout(5);

function sender(address: string): Socket {
  const sock = socket(AF_INET, SOCK_DGRAM);
  sock.bind([address, 0]);
  sock.setsockopt(IPPROTO_IP, IP_MULTICAST_IF, ip_mreqn({ imr_ifindex: if_nametoindex('lo') }));
  return sock;
}

const [wanted, unwanted] = [sender('127.0.0.2'), sender('127.0.0.3')];
for (const text of ['first', 'second']) {
  unwanted.sendto(Buffer.from(`${text} of the other`), [GROUP, receiver.getsockname()[1]]);
  wanted.sendto(Buffer.from(`${text} of the source`), [GROUP, receiver.getsockname()[1]]);
}
for (let i = 0; i < 2; i++) {
  const [data, [host]] = receiver.recvfrom(100);
  console.log(`${host}: ${data}`);
}
for (const sock of [receiver, wanted, unwanted]) sock.close();
