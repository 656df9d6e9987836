import { DefaultSelector, EVENT_READ, EVENT_WRITE } from 'berkeley/selectors';
import { capabilities } from 'berkeley/socket';
import { endWithInputInThread, readInput } from './control.ts';
import { Connection, listenForEcho, type Receive } from './echo.ts';

/**
 * An echo server written as for Python's `selectors`: a key's data says what is ready. It never returns.
 *
 * @param spin - for how many microseconds it looks before it sleeps.
 */
export function serveEcho(receive: Receive, spin = 0): never {
  const selector = new DefaultSelector({ spin });
  const listener = listenForEcho();
  selector.register(listener, EVENT_READ, accept);
  // Without the addon a selector waits for sockets only.
  if (!capabilities.fileDescriptors) endWithInputInThread();
  else selector.register(0, EVENT_READ, readInput);

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
