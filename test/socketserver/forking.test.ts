import { readdirSync, readFileSync } from 'node:fs';
import { capabilities, OSError, socket } from 'berkeley/socket';
import {
  BaseRequestHandler,
  ForkingMixIn,
  ForkingTCPServer,
  ForkingUDPServer,
  ForkingUnixDatagramServer,
  ForkingUnixStreamServer,
  TCPServer,
} from 'berkeley/socketserver';
import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { kept, talk, talkOverUnix } from '../support/servers.ts';
import { own, udp } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

const HANDLERS = new URL('./handlers.mjs', import.meta.url).href;
const { Commands, Echo, Upper } = await import(HANDLERS);

/** The processes that this one has started and not reaped. */
function children(): string[] {
  const tasks = '/proc/self/task';
  return readdirSync(tasks).flatMap((task) => {
    try {
      return readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean);
    } catch {
      // The thread has ended, or the system does not tell.
      return [];
    }
  });
}

describe.runIf(capabilities.fdPassing)('a server with processes', () => {
  guardFds();

  it('handles connections at once, each in a process, and reaps all', async () => {
    const before = children();
    const server = kept(new ForkingTCPServer(['127.0.0.1', 0], Commands));
    expect(server.active_children).toBe(null);
    const talks = inThread(talk, server.server_address, [['process'], ['process', 'process'], ['process']]);
    server.serve_forever();
    const pids = (await talks).slice(0, 3);
    expect(new Set(pids.flat()).size).toBe(3);
    expect(pids.flat()).not.toContain(process.pid);
    for (const pid of pids.flat()) expect(server.active_children).toContain(pid);
    const { active_children } = server;
    server.server_close();
    expect(active_children!.size).toBe(0);
    expect(children()).toEqual(before);
  });

  it('keeps its processes, and has no more than it may', async () => {
    class Server extends ForkingMixIn(TCPServer) {
      static override max_children = 1;
    }
    const server = kept(new Server(['127.0.0.1', 0], Commands));
    const pids = inThread(({ socket }, address) => {
      const ask = (line: string) => {
        const sock = socket.create_connection(address as [string, number], 10);
        sock.sendall(Buffer.from(`${line}\n`));
        const answer = String(sock.recv(100));
        sock.close();
        return answer;
      };
      return [...Array.from({ length: 5 }, () => ask('process')), ask('ends')];
    }, server.server_address);
    server.serve_forever();
    expect(new Set((await pids).slice(0, 5)).size).toBe(1);
    expect(server.active_children!.size).toBe(1);
  });

  it('reports what a handler throws, and the death of a child, which is replaced', async () => {
    const seen: unknown[] = [];
    class Server extends ForkingTCPServer {
      static override max_children = 2;
      override handle_error(_request: unknown, _address: unknown, error: unknown): void {
        seen.push(error);
      }
    }
    const server = kept(new Server(['127.0.0.1', 0], Commands));
    const before = children();
    const talks = inThread(talk, server.server_address, [['throws'], ['dies'], ['dies'], ['fails'], ['process']]);
    server.serve_forever();
    const answers = await talks;
    for (const [answer] of answers.slice(0, 4)) expect(answer).toMatch(/closed|ConnectionResetError/);
    expect(answers[4]![0]).toBeGreaterThan(0);
    server.server_close();
    expect(children()).toEqual(before);
    const errors = seen as (Error & { code?: string })[];
    expect(errors.map(({ name }) => name).sort()).toEqual(['Error', 'Error', 'OSError', 'RangeError']);
    expect(errors.find((error) => error instanceof OSError)!.code).toBe('EISCONN');
    expect(errors.find(({ name }) => name === 'Error')!.message).toMatch(/the worker ended/);
  });

  it('waits for its handlers when it is closed, or does not', () => {
    for (const waits of [true, false]) {
      const server = kept(new ForkingTCPServer(['127.0.0.1', 0], Echo));
      server.block_on_close = waits;
      const client = own(socket());
      client.settimeout(10);
      client.connect(server.server_address);
      server.handle_request();
      client.sendall(Buffer.from('hello'));
      if (waits) client.shutdown(1);
      server.server_close();
      expect(String(client.recv(10))).toBe('hello');
      client.close();
    }
  });

  it.each([
    ['which it is told of', true],
    ['of which it is not told any more', false],
  ])('that does not wait reports what a handler throws, %s', async (_, isEarly) => {
    const server = runScript(`
      import { ForkingTCPServer } from 'berkeley/socketserver';
      import { Commands } from '${HANDLERS}';
      const server = new ForkingTCPServer(['127.0.0.1', 0], Commands);
      server.block_on_close = false;
      console.log(server.server_address[1]);
      server.handle_request();
      console.log('handled');
      process.stdin.once('data', () => {
        server.server_close();
        console.log('closed');
        process.stdin.once('data', () => process.exit());
      });
    `);
    const client = own(socket());
    client.settimeout(10);
    client.connect(['127.0.0.1', Number(await server.line())]);
    expect(await server.line()).toBe('handled');
    const fail = () => {
      client.sendall(Buffer.from('throws\n'));
      expect(client.recv(10).length).toBe(0);
    };
    if (isEarly) fail();
    server.write('close');
    expect(await server.line()).toBe('closed');
    if (!isEarly) fail();
    server.write('end');
    // The child has the same standard error.
    const { stderr } = await server.ended;
    expect(stderr.match(/RangeError/g)).toHaveLength(1);
    expect(stderr).toContain('Exception occurred during processing of request from');
  });

  it('answers messages, and serves Unix sockets', () => {
    const server = kept(new ForkingUDPServer(['127.0.0.1', 0], Upper));
    const client = udp();
    client.settimeout(10);
    for (const text of ['one', 'two']) {
      client.sendto(Buffer.from(text), server.server_address);
      server.handle_request();
      expect(client.recvfrom(10)).toEqual([Buffer.from(text.toUpperCase()), server.server_address]);
    }
    talkOverUnix(
      (path) => new ForkingUnixStreamServer(path, Echo),
      (path) => new ForkingUnixDatagramServer(path, Upper),
    );
  });

  it('can be served in a thread, which reaps its children', async () => {
    const before = children();
    const server = kept(new ForkingTCPServer(['127.0.0.1', 0], Commands));
    const { ended } = server.serveInThread();
    const client = own(socket());
    client.settimeout(10);
    client.connect(server.server_address);
    client.sendall(Buffer.from('process\n'));
    expect(Number(client.recv(10))).not.toBe(process.pid);
    client.close();
    server.shutdown();
    await ended;
    expect(children()).toEqual(before);
  });

  it('says how a class is found that does not say where it is', () => {
    class Lost extends BaseRequestHandler {}
    expect(thrown(() => new ForkingTCPServer(['127.0.0.1', 0], Lost)).message).toMatch(/^Lost: a child .*module/);
  });
});

describe.runIf(!capabilities.fdPassing)('a server with processes, where descriptors cannot be passed', () => {
  it('is not made', () => {
    expect(thrown(() => new ForkingTCPServer(['127.0.0.1', 0], Echo)).code).toBe('ENOTSUP');
  });
});
