/**
 * Which address was this datagram sent to? IP_PKTINFO; ip(7).
 *
 *     node out/examples/recipes/packet_info.js
 *
 * A server that is bound to every address must answer from the one that it was asked at, or the client does not know the
 * answer. The same ancillary data, sent, says which it is.
 */
import {
  AF_INET,
  CMSG_SPACE,
  IP_PKTINFO,
  IPPROTO_IP,
  if_indextoname,
  in_pktinfo,
  SOCK_DGRAM,
  socket,
} from 'berkeley/socket';

const server = socket(AF_INET, SOCK_DGRAM);
server.setsockopt(IPPROTO_IP, IP_PKTINFO, 1);
server.bind(['0.0.0.0', 0]);
server.settimeout(5);
const [, port] = server.getsockname();

const client = socket(AF_INET, SOCK_DGRAM);
client.bind(['127.0.0.1', 0]);
client.settimeout(5);

for (const host of ['127.0.0.1', '127.1.2.3']) {
  client.sendto(Buffer.from('which address is this?'), [host, port]);

  const [, ancdata, , from] = server.recvmsg(100, CMSG_SPACE(in_pktinfo.size));
  const [, , data] = ancdata.find(([level, type]) => level === IPPROTO_IP && type === IP_PKTINFO)!;
  const { ipi_addr, ipi_ifindex } = in_pktinfo.unpack(data);
  console.log(`asked at ${ipi_addr}, on ${if_indextoname(ipi_ifindex)}`);

  const source = in_pktinfo({ ipi_spec_dst: ipi_addr });
  server.sendmsg([Buffer.from('this')], [[IPPROTO_IP, IP_PKTINFO, source]], 0, from);
  const [answer, [answered]] = client.recvfrom(100);
  console.log(`answer from ${answered}: ${answer}`);
}
server.close();
client.close();
