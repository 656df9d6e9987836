import { capabilities, OSError, socket } from 'berkeley/socket';
import {
  BaseRequestHandler,
  TCPServer,
  ThreadingMixIn,
  ThreadingTCPServer,
  ThreadingUDPServer,
  ThreadingUnixDatagramServer,
  ThreadingUnixStreamServer,
  UDPServer,
} from 'berkeley/socketserver';
import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { kept, talk, talkOverUnix } from '../support/servers.ts';
import { own, udp } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

const HANDLERS = new URL('./handlers.mjs', import.meta.url).href;
const { Commands, Echo, Greeting, make, Square, Upper } = await import(HANDLERS);

describe.runIf(capabilities.fileDescriptors)('a server with threads', () => {
  guardFds();

  it('handles connections at once, each in a thread', async () => {
    const server = kept(new ThreadingTCPServer(['127.0.0.1', 0], Commands));
    const talks = inThread(talk, server.server_address, [['thread'], ['thread'], ['thread', 'thread']]);
    server.serve_forever();
    const threads = (await talks).slice(0, 3);
    // The clients hang up when all have their answers.
    expect(new Set(threads.flat()).size).toBe(3);
    expect(threads.flat()).not.toContain(0);
    expect(threads[2]![0]).toBe(threads[2]![1]);
  });

  it('keeps its threads, and has no more than it may: other requests wait', async () => {
    class Server extends ThreadingTCPServer {
      static override maxWorkers = 2;
    }
    const server = kept(new Server(['127.0.0.1', 0], Commands));
    const client = inThread(({ socket }, address) => {
      const answers: string[] = [];
      const open = () => socket.create_connection(address as [string, number], 10);
      const ask = (sock: ReturnType<typeof open>, line: string) => {
        sock.sendall(Buffer.from(`${line}\n`));
        return String(sock.recv(100));
      };
      const held = open();
      answers.push(ask(held, 'thread'));
      for (let i = 0; i < 10; i++) {
        const sock = open();
        answers.push(ask(sock, 'thread'));
        sock.close();
      }
      const second = open();
      ask(second, 'thread');
      const third = open();
      third.sendall(Buffer.from('thread\n'));
      third.setblocking(false);
      let waits = false;
      try {
        third.recv(100);
      } catch {
        waits = true;
      }
      held.close();
      third.settimeout(10);
      answers.push(String(third.recv(100)));
      ask(third, 'ends');
      for (const sock of [second, third]) sock.close();
      return { answers, waits };
    }, server.server_address);
    server.serve_forever();
    const { answers, waits } = await client;
    expect(new Set(answers).size).toBe(2);
    expect(waits).toBe(true);
  });

  it('reports what a handler throws here, and goes on', async () => {
    const seen: unknown[] = [];
    class Server extends ThreadingTCPServer {
      override handle_error(_request: unknown, [host]: [string], error: unknown): void {
        seen.push(host, error);
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Commands));
    const talks = inThread(talk, server.server_address, [['throws'], ['fails'], ['thread']]);
    server.serve_forever();
    const [one, two, three] = await talks;
    expect([one, two]).toEqual([['closed'], ['closed']]);
    expect(three![0]).toBeGreaterThan(0);
    server.server_close();
    const errors = seen.filter((it) => it instanceof Error) as (Error & { code?: string })[];
    expect(errors.length).toBe(2);
    expect(seen.filter((it) => it === '127.0.0.1').length).toBe(2);
    const range = errors.find((error) => error instanceof RangeError)!;
    expect([range.name, range.message]).toEqual(['RangeError', 'no']);
    expect(range.stack).toMatch(/handlers\.mjs/);
    const os = errors.find((error) => error instanceof OSError)!;
    expect(os.code).toBe('EISCONN');
    expect(os.stack).toMatch(/handlers\.mjs/);
  });

  it('survives the crash of a thread, which closes its connection', async () => {
    const seen: string[] = [];
    class Server extends ThreadingTCPServer {
      override handle_error(_request: unknown, _address: unknown, error: unknown): void {
        seen.push((error as Error).message);
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Commands));
    const talks = inThread(talk, server.server_address, [['thread', 'exits'], ['thread', 'throws_later'], ['thread']]);
    server.serve_forever();
    const [one, two, three] = await talks;
    expect(one![1]).toMatch(/closed|ConnectionResetError/);
    expect(two![1]).toBe(null);
    expect(three![0]).toBeGreaterThan(0);
    server.server_close();
    expect(seen).toEqual(['the worker ended before it was done with the request']);
  });

  it('replaces a thread that ends, for those that wait', async () => {
    const seen: [unknown, string][] = [];
    class Server extends ThreadingTCPServer {
      static override maxWorkers = 1;
      override handle_error(_request: unknown, [, port]: [string, number], error: unknown): void {
        seen.push([port, (error as Error).message]);
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Commands));
    const client = inThread(({ socket }, address) => {
      // All are accepted before the first does anything.
      const socks = Array.from({ length: 8 }, () => socket.create_connection(address as [string, number], 10));
      const ports = socks.map((sock) => sock.getsockname()[1] as number);
      const answers = socks.map((sock, i) => {
        sock.sendall(Buffer.from(i % 2 === 0 ? 'exits\n' : 'throws\n'));
        try {
          return sock.recv(100).length;
        } catch (error) {
          return (error as Error).name;
        } finally {
          sock.close();
        }
      });
      const last = socket.create_connection(address as [string, number], 10);
      last.sendall(Buffer.from('ends\n'));
      const answer = String(last.recv(100));
      last.close();
      return { ports, answers, answer };
    }, server.server_address);
    server.serve_forever();
    const { ports, answers, answer } = await client;
    server.server_close();
    for (const got of answers) expect([0, 'ConnectionResetError']).toContain(got);
    expect(answer).toBe('null\n');
    const ended = 'the worker ended before it was done with the request';
    expect(seen).toEqual(ports.map((port, i) => [port, i % 2 === 0 ? ended : 'no']));
  });

  it('lets go on between two connections what a handler has left behind', async () => {
    class Server extends ThreadingTCPServer {
      static override maxWorkers = 1;
    }
    const server = kept(new Server(['127.0.0.1', 0], Commands));
    const client = inThread(({ socket }, address) => {
      const socks = Array.from({ length: 3 }, () => socket.create_connection(address as [string, number], 10));
      return ['leaves', 'left', 'ends'].map((line, i) => {
        socks[i]!.sendall(Buffer.from(`${line}\n`));
        const answer = String(socks[i]!.recv(100));
        socks[i]!.close();
        return answer;
      });
    }, server.server_address);
    server.serve_forever();
    expect(await client).toEqual(['null\n', '["a microtask","a callback"]\n', 'null\n']);
  });

  it('gives its threads the address and the time-out of a connection', async () => {
    const addresses = [['', 1.5, null], Buffer.from('x'), 'a'.repeat(100), ['b'.repeat(100), 'c'.repeat(100)]];
    const timeouts = [30, null, 20, 10, 10, 10];
    let accepted = 0;
    class Server extends ThreadingTCPServer {
      override get_request(): ReturnType<TCPServer['get_request']> {
        const [connection, client_address] = super.get_request();
        connection.settimeout(timeouts[accepted]!);
        return [connection, addresses[accepted++] ?? client_address];
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Commands));
    const talks = inThread(talk, server.server_address, [
      ...addresses.map(() => ['address', 'waits']),
      ['address', 'waits'],
    ]);
    server.serve_forever();
    const [one, two, three, four, five] = await talks;
    expect([one, two, three, four]).toEqual([
      [addresses[0], 30],
      ['bytes x', null],
      [addresses[2], 20],
      [addresses[3], 10],
    ]);
    expect(five).toEqual([['127.0.0.1', expect.any(Number)], 10]);
  });

  it('gives its threads what its class has for requests', () => {
    class Server extends ThreadingMixIn(UDPServer) {
      // biome-ignore lint/suspicious/noExplicitAny: not what a server of datagrams has
      override get_request(): any {
        const [[data], client_address] = super.get_request();
        return [{ number: Number(data) }, client_address];
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Square));
    const client = udp();
    client.settimeout(10);
    for (const number of [2, 3]) {
      client.sendto(Buffer.from(String(number)), server.server_address);
      server.handle_request();
      expect(client.recvfrom(10)).toEqual([Buffer.from(String(number ** 2)), server.server_address]);
    }
  });

  it('gives its threads what can cross of it', async () => {
    class Server extends ThreadingTCPServer {
      readonly shared = new SharedArrayBuffer(4);
      readonly motto = { words: ['to', 'be'] };
      readonly callback = () => {};
    }
    const server = kept(new Server(['127.0.0.1', 0], Commands));
    const talks = inThread(talk, server.server_address, [
      ['server_has motto', 'server_has server_address', 'server_has callback', 'server_has request_queue_size'],
      ['count'],
      ['count'],
      ['server_has socket'],
    ]);
    server.serve_forever();
    const [fields, one, two, socket] = await talks;
    expect(fields).toEqual([{ words: ['to', 'be'] }, server.server_address, null, 5]);
    expect([...one!, ...two!].sort()).toEqual([1, 2]);
    expect(new Int32Array(server.shared)[0]).toBe(2);
    expect(socket).toEqual([null]);
  });

  it('has its own methods in the threads, if its class says where it is', async () => {
    const server = kept(new Greeting(['127.0.0.1', 0], Commands));
    server.greeting = 'good evening';
    const client = inThread(({ socket }, address) => {
      const sock = socket.create_connection(address as [string, number], 10);
      const file = sock.makefile('r');
      const lines = [file.readline()];
      for (const line of ['server_calls greet', 'ends']) {
        sock.sendall(Buffer.from(`${line}\n`));
        lines.push(file.readline());
      }
      file.close();
      sock.close();
      return lines;
    }, server.server_address);
    server.serve_forever();
    expect(await client).toEqual(['good evening from a thread\n', '"good evening from a thread"\n', 'null\n']);
  });

  it('waits for its handlers when it is closed', async () => {
    const server = kept(new ThreadingTCPServer(['127.0.0.1', 0], Echo));
    const client = inThread(({ socket, say }, address) => {
      const sock = socket.create_connection(address as [string, number], 10);
      say('connected');
      sock.sendall(Buffer.from('hello'));
      const answer = String(sock.recv(10));
      sock.close();
      return answer;
    }, server.server_address);
    await client.heard();
    server.handle_request();
    server.server_close();
    server.server_close();
    expect(await client).toBe('hello');
  });

  it.each(['block_on_close', 'daemon_threads'] as const)('does not wait, with %s the other way round', async (name) => {
    const server = kept(new ThreadingTCPServer(['127.0.0.1', 0], Echo));
    server[name] = name === 'daemon_threads';
    server.maxWorkers = 1;
    const client = own(socket());
    client.settimeout(10);
    client.connect(server.server_address);
    const other = own(socket());
    other.settimeout(10);
    other.connect(server.server_address);
    server.handle_request();
    server.handle_request();
    server.server_close();
    for (const sock of [client, other]) {
      sock.sendall(Buffer.from('on'));
      expect(String(sock.recv(10))).toBe('on');
      sock.close();
    }
  });

  it('handles its requests from the event loop too', async () => {
    const server = kept(new ThreadingTCPServer(['127.0.0.1', 0], Commands));
    const client = inThread(talk, server.server_address, [['thread'], ['thread']], false);
    server.handle_request();
    server.handle_request();
    expect(new Set((await client).flat()).size).toBe(2);
  });

  it('answers datagrams from its threads', () => {
    const server = kept(new ThreadingUDPServer(['127.0.0.1', 0], Upper));
    const client = udp();
    client.settimeout(10);
    for (const text of ['one', 'two', 'three']) {
      client.sendto(Buffer.from(text), server.server_address);
      server.handle_request();
      expect(client.recvfrom(10)).toEqual([Buffer.from(text.toUpperCase()), server.server_address]);
    }
  });

  it.runIf(ThreadingUnixStreamServer)('serves Unix sockets', () => {
    talkOverUnix(
      (path) => new ThreadingUnixStreamServer(path, Echo),
      (path) => new ThreadingUnixDatagramServer(path, Upper),
    );
  });

  it('says how a class is found that does not say where it is', () => {
    class Lost extends BaseRequestHandler {}
    class Heir extends Echo {}
    class Server extends ThreadingMixIn(TCPServer) {
      override finish_request(): void {}
    }
    for (const make of [
      () => new ThreadingTCPServer(['127.0.0.1', 0], Lost),
      () => new ThreadingTCPServer(['127.0.0.1', 0], Heir),
      () => new Server(['127.0.0.1', 0], Echo),
    ]) {
      const error = thrown(make);
      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toMatch(
        /^(Lost|Heir|Server): .* export it, and give it `static readonly module = import\.meta\.url`$/,
      );
    }
  });

  it('reports a class that its module does not export', async () => {
    const seen: string[] = [];
    class Server extends ThreadingTCPServer {
      override handle_error(_request: unknown, _address: unknown, error: unknown): void {
        seen.push((error as Error).message);
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], make()));
    const client = own(socket());
    client.settimeout(10);
    client.connect(server.server_address);
    server.handle_request();
    server.server_close();
    expect(client.recv(1).length).toBe(0);
    expect(seen).toEqual([`Hidden: ${HANDLERS} does not export the class`]);
  });

  it('prints what its handlers print at once, and lets the process end', async () => {
    const child = runScript(`
      import { writeSync } from 'node:fs';
      import { create_connection } from 'berkeley/socket';
      import { ThreadingTCPServer } from 'berkeley/socketserver';
      const { Commands } = await import(${JSON.stringify(HANDLERS)});
      const server = new ThreadingTCPServer(['127.0.0.1', 0], Commands);
      server.handle_error = () => console.log('error');
      const sock = create_connection(server.server_address, 10);
      server.handle_request();
      sock.sendall(Buffer.from('prints to be\\n'));
      sock.recv(10);
      writeSync(1, 'or not\\n');
      sock.close();
    `);
    expect(await child.ended).toMatchObject({ code: 0, stdout: 'to be\nor not\n', stderr: '' });
  });

  it('brings every byte back to 2000 clients', async () => {
    const server = kept(new ThreadingTCPServer(['127.0.0.1', 0], Echo, { bind_and_activate: false }));
    server.request_queue_size = 1024;
    server.maxWorkers = 16;
    server.server_bind();
    server.server_activate();
    const load = inThread(async ({ promises }, address) => {
      const bytes = Buffer.alloc(3000, 'to be, or not to be');
      const one = async () => {
        const sock = await promises.create_connection(address as [string, number]);
        await sock.sendall(bytes);
        return sock;
      };
      // All are open before any hangs up.
      const socks = await Promise.all(Array.from({ length: 2000 }, one));
      const ends = socks.map(async (sock) => {
        let got = Buffer.alloc(0);
        while (got.length < bytes.length) got = Buffer.concat([got, await sock.recv(4096)]);
        sock.close();
        return got.equals(bytes);
      });
      return (await Promise.all(ends)).filter((right) => right).length;
    }, server.server_address);
    for (let i = 0; i < 2000; i++) server.handle_request();
    expect(await load).toBe(2000);
  });
});

describe.runIf(!capabilities.fileDescriptors)('a server with threads, where descriptors cannot move', () => {
  it('is not made', () => {
    expect(thrown(() => new ThreadingTCPServer(['127.0.0.1', 0], Echo)).code).toBe('ENOTSUP');
  });
});
