// Handlers and servers that threads of a server import.
import { threadId } from 'node:worker_threads';
import {
  BaseRequestHandler,
  DatagramRequestHandler,
  StreamRequestHandler,
  TCPServer,
  ThreadingMixIn,
} from 'berkeley/socketserver';

/** Sends everything back. */
export class Echo extends BaseRequestHandler {
  static module = import.meta.url;

  handle() {
    for (;;) {
      const data = this.request.recv(65536);
      if (data.length === 0) return;
      this.request.sendall(data);
    }
  }
}

/** What callbacks did that a handler had left behind. */
const left = [];

/** Does what each line says, and answers with a line. */
export class Commands extends StreamRequestHandler {
  static module = import.meta.url;

  handle() {
    for (const line of this.rfile) {
      const [name, ...args] = String(line).trim().split(' ');
      this.wfile.write(Buffer.from(`${JSON.stringify(this[name](...args) ?? null)}\n`));
    }
  }

  thread() {
    return threadId;
  }

  server_has(name) {
    return this.server[name];
  }

  server_calls(name) {
    return this.server[name]();
  }

  count() {
    const count = new Int32Array(this.server.shared);
    return Atomics.add(count, 0, 1) + 1;
  }

  process() {
    return process.pid;
  }

  dies() {
    process.kill(process.pid, 'SIGKILL');
  }

  prints(...words) {
    console.log(...words);
  }

  throws() {
    throw new RangeError('no');
  }

  fails() {
    this.request.sendall(Buffer.alloc(1), -1, 'too many');
    this.request.connect(['127.0.0.1', 1]);
  }

  exits() {
    process.exit(3);
  }

  throws_later() {
    setImmediate(() => {
      throw new RangeError('later');
    });
  }

  leaves() {
    queueMicrotask(() => left.push('a microtask'));
    setImmediate(() => left.push('a callback'));
  }

  left() {
    return left;
  }

  address() {
    const { client_address } = this;
    return Buffer.isBuffer(client_address) ? `bytes ${client_address}` : client_address;
  }

  waits() {
    return this.request.gettimeout();
  }

  ends() {
    this.server.shutdown();
  }
}

/** Sends each message back in upper case. */
export class Upper extends DatagramRequestHandler {
  static module = import.meta.url;

  handle() {
    this.wfile.write(Buffer.from(String(this.packet).toUpperCase()));
  }
}

/** Answers a request that is neither a connection nor a message. */
export class Square extends BaseRequestHandler {
  static module = import.meta.url;

  handle() {
    const { number } = this.request;
    this.server.socket.sendto(Buffer.from(String(number ** 2)), this.client_address);
  }
}

/** Is not exported. */
class Hidden extends Echo {
  static module = import.meta.url;
}
export const make = () => Hidden;

/** A server that has something of its own in its threads. */
export class Greeting extends ThreadingMixIn(TCPServer) {
  static module = import.meta.url;
  greeting = 'hello';

  greet() {
    return `${this.greeting} from ${threadId > 0 ? 'a thread' : 'the main thread'}`;
  }

  finish_request(request, client_address) {
    request.sendall(Buffer.from(`${this.greet()}\n`));
    super.finish_request(request, client_address);
  }
}
