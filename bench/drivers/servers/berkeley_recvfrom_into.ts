import { BULK } from '../../types.ts';
import { bulkDatagram, isBulk, serveEach } from './udp.ts';

const buffer = Buffer.allocUnsafeSlow(65536);
// Datagrams are often as long as the one before, so the view of the last length is kept.
let view = buffer.subarray(0, 0);

serveEach(
  (sock) => sock.recvfrom_into(buffer),
  (sock, [length, address]) => {
    if (isBulk) {
      for (let i = 0; i < BULK.datagrams; i++) sock.sendto(bulkDatagram, address);
      return;
    }
    if (length !== view.length) view = buffer.subarray(0, length);
    sock.sendto(view, address);
  },
);
