import { DefaultSelector, EVENT_READ } from 'berkeley/selectors';
import { AF_INET, SOCK_DGRAM, type Socket, socket } from 'berkeley/socket';
import { BULK } from '../../types.ts';
import { readInput } from './control.ts';

/** Whether to send datagrams for those that ask, in place of an echo. */
export const isBulk = process.argv[2] === 'bulk';

/** One of the datagrams that are sent for a request. */
export const bulkDatagram = Buffer.from(Array.from({ length: BULK.bytes }, (_, i) => i & 0xff));

/** Serves on a free port of 127.0.0.1. It never returns. */
export function serveUdp(ready: (sock: Socket) => void): never {
  const sock = socket(AF_INET, SOCK_DGRAM);
  sock.bind(['127.0.0.1', 0]);
  sock.setblocking(false);
  const selector = new DefaultSelector();
  selector.register(sock, EVENT_READ);
  selector.register(0, EVENT_READ);
  console.log(`listening ${sock.getsockname()[1]}`);
  for (;;) {
    for (const [key] of selector.select()) {
      if (key.fileobj === sock) ready(sock);
      else readInput();
    }
  }
}
