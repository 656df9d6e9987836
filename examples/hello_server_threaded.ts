/**
 * Greets by name: `Hello, Michael!` for `Michael`, until the client says `exit`. Each client has a thread.
 *
 *     node out/examples/hello_server_threaded.js [--host 127.0.0.1] [--port 9999] [--delay 1]
 *
 * It thinks for a second, or for as many as `--delay` says, before each answer. The model makes its threads itself; here the
 * server does.
 */
import { isMainThread } from 'node:worker_threads';
import { socketserver } from 'berkeley';
import { announceFreePort, commandLine } from './command_line.ts';
import { b, print, sleep } from './python.ts';

export class TcpLink extends socketserver.BaseRequestHandler {
  static readonly module = import.meta.url;

  override handle(): void {
    const sock = this.request;
    const { delay } = this.server as unknown as { delay: number };
    const from = this.client_address.join(':');
    print(`Accept new connection from ${from}…`);
    sock.send(b`Welcome!`);
    while (true) {
      const data = sock.recv(1024);
      sleep(delay);
      if (data.length === 0 || data.toString() === 'exit') break;
      sock.send(Buffer.from(`Hello, ${data}!`));
    }
    sock.close();
    print(`Connection from ${from} closed.`);
  }
}

class HelloServer extends socketserver.ThreadingTCPServer {
  /** A field, which goes to the threads. */
  delay = 1;
}

if (isMainThread) {
  const { host, port, delay } = commandLine({ host: '127.0.0.1', port: 9999, delay: 1 });
  const server = new HelloServer([host, port], TcpLink);
  server.delay = delay;
  announceFreePort(server.socket, port);
  print('Waiting for connection…');
  server.serve_forever();
}
