import type { Socket } from 'berkeley/promises';
import { IPPROTO_TCP, OSError, SOMAXCONN, TCP_NODELAY } from 'berkeley/socket';
import { AsyncMixIn, BaseRequestHandler, TCPServer, UnixStreamServer } from 'berkeley/socketserver';
import { endWithInput, setCongestion } from './control.ts';

class Echo extends BaseRequestHandler<Socket> {
  override async handle(): Promise<void> {
    try {
      for await (const chunk of this.request) await this.request.sendall(chunk);
    } catch (error) {
      // The peer is gone: a reset, a broken pipe.
      if (!(error instanceof OSError)) throw error;
    }
  }
}

class EchoWithoutDelay extends Echo {
  override setup(): void {
    this.request.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
  }
}

class Server extends AsyncMixIn(TCPServer) {
  static override request_queue_size = SOMAXCONN;
}

class UnixServer extends AsyncMixIn(UnixStreamServer) {
  static override request_queue_size = SOMAXCONN;
}

const path = process.argv[2];
const server = path === undefined ? new Server(['127.0.0.1', 0], EchoWithoutDelay) : new UnixServer(path, Echo);
setCongestion(server.socket);
endWithInput();
const name = server.socket.getsockname();
console.log(`listening ${Array.isArray(name) ? name[1] : name}`);
await server.serve_forever();
