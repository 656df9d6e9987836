import {
  AF_INET,
  AF_UNIX,
  BlockingIOError,
  IPPROTO_TCP,
  OSError,
  SOCK_STREAM,
  SOMAXCONN,
  type Socket,
  socket,
  TCP_NODELAY,
} from 'berkeley/socket';
import { setCongestion } from './control.ts';

/**
 * Reads once from a ready connection, and returns what came: nothing when the peer has closed. The bytes need to stay
 * as they are only until the next call.
 */
export type Receive = (sock: Socket) => Buffer;

/** Every message in a Buffer of its own. */
export const recv: Receive = (sock) => sock.recv(65536);

const buffer = Buffer.allocUnsafeSlow(65536);
// Messages are often as long as the one before, so the view of the last length is kept.
let view = buffer.subarray(0, 0);

/** Every message in one buffer for all connections. */
export const recvInto: Receive = (sock) => {
  const length = sock.recv_into(buffer);
  if (length !== view.length) view = buffer.subarray(0, length);
  return view;
};

/**
 * Listens, and says where.
 *
 * @param path a Unix socket's, which the command line names; `null` or none for a free port of 127.0.0.1.
 */
export function listenForEcho(path: string | null = process.argv[2] ?? null): Socket {
  const listener = socket(path === null ? AF_INET : AF_UNIX, SOCK_STREAM);
  listener.bind(path ?? ['127.0.0.1', 0]);
  setCongestion(listener);
  listener.listen(SOMAXCONN);
  listener.setblocking(false);
  const name = listener.getsockname();
  console.log(`listening ${Array.isArray(name) ? name[1] : name}`);
  return listener;
}

/** What is to change: the connection waits for a request, or for room for a reply, or is over. `null` for nothing. */
export type Change = 'read' | 'write' | 'close' | null;

/** An open connection, and what it could not take yet of the last reply. */
export class Connection {
  readonly sock: Socket;
  #rest: Buffer | null = null;

  constructor(sock: Socket) {
    this.sock = sock;
  }

  /** The next connection of a listener that is ready; `null` if it is gone already. */
  static accept(listener: Socket): Connection | null {
    let sock: Socket;
    try {
      [sock] = listener.accept();
    } catch (error) {
      if (error instanceof BlockingIOError) return null;
      throw error;
    }
    sock.setblocking(false);
    if (sock.family === AF_INET) sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
    return new Connection(sock);
  }

  /** Does what the connection is ready for. */
  serve(receive: Receive): Change {
    try {
      return this.#rest === null ? this.#echo(receive) : this.#sendRest(this.#rest);
    } catch (error) {
      if (error instanceof BlockingIOError) return null;
      if (!(error instanceof OSError)) throw error;
      // The peer is gone: a reset, a broken pipe.
      return 'close';
    }
  }

  #echo(receive: Receive): Change {
    const data = receive(this.sock);
    if (data.length === 0) return 'close';
    const sent = sendSome(this.sock, data);
    if (sent === data.length) return null;
    // A copy: the bytes may be overwritten by the next connection's.
    this.#rest = Buffer.from(data.subarray(sent));
    return 'write';
  }

  #sendRest(rest: Buffer): Change {
    const sent = sendSome(this.sock, rest);
    this.#rest = sent < rest.length ? rest.subarray(sent) : null;
    return this.#rest === null ? 'read' : null;
  }
}

/** Sends what the connection can take, which may be nothing. */
function sendSome(sock: Socket, data: Buffer): number {
  try {
    return sock.send(data);
  } catch (error) {
    if (error instanceof BlockingIOError) return 0;
    throw error;
  }
}
