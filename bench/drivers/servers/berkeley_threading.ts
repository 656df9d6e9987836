import { isMainThread } from 'node:worker_threads';
import { IPPROTO_TCP, OSError, SOMAXCONN, TCP_NODELAY } from 'berkeley/socket';
import { BaseRequestHandler, TCPServer, ThreadingMixIn } from 'berkeley/socketserver';
import { endWithInputInThread } from './control.ts';

export class Echo extends BaseRequestHandler {
  static readonly module = import.meta.url;

  override handle(): void {
    const sock = this.request;
    sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
    try {
      for (let data = sock.recv(65536); data.length > 0; data = sock.recv(65536)) sock.sendall(data);
    } catch (error) {
      // The peer is gone: a reset, a broken pipe.
      if (!(error instanceof OSError)) throw error;
    }
  }
}

class Server extends ThreadingMixIn(TCPServer) {
  static override request_queue_size = SOMAXCONN;
}

if (isMainThread) {
  endWithInputInThread();
  const server = new Server(['127.0.0.1', 0], Echo);
  console.log(`listening ${server.socket.getsockname()[1]}`);
  server.serve_forever();
}
