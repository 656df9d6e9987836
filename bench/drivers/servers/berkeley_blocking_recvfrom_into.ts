import { serveBlocking } from './udp_blocking.ts';

const buffer = Buffer.allocUnsafeSlow(65536);
// Datagrams are often as long as the one before, so the view of the last length is kept.
let view = buffer.subarray(0, 0);

serveBlocking((sock) => {
  const [length, address] = sock.recvfrom_into(buffer);
  if (length !== view.length) view = buffer.subarray(0, length);
  sock.sendto(view, address);
});
