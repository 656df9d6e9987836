import { EPOLLIN, EPOLLOUT, epoll } from 'berkeley/select';
import { readInput } from './control.ts';
import { Connection, listenForEcho, type Receive } from './echo.ts';

const stdinFd = 0;

/** An echo server on one level-triggered epoll, with the system calls of `native/echo_epoll.c`. It never returns. */
export function serveEcho(receive: Receive): never {
  const ep = epoll();
  const listener = listenForEcho();
  const listenerFd = listener.fileno();
  ep.register(listener, EPOLLIN);
  ep.register(stdinFd, EPOLLIN);
  const connections: (Connection | undefined)[] = [];

  for (;;) {
    for (const [fd] of ep.poll()) {
      const connection = connections[fd];
      if (connection !== undefined) serve(connection, fd);
      else if (fd === listenerFd) accept();
      else readInput();
    }
  }

  function accept(): void {
    const connection = Connection.accept(listener);
    if (connection === null) return;
    ep.register(connection.sock, EPOLLIN);
    connections[connection.sock.fileno()] = connection;
  }

  function serve(connection: Connection, fd: number): void {
    const change = connection.serve(receive);
    if (change === null) return;
    if (change === 'close') {
      connections[fd] = undefined;
      // Closing it takes it out of the epoll set, as in C.
      connection.sock.close();
    } else {
      ep.modify(fd, change === 'read' ? EPOLLIN : EPOLLOUT);
    }
  }
}
