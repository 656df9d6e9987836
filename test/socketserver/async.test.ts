import * as promises from 'berkeley/promises';
import { AF_UNIX, capabilities, create_connection, OSError, SOCK_DGRAM } from 'berkeley/socket';
import {
  AsyncMixIn,
  type AwaitedDatagramRequest,
  BaseRequestHandler,
  StreamRequestHandler,
  TCPServer,
  UDPServer,
  UnixDatagramServer,
  UnixStreamServer,
} from 'berkeley/socketserver';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardAwaited } from '../support/awaited.ts';
import { directory, own } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardAwaited();

class Echo extends BaseRequestHandler<promises.Socket> {
  override async handle(): Promise<void> {
    for await (const chunk of this.request) await this.request.sendall(chunk);
  }
}

class Upper extends BaseRequestHandler<AwaitedDatagramRequest> {
  override async handle(): Promise<void> {
    const [data, sock] = this.request;
    await sock.sendto(Buffer.from(String(data).toUpperCase()), this.client_address);
  }
}

class Server extends AsyncMixIn(TCPServer) {
  static override request_queue_size = 1024;
}

/** Ends with the test, in its order: the loop, its handlers, the socket. */
function kept<S extends { shutdown(): void; server_close(): void }>(server: S): S {
  onTestFinished(() => server.server_close());
  return server;
}

async function client({ server_address }: { server_address: readonly [string, number] }): Promise<promises.Socket> {
  const sock = await promises.create_connection(server_address);
  onTestFinished(() => sock.close());
  return sock;
}

async function talk(sock: promises.Socket, text: string): Promise<string> {
  await sock.sendall(Buffer.from(text));
  return String(await sock.recv(100));
}

describe('a server on the event loop', () => {
  it('handles any number of requests at once, and lets them finish', async () => {
    const server = kept(new Server(['127.0.0.1', 0], Echo));
    const serving = server.serve_forever();
    const socks = await Promise.all([1, 2, 3].map(() => client(server)));
    for (const round of ['a', 'b']) {
      expect(await Promise.all(socks.map((sock, i) => talk(sock, `${round}${i}`)))).toEqual(
        socks.map((_, i) => `${round}${i}`),
      );
    }
    let over = false;
    const end = serving.then(() => {
      over = true;
    });
    server.shutdown();
    expect(await talk(socks[0]!, 'still')).toBe('still');
    expect(over).toBe(false);
    for (const sock of socks) sock.close();
    await end;
    // It serves again.
    const again = server.serve_forever();
    const sock = await client(server);
    expect(await talk(sock, 'again')).toBe('again');
    sock.close();
    server.shutdown();
    await again;
  });

  it('ends by a signal, also one that came before', async () => {
    const server = kept(new Server(['127.0.0.1', 0], Echo));
    const ender = new AbortController();
    const serving = server.serve_forever({ signal: ender.signal });
    const sock = await client(server);
    expect(await talk(sock, 'hello')).toBe('hello');
    ender.abort();
    sock.close();
    await serving;
    await server.serve_forever({ signal: ender.signal });
    server.shutdown();
    await server.serve_forever();
    await expect(server.serve_forever({ signal: 5 as never })).rejects.toThrow(/'signal' must be an AbortSignal/);
  });

  it('reports what a handler throws, and goes on', async () => {
    const seen: unknown[] = [];
    class Failing extends Echo {
      override async handle(): Promise<void> {
        const data = String(await this.request.recv(10));
        if (data === 'fail') throw new RangeError('no');
        await this.request.sendall(Buffer.from(data));
      }
    }
    class Reporting extends Server {
      override handle_error(request: promises.Socket, address: unknown, error: unknown): void {
        seen.push(request.fileno() >= 0, address, (error as Error).message);
      }
    }
    const server = kept(new Reporting(['127.0.0.1', 0], Failing));
    const serving = server.serve_forever();
    const [one, two] = [await client(server), await client(server)];
    const address = one.getsockname();
    expect(await talk(one, 'fail')).toBe('');
    expect(await talk(two, 'good')).toBe('good');
    server.shutdown();
    await serving;
    expect(seen).toEqual([true, address, 'no']);
  });

  it('awaits setup and finish as well, and takes a handler of any class', async () => {
    const calls: string[] = [];
    const later = (name: string) => new Promise<void>((resolve) => setImmediate(() => resolve(void calls.push(name))));
    class Steps extends BaseRequestHandler<promises.Socket> {
      override setup = () => later('setup');
      override handle = () => later('handle');
      override finish = () => later('finish');
    }
    class Plain {
      readonly #sock: promises.Socket;
      constructor(request: promises.Socket) {
        this.#sock = request;
      }
      async run(): Promise<void> {
        await this.#sock.sendall(Buffer.from('plain'));
      }
    }
    const steps = kept(new Server(['127.0.0.1', 0], Steps));
    await client(steps);
    await steps.handle_request();
    expect(calls).toEqual(['setup', 'handle', 'finish']);
    const plain = kept(new Server(['127.0.0.1', 0], Plain));
    const sock = await client(plain);
    await plain.handle_request();
    expect(String(await sock.recv(10))).toBe('plain');
  });

  it('handles one request, or none in time', async () => {
    let late = 0;
    class Late extends Server {
      static override timeout = 0.01;
      override handle_timeout(): void {
        late++;
      }
    }
    const server = kept(new Late(['127.0.0.1', 0], Echo));
    await server.handle_request();
    expect(late).toBe(1);
    server.timeout = null;
    const sock = await client(server);
    const handled = server.handle_request();
    expect(await talk(sock, 'hello')).toBe('hello');
    sock.close();
    await handled;
  });

  it('ends what it does not verify, and calls service_actions', async () => {
    let actions = 0;
    class Strict extends Server {
      override verify_request(): boolean {
        return false;
      }
      override service_actions(): void {
        if (++actions === 3) this.shutdown();
      }
    }
    const server = kept(new Strict(['127.0.0.1', 0], Echo));
    const sock = await client(server);
    const serving = server.serve_forever({ poll_interval: 0.001 });
    expect((await sock.recv(10)).length).toBe(0);
    await serving;
    expect(actions).toBeGreaterThanOrEqual(3);
  });

  it('ends when what it calls throws', async () => {
    class Broken extends Server {
      override service_actions(): void {
        throw new RangeError('broken');
      }
    }
    const server = kept(new Broken(['127.0.0.1', 0], Echo));
    await expect(server.serve_forever({ poll_interval: 0.001 })).rejects.toThrow('broken');
    class Unsure extends Server {
      override verify_request(): boolean {
        throw new RangeError('who?');
      }
    }
    const unsure = kept(new Unsure(['127.0.0.1', 0], Echo));
    const sock = await client(unsure);
    await expect(unsure.serve_forever()).rejects.toThrow('who?');
    expect((await sock.recv(10)).length).toBe(0);
  });

  it('stops serving when it is closed', async () => {
    const server = kept(new Server(['127.0.0.1', 0], Echo));
    const serving = server.serve_forever();
    const sock = await client(server);
    expect(await talk(sock, 'hello')).toBe('hello');
    server.server_close();
    expect(await talk(sock, 'on')).toBe('on');
    sock.close();
    await serving;
    await expect(promises.create_connection(server.server_address)).rejects.toThrow(OSError);
  });

  it('answers messages', async () => {
    const server = kept(new (AsyncMixIn(UDPServer))(['127.0.0.1', 0], Upper));
    const serving = server.serve_forever();
    const sock = promises.socket(promises.AF_INET, SOCK_DGRAM);
    await sock.connect(server.server_address);
    expect(await talk(sock, 'hello')).toBe('HELLO');
    sock.close();
    server.shutdown();
    await serving;
  });

  it.runIf(capabilities.fileDescriptors && UnixStreamServer)('serves Unix sockets', async () => {
    const path = `${directory()}/s`;
    const server = kept(new (AsyncMixIn(UnixStreamServer))(path, Echo));
    const messages = kept(new (AsyncMixIn(UnixDatagramServer))(`${path}d`, Upper));
    const serving = [server.serve_forever(), messages.serve_forever()];
    const sock = promises.socket(AF_UNIX);
    await sock.connect(path);
    expect(await talk(sock, 'hello')).toBe('hello');
    const sender = promises.socket(AF_UNIX, SOCK_DGRAM);
    sender.bind(`${path}c`);
    await sender.connect(`${path}d`);
    expect(await talk(sender, 'hello')).toBe('HELLO');
    sock.close();
    sender.close();
    server.shutdown();
    messages.shutdown();
    await Promise.all(serving);
  });

  it('refuses what does not await, and a thread', () => {
    class Lines extends StreamRequestHandler {}
    expect(() => new Server(['127.0.0.1', 0], Lines as never)).toThrow(/Lines does not await.*BaseRequestHandler/);
    const server = kept(new Server(['127.0.0.1', 0], Echo)) as unknown as TCPServer;
    expect(() => server.serveInThread()).toThrow(TypeError);
  });

  it.runIf(capabilities.fileDescriptors)('brings every byte back to 2000 clients at once', async () => {
    const server = kept(new Server(['127.0.0.1', 0], Echo));
    const serving = server.serve_forever();
    const right = await inThread(async ({ promises }, address) => {
      const bytes = Buffer.alloc(30_000, 'to be, or not to be');
      const socks = await Promise.all(
        Array.from({ length: 2000 }, () => promises.create_connection(address as [string, number])),
      );
      const all = socks.map(async (sock) => {
        const sent = sock.sendall(bytes);
        let got = 0;
        let same = true;
        while (got < bytes.length) {
          const part = await sock.recv(65536);
          same &&= part.length > 0 && part.equals(bytes.subarray(got, got + part.length));
          if (!same) break;
          got += part.length;
        }
        await sent;
        sock.close();
        return same;
      });
      return (await Promise.all(all)).filter((one) => one).length;
    }, server.server_address);
    expect(right).toBe(2000);
    server.shutdown();
    await serving;
  });

  it('is not starved by clients that never read, flood, or hang up', async () => {
    const server = kept(new Server(['127.0.0.1', 0], Echo));
    server.handle_error = () => {};
    const serving = server.serve_forever();
    const greedy = await client(server);
    greedy.setblocking(false);
    for (let full = false; !full; ) {
      await greedy.send(Buffer.alloc(1 << 20)).catch(() => {
        full = true;
      });
    }
    const gone = own(create_connection(server.server_address));
    gone.close();
    const sock = await client(server);
    expect(await talk(sock, 'hello')).toBe('hello');
    sock.close();
    greedy.close();
    server.shutdown();
    await serving;
  });
});
