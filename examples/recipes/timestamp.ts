/**
 * When did a datagram arrive, to the nanosecond, however late the program reads it? SO_TIMESTAMPNS; socket(7).
 *
 *     node out/examples/recipes/timestamp.js
 */
import {
  AF_INET,
  CMSG_SPACE,
  SCM_TIMESTAMPNS,
  SO_TIMESTAMPNS,
  SOCK_DGRAM,
  SOL_SOCKET,
  socket,
  timespec,
} from 'berkeley/socket';

const receiver = socket(AF_INET, SOCK_DGRAM);
receiver.setsockopt(SOL_SOCKET, SO_TIMESTAMPNS, 1);
receiver.bind(['127.0.0.1', 0]);
receiver.settimeout(5);
const sender = socket(AF_INET, SOCK_DGRAM);

for (let i = 0; i < 2; i++) sender.sendto(Buffer.from('tick'), receiver.getsockname());

const times = [0, 1].map(() => {
  const [, ancdata] = receiver.recvmsg(100, CMSG_SPACE(timespec.size));
  const [, , data] = ancdata.find(([level, type]) => level === SOL_SOCKET && type === SCM_TIMESTAMPNS)!;
  const { tv_sec, tv_nsec } = timespec.unpack(data);
  return BigInt(tv_sec) * 1_000_000_000n + BigInt(tv_nsec);
});
const [first, second] = times as [bigint, bigint];
console.log('arrived:', new Date(Number(first / 1_000_000n)).toISOString());
console.log(`the second came ${second - first} nanoseconds later`);
sender.close();
receiver.close();
