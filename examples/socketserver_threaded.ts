/**
 * A server that handles each request in a thread, itself served in a thread.
 *
 *     node out/examples/socketserver_threaded.js
 */
import { isMainThread, threadId } from 'node:worker_threads';
import { socket, socketserver } from 'berkeley';
import { b, printNow, repr } from './python.ts';

export class ThreadedEchoRequestHandler extends socketserver.BaseRequestHandler {
  static readonly module = import.meta.url; // a thread imports it

  override handle(): void {
    // Echo the back to the client
    const data = this.request.recv(1024);
    const response = Buffer.from(`Thread-${threadId}: ${data}`);
    this.request.send(response);
  }
}

export class ThreadedEchoServer extends socketserver.ThreadingMixIn(socketserver.TCPServer) {
  static readonly module = import.meta.url;
}

if (isMainThread) {
  const address = ['localhost', 0] as const; // let the kernel assign a port
  const server = new ThreadedEchoServer(address, ThreadedEchoRequestHandler);
  const [ip, port] = server.server_address; // what port was assigned?

  const t = server.serveInThread({ daemon: true }); // don't hang on exit
  printNow('Server loop running in thread:', `Thread-${t.threadId}`);

  // Connect to the server
  const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
  s.connect([ip, port]);

  // Send the data
  const message = b`Hello, world`;
  printNow(`Sending : ${repr(message)}`);
  s.send(message);

  // Receive a response
  const response = s.recv(1024);
  printNow(`Received: ${repr(response)}`);

  // Clean up
  server.shutdown();
  s.close();
  server.socket.close();
}
