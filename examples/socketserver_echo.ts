/**
 * What a server of the `socketserver` module calls, in which order, to answer a client.
 *
 *     node out/examples/socketserver_echo.js
 *
 * In Python's model the server is a thread. Here it holds up the main thread, and the client is one.
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { socket, socketserver } from 'berkeley';
import type { Socket } from 'berkeley/socket';
import type { BaseRequestHandler } from 'berkeley/socketserver';
import { b, logger, repr } from './python.ts';

const handlerLog = logger('EchoRequestHandler');
const serverLog = logger('EchoServer');

class EchoRequestHandler extends socketserver.BaseRequestHandler {
  constructor(request: Socket, client_address: unknown, server: BaseRequestHandler['server']) {
    handlerLog('__init__');
    super(request, client_address, server);
  }

  override setup(): void {
    handlerLog('setup');
    super.setup();
  }

  override handle(): void {
    handlerLog('handle');

    // Echo the back to the client
    const data = this.request.recv(1024);
    handlerLog(`recv()->"${repr(data)}"`);
    this.request.send(data);
  }

  override finish(): void {
    handlerLog('finish');
    super.finish();
    // The model's client does this, when it has its answer.
    this.server.shutdown();
  }
}

class EchoServer extends socketserver.TCPServer {
  constructor(server_address: [string, number], handler_class = EchoRequestHandler) {
    serverLog('__init__');
    super(server_address, handler_class);
  }

  override server_activate(): void {
    serverLog('server_activate');
    super.server_activate();
  }

  override serve_forever(poll_interval = 0.5): void {
    serverLog('waiting for request');
    serverLog('Handling requests, press <Ctrl-C> to quit');
    super.serve_forever(poll_interval);
  }

  override handle_request(): void {
    serverLog('handle_request');
    super.handle_request();
  }

  override verify_request(request: Socket, client_address: unknown): boolean {
    serverLog(`verify_request(${request}, ${repr(client_address)})`);
    return super.verify_request(request, client_address);
  }

  override process_request(request: Socket, client_address: unknown): void {
    serverLog(`process_request(${request}, ${repr(client_address)})`);
    super.process_request(request, client_address);
  }

  override server_close(): void {
    serverLog('server_close');
    super.server_close();
  }

  override finish_request(request: Socket, client_address: unknown): void {
    serverLog(`finish_request(${request}, ${repr(client_address)})`);
    super.finish_request(request, client_address);
  }

  override close_request(request: Socket): void {
    serverLog(`close_request(${request})`);
    super.close_request(request);
  }

  override shutdown(): void {
    serverLog('shutdown()');
    super.shutdown();
  }
}

if (isMainThread) {
  const server = new EchoServer(['localhost', 0]); // let the kernel assign a port
  const [ip, port] = server.server_address; // what port was assigned?

  new Worker(fileURLToPath(import.meta.url), { workerData: [ip, port] });
  server.serve_forever();
  server.socket.close();
} else {
  const log = logger('client');
  const [ip, port] = workerData;
  log(`Server on ${ip}:${port}`);

  // Connect to the server
  log('creating socket');
  const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
  log('connecting to server');
  s.connect([ip, port]);

  // Send the data
  const message = b`Hello, world`;
  log('sending data:', message);
  const len_sent = s.send(message);

  // Receive a response
  log('waiting for response');
  const response = s.recv(len_sent);
  log('response from server:', response);

  // Clean up
  log('closing socket');
  s.close();
  log('done');
}
