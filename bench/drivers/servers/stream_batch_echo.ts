import { StreamBatch } from 'berkeley/selectors';
import { AF_INET, IPPROTO_TCP, TCP_NODELAY } from 'berkeley/socket';
import { readInput } from './control.ts';
import { listenForEcho } from './echo.ts';

/**
 * An echo server in batches. It never returns.
 *
 * @param spin - for how many microseconds it looks before it sleeps.
 */
export function serveEcho(spin = 0): never {
  const batch = new StreamBatch({ spin });
  const listener = listenForEcho();
  // Connections inherit it.
  if (listener.family === AF_INET) listener.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
  batch.accept(listener);
  batch.watch(0);

  for (;;) {
    const count = batch.wait();
    for (let i = 0; i < count; i++) {
      const kind = batch.kind(i);
      if (kind === 'data') batch.reply(i);
      else if (kind === 'end') batch.stream(i).close();
      else if (kind === 'ready') readInput();
    }
  }
}
