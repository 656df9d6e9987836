/**
 * Several servers on one port, each in a thread, among whom the kernel shares the connections out. SO_REUSEPORT; socket(7).
 *
 *     node out/examples/socketserver_reuse_port.js
 */
import { isMainThread, threadId } from 'node:worker_threads';
import { socket, socketserver } from 'berkeley';
import { printNow } from './python.ts';

const SERVERS = 3;
const CONNECTIONS = 60;

export class WhoHandler extends socketserver.BaseRequestHandler {
  static readonly module = import.meta.url; // a thread imports it

  override handle(): void {
    this.request.sendall(Buffer.from(String(threadId)));
  }
}

export class SharedServer extends socketserver.TCPServer {
  static readonly module = import.meta.url;
  static override allow_reuse_port = true;
  static override request_queue_size = CONNECTIONS;
}

if (isMainThread) {
  const first = new SharedServer(['127.0.0.1', 0], WhoHandler);
  const others = Array.from({ length: SERVERS - 1 }, () => new SharedServer(first.server_address, WhoHandler));
  const servers = [first, ...others];
  for (const server of servers) server.serveInThread();

  const answers = Array.from({ length: CONNECTIONS }, () => {
    using s = socket.create_connection(first.server_address);
    return String(s.recv(100));
  });
  const all = new Set(answers).size === SERVERS;
  printNow(`${CONNECTIONS} connections, and each of ${SERVERS} servers had some: ${all}`);

  for (const server of servers) server.server_close();
}
