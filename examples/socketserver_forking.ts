/**
 * A server that handles each request in a process, itself served in a thread.
 *
 *     node out/examples/socketserver_forking.js
 */
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { socket, socketserver } from 'berkeley';
import { b, printNow, repr } from './python.ts';

export class ForkingEchoRequestHandler extends socketserver.BaseRequestHandler {
  static readonly module = import.meta.url; // a child imports it

  override handle(): void {
    // Echo the back to the client
    const data = this.request.recv(1024);
    const response = Buffer.from(`${process.pid}: ${data}`);
    this.request.send(response);
  }
}

export class ForkingEchoServer extends socketserver.ForkingMixIn(socketserver.TCPServer) {
  static readonly module = import.meta.url;
}

// A child imports this too, and its main thread runs another program.
if (isMainThread && process.argv[1] === fileURLToPath(import.meta.url)) {
  const address = ['localhost', 0] as const; // let the kernel assign a port
  const server = new ForkingEchoServer(address, ForkingEchoRequestHandler);
  const [ip, port] = server.server_address; // what port was assigned?

  server.serveInThread({ daemon: true }); // don't hang on exit
  printNow('Server loop running in process:', process.pid);

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
