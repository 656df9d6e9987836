import {
  AF_INET,
  create_connection,
  OSError,
  SO_LINGER,
  SO_REUSEADDR,
  SO_TYPE,
  SOCK_DGRAM,
  SOL_SOCKET,
  type Socket,
  socket,
} from 'berkeley/socket';
import { BaseRequestHandler, BaseServer, TCPServer, UDPServer } from 'berkeley/socketserver';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runScript } from '../support/child.ts';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { own } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

class Echo extends BaseRequestHandler {
  override handle(): void {
    this.request.sendall(this.request.recv(1024));
  }
}

function kept<S extends { server_close(): void }>(server: S): S {
  onTestFinished(() => server.server_close());
  return server;
}

/** A client that has connected and sent something: the kernel holds both until the server comes to it. */
function client(server: { server_address: readonly [string, number] }, message = 'hello'): Socket {
  const sock = own(create_connection(server.server_address, 5));
  sock.sendall(Buffer.from(message));
  return sock;
}

describe('a server', () => {
  it('listens where it is told, and knows where that is', () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Echo));
    expect(server.server_address).toEqual(server.socket.getsockname());
    expect(server.server_address[1]).toBeGreaterThan(0);
    expect(server.fileno()).toBe(server.socket.fileno());
    expect(server.RequestHandlerClass).toBe(Echo);
    expect(server).toBeInstanceOf(BaseServer);
  });

  it('handles one request', () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Echo));
    const sock = client(server);
    server.handle_request();
    expect(String(sock.recv(10))).toBe('hello');
    expect(sock.recv(10).length).toBe(0);
  });

  it('serves until a handler has enough', () => {
    let count = 0;
    class Counting extends Echo {
      override handle(): void {
        super.handle();
        if (++count === 3) this.server.shutdown();
      }
    }
    const server = kept(new TCPServer(['127.0.0.1', 0], Counting));
    const clients = [1, 2, 3, 4].map((i) => client(server, `${i}`));
    server.serve_forever();
    expect(clients.slice(0, 3).map((sock) => String(sock.recv(10)))).toEqual(['1', '2', '3']);
    // The fourth waits for the server to serve again.
    count = 2;
    server.serve_forever();
    expect(String(clients[3]!.recv(10))).toBe('4');
  });

  it('that was shut down before it serves ends at once, once', () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Echo));
    const sock = client(server);
    server.shutdown();
    server.serve_forever();
    sock.setblocking(false);
    expect(thrown(() => sock.recv(10)).code).toBe('EAGAIN');
    server.handle_request();
    sock.settimeout(5);
    expect(String(sock.recv(10))).toBe('hello');
  });

  it('calls service_actions after each wait', () => {
    const calls: string[] = [];
    class Server extends TCPServer {
      override service_actions(): void {
        if (calls.push('actions') === 3) this.shutdown();
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Echo));
    server.serve_forever(0);
    expect(calls.length).toBe(3);
    client(server);
    calls.length = 2;
    server.serve_forever({ poll_interval: null });
    expect(calls.length).toBe(3);
  });

  it('serves clients of other threads', async () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Echo));
    const clients = inThread(({ socket, say }, address) => {
      say('ready');
      const answers: string[] = [];
      for (let i = 0; i < 20; i++) {
        const sock = socket.create_connection(address as [string, number]);
        sock.sendall(Buffer.from(`message ${i}`));
        answers.push(String(sock.recv(100)));
        sock.close();
      }
      return answers;
    }, server.server_address);
    await clients.heard();
    for (let i = 0; i < 20; i++) server.handle_request();
    expect(await clients).toEqual(Array.from({ length: 20 }, (_, i) => `message ${i}`));
  });

  it('is closed by `using`, and by what goes wrong in its constructor', () => {
    let seen: TCPServer;
    {
      using server = new TCPServer(['127.0.0.1', 0], Echo);
      seen = server;
    }
    expect(seen.fileno()).toBe(-1);
    const taken = kept(new TCPServer(['127.0.0.1', 0], Echo));
    const error = thrown(() => new TCPServer(taken.server_address, Echo));
    expect(error).toBeInstanceOf(OSError);
    expect(error.code).toBe('EADDRINUSE');
  });

  it.each([
    [() => new TCPServer(['127.0.0.1', 0], null as never), /'RequestHandlerClass' must be a class, not 'null'/],
    [() => new TCPServer(['127.0.0.1', 0], Echo, { bind: 1 } as never), /unexpected option 'bind'/],
    [() => new TCPServer(5 as never, Echo), /address/],
    [() => kept(new TCPServer(['127.0.0.1', 0], Echo)).serve_forever('x' as never), /timeout/i],
  ])('refuses what is none: %s', (call, text) => {
    const error = thrown(call);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toMatch(text);
  });
});

describe('what a server is made with', () => {
  it('is static in its class, or set before it is bound', () => {
    class Reusing extends TCPServer {
      static override allow_reuse_address = true;
      static override request_queue_size = 1;
      static override timeout = 3;
    }
    const server = kept(new Reusing(['127.0.0.1', 0], Echo));
    expect(server.socket.getsockopt(SOL_SOCKET, SO_REUSEADDR)).toBe(1);
    expect([server.allow_reuse_address, server.request_queue_size, server.timeout]).toEqual([true, 1, 3]);

    const later = kept(new TCPServer(['127.0.0.1', 0], Echo, { bind_and_activate: false }));
    expect([later.allow_reuse_address, later.request_queue_size, later.timeout]).toEqual([false, 5, null]);
    expect(later.server_address).toEqual(['127.0.0.1', 0]);
    later.allow_reuse_address = true;
    later.server_bind();
    later.server_activate();
    expect(later.socket.getsockopt(SOL_SOCKET, SO_REUSEADDR)).toBe(1);
    expect(later.server_address[1]).toBeGreaterThan(0);
    const sock = client(later);
    later.handle_request();
    expect(String(sock.recv(10))).toBe('hello');
  });

  it('can be set on the class itself, as in Python', () => {
    class Own extends TCPServer {}
    Own.allow_reuse_address = true;
    expect(kept(new Own(['127.0.0.1', 0], Echo)).socket.getsockopt(SOL_SOCKET, SO_REUSEADDR)).toBe(1);
    expect(TCPServer.allow_reuse_address).toBe(false);
  });

  it('is missed as a field, and said to be', () => {
    class Late extends TCPServer {
      constructor() {
        super(['127.0.0.1', 0], Echo);
        Object.defineProperty(this, 'allow_reuse_address', { value: true });
      }
    }
    const server = kept(new Late());
    for (const serve of [() => server.serve_forever(), () => server.handle_request()]) {
      expect(thrown(serve).message).toBe(
        "Late: 'allow_reuse_address' is a field, which is set after the socket is bound: make it static",
      );
    }
  });
});

describe('a request', () => {
  it('that goes wrong goes to handle_error, and the server goes on', () => {
    const seen: unknown[] = [];
    const failure = new Error('no');
    class Failing extends BaseRequestHandler {
      override handle(): void {
        throw failure;
      }
    }
    class Server extends TCPServer {
      override handle_error(request: Socket, client_address: unknown, error: unknown): void {
        seen.push(request.fileno() >= 0, client_address, error);
        this.shutdown();
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Failing));
    const sock = client(server, '');
    server.serve_forever();
    expect(seen).toEqual([true, sock.getsockname(), failure]);
    expect(sock.recv(10).length).toBe(0);
  });

  it('that is not verified is ended', () => {
    class Server extends TCPServer {
      override verify_request(): boolean {
        return false;
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Echo));
    const sock = client(server, '');
    server.handle_request();
    expect(sock.recv(10).length).toBe(0);
  });

  it('whose verification throws is ended, and the caller told', () => {
    class Server extends TCPServer {
      override verify_request(): boolean {
        throw new RangeError('who?');
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Echo));
    const sock = client(server, '');
    expect(thrown(() => server.handle_request()).message).toBe('who?');
    expect(sock.recv(10).length).toBe(0);
  });

  it('can be handled by a class of any sort', () => {
    const requests: Socket[] = [];
    class Plain {
      constructor(request: Socket) {
        requests.push(request);
        request.sendall(Buffer.from('plain'));
      }
    }
    const server = kept(new TCPServer(['127.0.0.1', 0], Plain));
    const sock = client(server, '');
    server.handle_request();
    expect(String(sock.recv(10))).toBe('plain');
    expect(requests[0]!.fileno()).toBe(-1);
  });

  it('that does not come calls handle_timeout', () => {
    const calls: string[] = [];
    class Server extends TCPServer {
      static override timeout = 0.01;
      override handle_timeout(): void {
        calls.push('timeout');
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Echo));
    server.handle_request();
    server.timeout = null;
    server.socket.settimeout(0.01);
    server.handle_request();
    server.timeout = 0;
    server.handle_request();
    expect(calls).toEqual(['timeout', 'timeout', 'timeout']);
  });

  it('runs setup, handle and finish in this order; finish after what handle throws, and not after what setup throws', () => {
    const calls: string[] = [];
    let fails = '';
    const step = (name: string) => {
      calls.push(name);
      if (fails === name) throw new Error(name);
    };
    class Handler extends BaseRequestHandler {
      // A field is there when the handler runs.
      readonly prefix = 'my ';
      override setup = () => step(`${this.prefix}setup`);
      override handle = () => step(`${this.prefix}handle`);
      override finish = () => step(`${this.prefix}finish`);
    }
    class Server extends TCPServer {
      override handle_error(_request: Socket, _address: unknown, error: unknown): void {
        calls.push(String(error));
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Handler));
    const rounds = ['', 'my setup', 'my handle', 'my finish'].map((name) => {
      fails = name;
      client(server, '');
      server.handle_request();
      return calls.splice(0);
    });
    expect(rounds).toEqual([
      ['my setup', 'my handle', 'my finish'],
      ['my setup', 'Error: my setup'],
      ['my setup', 'my handle', 'my finish', 'Error: my handle'],
      ['my setup', 'my handle', 'my finish', 'Error: my finish'],
    ]);
  });

  it('of a client that has gone does not end the server', () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Echo));
    server.handle_error = () => {};
    const gone = create_connection(server.server_address);
    gone.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(new Int32Array([1, 0]).buffer));
    gone.close();
    const sock = client(server);
    server.handle_request();
    server.handle_request();
    expect(String(sock.recv(10))).toBe('hello');
  });

  it('that fails is printed to standard error, as Python does', async () => {
    const { stderr, code } = await runScript(`
      import { create_connection } from 'berkeley/socket';
      import { BaseRequestHandler, TCPServer } from 'berkeley/socketserver';
      class Handler extends BaseRequestHandler { handle() { throw new TypeError('what?'); } }
      const server = new TCPServer(['127.0.0.1', 0], Handler);
      const sock = create_connection(server.server_address);
      server.handle_request();
      sock.close();
      server.server_close();
    `).ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^-{40}\nException occurred during processing of request from \('127\.0\.0\.1', \d+\)\nTypeError: what\?\n( {4}at .*\n)+-{40}\n/,
    );
  });
});

describe('a server of datagrams', () => {
  it('gives each message with the socket to answer on', () => {
    class Upper extends BaseRequestHandler<[Buffer, Socket]> {
      override handle(): void {
        const [data, sock] = this.request;
        sock.sendto(Buffer.from(String(data).toUpperCase()), this.client_address);
      }
    }
    const server = kept(new UDPServer(['127.0.0.1', 0], Upper));
    expect(server.socket.getsockopt(SOL_SOCKET, SO_TYPE)).toBe(SOCK_DGRAM);
    const one = own(socket(AF_INET, SOCK_DGRAM));
    one.settimeout(5);
    one.connect(server.server_address);
    for (const text of ['one', 'two']) {
      one.send(Buffer.from(text));
      server.handle_request();
      expect(String(one.recv(10))).toBe(text.toUpperCase());
    }
    expect(server.max_packet_size).toBe(8192);
    server.max_packet_size = 2;
    one.send(Buffer.from('three'));
    server.handle_request();
    expect(String(one.recv(10))).toBe('TH');
  });
});
