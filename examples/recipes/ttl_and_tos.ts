/**
 * How far has a datagram come, and how was it marked? IP_RECVTTL and IP_RECVTOS; ip(7).
 *
 *     node out/examples/recipes/ttl_and_tos.js
 *
 * Each router takes one off the TTL. A protocol that only neighbours may speak sends with 255 and takes nothing less
 * (RFC 5082).
 */
import {
  AF_INET,
  CMSG_SPACE,
  IP_RECVTOS,
  IP_RECVTTL,
  IP_TOS,
  IP_TTL,
  IPPROTO_IP,
  IPTOS_LOWDELAY,
  SOCK_DGRAM,
  socket,
} from 'berkeley/socket';

const receiver = socket(AF_INET, SOCK_DGRAM);
receiver.setsockopt(IPPROTO_IP, IP_RECVTTL, 1);
receiver.setsockopt(IPPROTO_IP, IP_RECVTOS, 1);
receiver.bind(['127.0.0.1', 0]);
receiver.settimeout(5);

const sender = socket(AF_INET, SOCK_DGRAM);
for (const [ttl, tos] of [
  [255, 0],
  [64, IPTOS_LOWDELAY],
] as const) {
  sender.setsockopt(IPPROTO_IP, IP_TTL, ttl);
  sender.setsockopt(IPPROTO_IP, IP_TOS, tos);
  sender.sendto(Buffer.from('hello'), receiver.getsockname());

  const [data, ancdata] = receiver.recvmsg(100, 2 * CMSG_SPACE(4));
  for (const [level, type, value] of ancdata) {
    if (level !== IPPROTO_IP) continue;
    // The TTL is an int, the type of service one byte.
    if (type === IP_TTL) console.log(`${data}: TTL ${new Int32Array(Uint8Array.from(value).buffer)[0]}`);
    if (type === IP_TOS) console.log(`${data}: TOS 0x${value.toString('hex')}`);
  }
}
sender.close();
receiver.close();
