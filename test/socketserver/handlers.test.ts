import {
  AF_INET,
  AF_UNIX,
  BrokenPipeError,
  capabilities,
  create_connection,
  IPPROTO_TCP,
  SHUT_WR,
  SOCK_DGRAM,
  type Socket,
  SocketIO,
  socket,
  TCP_NODELAY,
  TimeoutError,
} from 'berkeley/socket';
import {
  DatagramRequestHandler,
  StreamRequestHandler,
  TCPServer,
  UDPServer,
  UnixDatagramServer,
  UnixStreamServer,
} from 'berkeley/socketserver';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardFds } from '../support/fds.ts';
import { directory, own } from '../support/sockets.ts';

guardFds();

/** A server that keeps what goes wrong, closed with the test. */
function serverOf(Handler: typeof StreamRequestHandler): TCPServer & { errors: unknown[] } {
  class Server extends TCPServer {
    readonly errors: unknown[] = [];
    override handle_error(_request: Socket, _address: unknown, error: unknown): void {
      this.errors.push(error);
    }
  }
  const server = new Server(['127.0.0.1', 0], Handler);
  onTestFinished(() => server.server_close());
  return server;
}

function client(server: TCPServer, message: string): Socket {
  const sock = own(create_connection(server.server_address, 5));
  sock.sendall(Buffer.from(message));
  return sock;
}

/** All that comes until the end. */
function rest(sock: Socket): string {
  using file = sock.makefile('r');
  return file.read();
}

describe('StreamRequestHandler', () => {
  it('reads and writes through files', () => {
    class Lines extends StreamRequestHandler {
      override handle(): void {
        expect(this.connection).toBe(this.request);
        for (const line of this.rfile) {
          if (line.equals(Buffer.from('quit\n'))) break;
          expect(this.wfile.write(Buffer.from(`${line.length} `))).toBe(2);
          this.wfile.writelines([line]);
        }
      }
    }
    const server = serverOf(Lines);
    const sock = client(server, 'one\nthree\nquit\nmore');
    server.handle_request();
    expect(rest(sock)).toBe('4 one\n6 three\n');
    expect(server.errors).toEqual([]);
  });

  it('takes its settings from the class, or from fields', () => {
    const seen: unknown[] = [];
    class Static extends StreamRequestHandler {
      static override rbufsize = 0;
      static override wbufsize = 100;
      static override timeout = 7;
      static override disable_nagle_algorithm = true;
      override handle(): void {
        this.wfile.write(Buffer.from('kept'));
        const nodelay = this.connection.getsockopt(IPPROTO_TCP, TCP_NODELAY) !== 0;
        seen.push(this.rfile instanceof SocketIO, this.connection.gettimeout(), nodelay);
      }
    }
    class Fields extends StreamRequestHandler {
      override rbufsize = 0;
      override timeout = 8;
      override handle(): void {
        seen.push(
          this.rfile instanceof SocketIO,
          this.connection.gettimeout(),
          this.wbufsize,
          this.wfile.fileno() >= 0,
        );
      }
    }
    for (const [Handler, said, answer] of [
      [Static, [true, 7, true], 'kept'],
      [Fields, [true, 8, 0, true], ''],
    ] as const) {
      const server = serverOf(Handler);
      const sock = client(server, '');
      server.handle_request();
      expect(rest(sock)).toBe(answer);
      expect([server.errors, seen.splice(0)]).toEqual([[], said]);
    }
  });

  it('ends a connection that says nothing, by its time-out', () => {
    class Slow extends StreamRequestHandler {
      override timeout = 0.01;
      override handle(): void {
        this.rfile.readline();
      }
    }
    const server = serverOf(Slow);
    const sock = client(server, 'no end of line');
    server.handle_request();
    expect(server.errors).toEqual([expect.any(TimeoutError)]);
    expect(sock.recv(1).length).toBe(0);
  });

  it('closes its files and the connection, whatever goes wrong', () => {
    const open: Socket[] = [];
    class Failing extends StreamRequestHandler {
      override wbufsize = 10;
      override setup(): void {
        super.setup();
        open.push(this.connection);
        if (open.length === 1) throw new Error('setup');
      }
      override handle(): void {
        this.wfile.write(Buffer.from('lost'));
        if (open.length === 2) throw new Error('handle');
        if (open.length === 3) this.connection.shutdown(SHUT_WR);
      }
      override finish(): void {
        if (open.length === 4) throw new Error('finish');
        super.finish();
      }
    }
    const server = serverOf(Failing);
    for (let i = 0; i < 4; i++) {
      client(server, '');
      server.handle_request();
    }
    expect(server.errors.map(String).map((text) => text.slice(0, 30))).toEqual([
      'Error: setup',
      'Error: handle',
      expect.stringMatching(/^BrokenPipeError/),
      'Error: finish',
    ]);
    expect(server.errors[2]).toBeInstanceOf(BrokenPipeError);
    expect(open.map((sock) => sock.fileno())).toEqual([-1, -1, -1, -1]);
  });
});

describe('DatagramRequestHandler', () => {
  it('reads the message from a file, and sends what was written to another', () => {
    const seen: unknown[] = [];
    class Reverse extends DatagramRequestHandler {
      override handle(): void {
        seen.push(String(this.packet), this.socket.fileno() >= 0);
        const lines = this.rfile.readlines();
        this.wfile.writelines(lines.reverse());
      }
    }
    const server = new UDPServer(['127.0.0.1', 0], Reverse);
    onTestFinished(() => server.server_close());
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    sock.settimeout(5);
    sock.sendto(Buffer.from('1\n2\n3\n'), server.server_address);
    server.handle_request();
    expect(String(sock.recv(100))).toBe('3\n2\n1\n');
    expect(seen).toEqual(['1\n2\n3\n', true]);
  });
});

describe.skipIf(UnixStreamServer === undefined)('servers of Unix sockets', () => {
  it('take connections', () => {
    class Echo extends StreamRequestHandler {
      override handle(): void {
        this.wfile.write(this.rfile.readline());
      }
    }
    const path = `${directory()}/s`;
    const server = new UnixStreamServer(path, Echo);
    onTestFinished(() => server.server_close());
    expect(server.server_address).toBe(path);
    const sock = own(socket(AF_UNIX));
    sock.connect(path);
    sock.sendall(Buffer.from('line\n'));
    server.handle_request();
    expect(String(sock.recv(10))).toBe('line\n');
  });

  it.runIf(capabilities.unixDatagrams)('take messages', () => {
    class Echo extends DatagramRequestHandler {
      override handle(): void {
        this.wfile.write(this.rfile.read());
      }
    }
    const folder = directory();
    const server = new UnixDatagramServer(`${folder}/s`, Echo);
    onTestFinished(() => server.server_close());
    const sock = own(socket(AF_UNIX, SOCK_DGRAM));
    sock.settimeout(5);
    sock.bind(`${folder}/c`);
    sock.sendto(Buffer.from('message'), `${folder}/s`);
    server.handle_request();
    expect(String(sock.recv(10))).toBe('message');
  });
});

it('a handle() that is asynchronous is refused where nobody waits for it', () => {
  class Late extends StreamRequestHandler {
    override async handle(): Promise<void> {
      await Promise.reject(new Error('nobody hears of it'));
    }
  }
  const server = serverOf(Late);
  const sock = client(server, 'hello');
  server.handle_request();
  expect(rest(sock)).toBe('');
  expect(server.errors.map(String)).toEqual([
    'TypeError: Late.handle() is asynchronous: only a server with AsyncMixIn waits for it',
  ]);
});
