import { Worker } from 'node:worker_threads';
import { IPPROTO_TCP, OSError, TCP_NODELAY } from 'berkeley/socket';
import { listenForEcho, recvInto } from './echo.ts';

// Blocking calls and nothing else: one connection after the other. The thread that has them cannot look at its standard
// input, so that another one does.
new Worker("while (require('node:fs').readSync(0, Buffer.alloc(1)) > 0); process.kill(process.pid);", { eval: true });

const listener = listenForEcho();
listener.setblocking(true);
for (;;) {
  const [sock] = listener.accept();
  sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
  try {
    for (let data = recvInto(sock); data.length > 0; data = recvInto(sock)) sock.sendall(data);
  } catch (error) {
    // The peer is gone.
    if (!(error instanceof OSError)) throw error;
  }
  sock.close();
}
