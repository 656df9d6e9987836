import { MessageBatch } from 'berkeley/socket';
import { BULK } from '../../types.ts';
import { bulkDatagram, serveUdp } from './udp.ts';

// A message holds 65,507 bytes at most: two of them make up a reply.
const SEGMENTS = BULK.datagrams / 2;
const requests = new MessageBatch(64, 2048);
const replies = new MessageBatch(2, SEGMENTS * BULK.bytes);
const message = Buffer.concat(Array.from({ length: SEGMENTS }, () => bulkDatagram));
for (let i = 0; i < 2; i++) replies.add(message, null, BULK.bytes);

serveUdp((sock) => {
  const count = sock.recvmmsg(requests);
  for (let i = 0; i < count; i++) {
    const address = requests.address(i);
    for (let n = 0; n < 2; n++) replies.setAddress(n, address);
    for (let sent = 0; sent < 2; ) sent += sock.sendmmsg(replies, sent);
  }
});
