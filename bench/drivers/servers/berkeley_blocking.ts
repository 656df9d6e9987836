import { IPPROTO_TCP, OSError, TCP_NODELAY } from 'berkeley/socket';
import { endWithInputInThread } from './control.ts';
import { listenForEcho, recvInto } from './echo.ts';

// Blocking calls and nothing else: one connection after the other.
endWithInputInThread();

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
