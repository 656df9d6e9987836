import { readSync } from 'node:fs';
import { DefaultSelector, EVENT_READ, EVENT_WRITE } from 'berkeley/selectors';
import { Connection, listenForEcho, type Receive } from './echo.ts';

/** An echo server written as for Python's `selectors`: a key's data says what is ready. It never returns. */
export function serveEcho(receive: Receive): never {
  const selector = new DefaultSelector();
  const listener = listenForEcho();
  selector.register(listener, EVENT_READ, accept);
  // Not process.stdin, which would read from it by itself.
  selector.register(0, EVENT_READ, endWithInput);

  for (;;) {
    for (const [key] of selector.select()) {
      const data = key.data as Connection | (() => void);
      if (data instanceof Connection) serve(data);
      else data();
    }
  }

  function accept(): void {
    const connection = Connection.accept(listener);
    if (connection !== null) selector.register(connection.sock, EVENT_READ, connection);
  }

  function serve(connection: Connection): void {
    const change = connection.serve(receive);
    if (change === null) return;
    if (change === 'close') {
      selector.unregister(connection.sock);
      connection.sock.close();
    } else {
      selector.modify(connection.sock, change === 'read' ? EVENT_READ : EVENT_WRITE, connection);
    }
  }
}

function endWithInput(): void {
  if (readSync(0, Buffer.alloc(1)) === 0) process.exit();
}
