/**
 * A server of the `socketserver` module, and a client that it answers.
 *
 *     node out/examples/socketserver_echo_simple.js
 *
 * In Python's model the server is a thread. Here it holds up the main thread, and the client is one.
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { socket, socketserver } from 'berkeley';
import { b, printNow } from './python.ts';

class EchoRequestHandler extends socketserver.BaseRequestHandler {
  override handle(): void {
    // Echo the back to the client
    const data = this.request.recv(1024);
    this.request.send(data);
    // The model's client does this, when it has its answer.
    this.server.shutdown();
  }
}

if (isMainThread) {
  using server = new socketserver.TCPServer(['localhost', 0], EchoRequestHandler); // let the kernel assign a port
  const [ip, port] = server.server_address; // what port was assigned?

  new Worker(fileURLToPath(import.meta.url), { workerData: [ip, port] });
  server.serve_forever();
} else {
  // Connect to the server
  const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
  s.connect(workerData);

  // Send the data
  const message = b`Hello, world`;
  printNow('Sending :', message);
  const len_sent = s.send(message);

  // Receive a response
  const response = s.recv(len_sent);
  printNow('Received:', response);

  // Clean up
  s.close();
}
