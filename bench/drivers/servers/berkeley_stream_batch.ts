import { readSync } from 'node:fs';
import { StreamBatch } from 'berkeley/selectors';
import { AF_INET, IPPROTO_TCP, TCP_NODELAY } from 'berkeley/socket';
import { listenForEcho } from './echo.ts';

const batch = new StreamBatch();
const listener = listenForEcho();
// Connections inherit it.
if (listener.family === AF_INET) listener.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
batch.accept(listener);
// Not process.stdin, which would read from it by itself.
batch.watch(0);

for (;;) {
  const count = batch.wait();
  for (let i = 0; i < count; i++) {
    const kind = batch.kind(i);
    if (kind === 'data') batch.reply(i);
    else if (kind === 'end') batch.stream(i).close();
    else if (kind === 'ready' && readSync(0, Buffer.alloc(1)) === 0) process.exit();
  }
}
