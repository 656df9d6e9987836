import { serveBlocking } from './udp_blocking.ts';

serveBlocking((sock) => {
  const [data, address] = sock.recvfrom(65536);
  sock.sendto(data, address);
});
