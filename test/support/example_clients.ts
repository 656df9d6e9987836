import { AF_INET, SO_LINGER, SO_RCVBUF, SOCK_STREAM, SOL_SOCKET, type Socket, socket } from 'berkeley/socket';

/** Seconds after which a client of a test gives up: what it waits for should be there at once. */
const PATIENCE = 10;

const open = new Set<Socket>();

/**
 * Connects to a server on this machine. `closeClients` closes it at the latest.
 *
 * @param buffer - how many bytes the kernel is to keep of what is not read.
 */
export function connectTo(port: string, buffer?: number): Socket {
  const sock = kept(socket(AF_INET, SOCK_STREAM));
  if (buffer !== undefined) sock.setsockopt(SOL_SOCKET, SO_RCVBUF, buffer);
  sock.connect(['localhost', Number(port)]);
  return sock;
}

/** Has `closeClients` close it too; and it does not wait without end. */
export function kept(sock: Socket): Socket {
  sock.settimeout(PATIENCE);
  open.add(sock);
  return sock;
}

/** Receives until there are so many bytes. */
export function receiveExactly(sock: Socket, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let received = 0; received < length; ) {
    const now = sock.recv_into(bytes.subarray(received));
    if (now === 0) throw new Error(`the server hung up after ${received} of ${length} bytes`);
    received += now;
  }
  return bytes;
}

/** Breaks the connection off: the other end gets no end of file, but a reset. */
export function reset(sock: Socket): void {
  // struct linger: on, for 0 seconds.
  sock.setsockopt(SOL_SOCKET, SO_LINGER, Int32Array.of(1, 0));
  sock.close();
}

/** For `afterEach`. */
export function closeClients(): void {
  for (const sock of open) sock.close();
  open.clear();
}
