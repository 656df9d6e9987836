import { DefaultSelector, EVENT_READ } from 'berkeley/selectors';
import { AF_INET, BlockingIOError, SOCK_DGRAM, type Socket, socket } from 'berkeley/socket';
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

/** How many datagrams are served before whatever else is registered has its turn. */
const TURN = 64;

/**
 * The same, datagram by datagram: those that have come, and only then a wait for more, as in a receive that blocks. It never
 * returns.
 */
export function serveEach<Datagram>(
  receive: (sock: Socket) => Datagram,
  answer: (sock: Socket, datagram: Datagram) => void,
): never {
  return serveUdp((sock) => {
    for (let i = 0; i < TURN; i++) {
      let datagram: Datagram;
      try {
        datagram = receive(sock);
      } catch (error) {
        if (error instanceof BlockingIOError) return;
        throw error;
      }
      answer(sock, datagram);
    }
  });
}
