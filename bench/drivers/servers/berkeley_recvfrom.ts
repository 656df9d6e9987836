import { serveEach } from './udp.ts';

serveEach(
  (sock) => sock.recvfrom(65536),
  (sock, [data, address]) => {
    sock.sendto(data, address);
  },
);
