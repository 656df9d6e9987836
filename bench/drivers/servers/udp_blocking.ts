import { AF_INET, SOCK_DGRAM, type Socket, socket } from 'berkeley/socket';
import { endWithInputInThread } from './control.ts';

/** Echoes one datagram after the other on a socket that blocks, with the calls of `native/echo_udp.c`. It never returns. */
export function serveBlocking(echo: (sock: Socket) => void): never {
  endWithInputInThread();
  const sock = socket(AF_INET, SOCK_DGRAM);
  sock.bind(['127.0.0.1', 0]);
  console.log(`listening ${sock.getsockname()[1]}`);
  for (;;) echo(sock);
}
