import { EVENT_READ } from 'berkeley/selectors';
import { capabilities, dup, type Socket, socketpair } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';
import { guardFds } from '../support/fds.ts';
import { closing, kinds } from '../support/selectors.ts';
import { type InThread, inThread } from '../support/thread.ts';

guardFds();
const keep = closing();
const pair = () => keep(...socketpair()) as [Socket, Socket];

/** The ways to wait, by the name of their class or function. */
const ways = [
  ...kinds.map(({ python }) => python),
  'select',
  'poll',
  ...(kinds.some(({ name }) => name === 'epoll') ? ['epoll'] : []),
];

/**
 * Runs in a thread: adopts `fd`, waits until it can be read, and gives back how often that was said and what was read.
 * Seconds; the other arguments are the thread's own.
 */
function waitFor({ socket, select, selectors, say }: InThread, way: string, fd: number, seconds: number | null) {
  const sock = socket.socket({ fileno: fd });
  // biome-ignore lint/suspicious/noExplicitAny: each is of another type.
  const made = { ...selectors, ...select } as any;
  let wait: () => unknown[];
  if (way === 'select') {
    wait = () => select.select([sock], [], [], seconds)[0];
  } else if (way === 'poll' || way === 'epoll') {
    const p = made[way]();
    p.register(sock, 1);
    wait = () => p.poll(way === 'poll' && seconds !== null ? seconds * 1000 : seconds);
  } else {
    const s = new made[way]();
    s.register(sock, selectors.EVENT_READ);
    wait = () => s.select(seconds);
  }
  say('waiting');
  return [wait().length, sock.recv(99).toString()];
}

describe.runIf(capabilities.fileDescriptors).each(ways)('%s in a thread', { timeout: 10_000 }, (way) => {
  it.each([null, 600])('is woken by a write and by a close in another, with %s seconds to wait', async (seconds) => {
    const [[a, b], [c, d]] = [pair(), pair()];
    const threads = [a, c].map((it) => inThread(waitFor, way, it.detach(), seconds));
    for (const thread of threads) {
      await thread.heard();
      await thread.blocked();
    }
    // What wakes its event loop does not end its wait.
    for (const thread of threads) thread.worker.postMessage('hello');
    for (const thread of threads) await thread.blocked();
    b.send(Buffer.from('written'));
    expect(await threads[0]).toEqual([1, 'written']);
    d.close();
    expect(await threads[1]).toEqual([1, '']);
  });

  it.each([null, 600])(
    'ends when it is terminated, with %s seconds to wait, and its descriptors are closed',
    async (seconds) => {
      const [a, b] = pair();
      const thread = inThread(waitFor, way, a.detach(), seconds);
      await thread.heard();
      await thread.blocked();
      await thread.terminate();
      // Its end of the pair went with it.
      expect(b.recv(1).length).toBe(0);
    },
  );
});

describe.each(kinds)('$python', ({ Selector }) => {
  it.runIf(capabilities.fileDescriptors)(
    'is woken in this thread by what another writes, and sees each event once',
    async () => {
      const [s] = keep(new Selector());
      const all = Array.from({ length: 3 }, pair);
      for (const [a] of all) s.register(a, EVENT_READ);
      const [go, theirs] = pair();
      const thread = inThread(
        ({ socket, say }, fds: number[], start: number) => {
          const ends = fds.map((fd) => socket.socket({ fileno: fd }));
          const begin = socket.socket({ fileno: start });
          say('ready');
          for (const end of ends) {
            begin.recv(1);
            end.send(Buffer.from('x'));
          }
          begin.recv(1);
          for (const end of ends) end.close();
        },
        all.map(([, b]) => b.detach()),
        theirs.detach(),
      );
      await thread.heard();
      for (const [a] of all) {
        go.send(Buffer.from('x'));
        expect(s.select(10).map(([key]) => key.fileobj)).toEqual([a]);
        a.recv(1);
      }
      go.send(Buffer.from('x'));
      for (const found = new Set(); found.size < 3; ) {
        const ready = s.select(10);
        expect(ready.length).toBeGreaterThan(0);
        for (const [key] of ready) {
          found.add(key.fileobj);
          s.unregister(key.fileobj);
          expect((key.fileobj as Socket).recv(1).length).toBe(0);
        }
      }
      await thread;
    },
  );

  it.runIf(capabilities.fileDescriptors)(
    'of one thread has no event of what another registers, though the descriptors are the same',
    async () => {
      const [s] = keep(new Selector());
      const [a, b] = pair();
      s.register(a, EVENT_READ, 'mine');
      const theirs = await inThread(({ selectors, socket }, fd) => {
        const s = new selectors.DefaultSelector();
        const sock = socket.socket({ fileno: fd });
        s.register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE, 'theirs');
        const ready = s.select(10).map(([key, events]) => [key.data, events]);
        s.close();
        sock.close();
        return ready;
      }, dup(a.fileno()));
      expect(theirs).toEqual([['theirs', 2]]);
      b.send(Buffer.from('x'));
      expect(s.select(10).map(([key]) => key.data)).toEqual(['mine']);
    },
  );
});

describe.runIf(capabilities.interrupts).each(ways)('%s in a process that gets signals', (way) => {
  it('goes on after those that it does not handle, and raises InterruptedError for those that it does', async () => {
    const child = runScript(`
      import { spawnSync } from 'node:child_process';
      import { socket, select, selectors } from 'berkeley';
      process.stdout._handle?.setBlocking?.(true);
      const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
      const sayOf = ${waitFor};
      const wait = (fd, seconds) => {
        try { return sayOf({ socket, select, selectors, say }, ${JSON.stringify(way)}, fd, seconds); }
        catch ({ name, code, errno }) { return [name, code, typeof errno]; }
      };
      spawnSync('true');
      const [a, b] = socket.socketpair();
      const server = socket.create_server(['127.0.0.1', 0]);
      // Two waits for the connection that the tests make: without a handler, and with one for another signal.
      say(server.getsockname()[1]);
      let handled = 0;
      const until = async (times) => { while (handled < times) await new Promise(setImmediate); };
      for (const handler of [undefined, () => { handled++; say('handler'); }]) {
        if (handler) process.on('SIGUSR2', handler);
        await new Promise(setImmediate);
        const [conn] = server.accept();
        say(wait(conn.detach(), handler ? 600 : null));
      }
      say(wait(socket.dup(a.fileno()), null));
      say('between');
      await until(1);
      // Waiting to be handled, it ends a wait before it begins.
      process.kill(process.pid, 'SIGUSR2');
      say(wait(socket.dup(a.fileno()), 600));
      await until(2);
      b.send(Buffer.from('end'));
      say(wait(socket.dup(a.fileno()), 600));
      process.exit();
    `);
    const { createConnection } = await import('node:net');
    const port = JSON.parse(await child.line());
    const next = async () => JSON.parse(await child.line());
    for (let i = 0; i < 2; i++) {
      const client = createConnection(port, '127.0.0.1').on('error', () => {});
      expect(await next()).toBe('waiting');
      for (const signal of ['SIGCHLD', 'SIGWINCH', 'SIGSTOP', 'SIGCONT'] as const) {
        await child.blocked();
        child.kill(signal);
      }
      await child.blocked();
      client.end('ok');
      expect(await next()).toEqual([1, 'ok']);
    }
    const interrupted = ['InterruptedError', 'EINTR', 'number'];
    expect(await next()).toBe('waiting');
    await child.blocked();
    child.kill('SIGUSR2');
    expect([await next(), await next(), await next()]).toEqual([interrupted, 'between', 'handler']);
    expect([await next(), await next(), await next()]).toEqual(['waiting', interrupted, 'handler']);
    expect([await next(), await next()]).toEqual(['waiting', [1, 'end']]);
    expect(await child.ended).toMatchObject({ code: 0, stderr: '' });
  });
});
