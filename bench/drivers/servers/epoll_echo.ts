import { readSync } from 'node:fs';
import { EPOLLIN, EPOLLOUT, epoll } from 'berkeley/select';
import {
  AF_INET,
  BlockingIOError,
  IPPROTO_TCP,
  OSError,
  SOCK_STREAM,
  type Socket,
  socket,
  TCP_NODELAY,
} from 'berkeley/socket';

// Not process.stdin, which would read from it by itself.
const stdinFd = 0;

/** An open connection, and what it could not take yet of the last reply. */
interface Connection {
  readonly sock: Socket;
  rest: Buffer | null;
}

/**
 * A TCP echo server on one level-triggered epoll, with the system calls of `native/echo_epoll.c`. It never returns.
 *
 * @param receive Reads once from a ready connection, and returns what came: nothing when the peer has closed. The
 *   bytes need to stay as they are only until the next call.
 */
export function serveEcho(receive: (sock: Socket) => Buffer): never {
  const listener = socket(AF_INET, SOCK_STREAM);
  listener.bind(['127.0.0.1', 0]);
  listener.listen();
  listener.setblocking(false);
  console.log(`listening ${listener.getsockname()[1]}`);

  const ep = epoll();
  const listenerFd = listener.fileno();
  ep.register(listener, EPOLLIN);
  ep.register(stdinFd, EPOLLIN);
  const connections: (Connection | undefined)[] = [];

  for (;;) {
    for (const [fd] of ep.poll()) {
      const connection = connections[fd];
      if (connection === undefined) {
        if (fd === listenerFd) accept();
        else if (readSync(fd, Buffer.alloc(1)) === 0) process.exit();
        continue;
      }
      try {
        if (connection.rest !== null) sendRest(connection, connection.rest);
        else echo(connection, fd);
      } catch (error) {
        if (error instanceof BlockingIOError) continue;
        if (!(error instanceof OSError)) throw error;
        // The peer is gone: a reset, a broken pipe.
        drop(connection, fd);
      }
    }
  }

  function accept(): void {
    let sock: Socket;
    try {
      [sock] = listener.accept();
    } catch (error) {
      if (error instanceof BlockingIOError) return;
      throw error;
    }
    sock.setblocking(false);
    sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
    ep.register(sock, EPOLLIN);
    connections[sock.fileno()] = { sock, rest: null };
  }

  function drop(connection: Connection, fd: number): void {
    connections[fd] = undefined;
    ep.unregister(fd);
    connection.sock.close();
  }

  function echo(connection: Connection, fd: number): void {
    const data = receive(connection.sock);
    if (data.length === 0) {
      drop(connection, fd);
      return;
    }
    const sent = sendSome(connection.sock, data);
    if (sent === data.length) return;
    // A copy: the bytes may be overwritten by the next connection's.
    connection.rest = Buffer.from(data.subarray(sent));
    ep.modify(fd, EPOLLOUT);
  }

  function sendRest(connection: Connection, rest: Buffer): void {
    const sent = sendSome(connection.sock, rest);
    connection.rest = sent < rest.length ? rest.subarray(sent) : null;
    if (connection.rest === null) ep.modify(connection.sock.fileno(), EPOLLIN);
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
