import { MessageBatch } from 'berkeley/socket';
import { BULK } from '../../types.ts';
import { bulkDatagram, isBulk, serveUdp } from './udp.ts';

const requests = new MessageBatch(64, 2048);
const replies = new MessageBatch(BULK.datagrams, BULK.bytes);

serveUdp((sock) => {
  const count = sock.recvmmsg(requests);
  if (!isBulk) {
    for (let sent = 0; sent < count; ) sent += sock.sendmmsg(requests, sent);
    return;
  }
  for (let i = 0; i < count; i++) {
    const address = requests.address(i);
    replies.clear();
    for (let n = 0; n < BULK.datagrams; n++) replies.add(bulkDatagram, address);
    for (let sent = 0; sent < replies.count; ) sent += sock.sendmmsg(replies, sent);
  }
});
