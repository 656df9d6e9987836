import { DefaultSelector, EVENT_READ } from 'berkeley/selectors';
import { BlockingIOError, type Socket } from 'berkeley/socket';
import { readInput } from './control.ts';
import { listenForEcho, type Receive } from './echo.ts';

/** A connection, and how many bytes came. */
interface Connection {
  readonly sock: Socket;
  count: number;
}

/** Reads all that comes, and says at the end how many bytes that was. It never returns. */
export function serveSink(receive: Receive): never {
  const selector = new DefaultSelector();
  const listener = listenForEcho(null);
  selector.register(listener, EVENT_READ, accept);
  selector.register(0, EVENT_READ, readInput);

  for (;;) {
    for (const [key] of selector.select()) {
      const data = key.data as Connection | (() => void);
      if (typeof data === 'function') data();
      else serve(data);
    }
  }

  function accept(): void {
    const [sock] = listener.accept();
    sock.setblocking(false);
    selector.register(sock, EVENT_READ, { sock, count: 0 } satisfies Connection);
  }

  function serve(connection: Connection): void {
    const { sock } = connection;
    try {
      const { length } = receive(sock);
      connection.count += length;
      if (length > 0) return;
    } catch (error) {
      if (error instanceof BlockingIOError) return;
      throw error;
    }
    selector.unregister(sock);
    sock.send(Buffer.from(String(connection.count)));
    sock.close();
  }
}
