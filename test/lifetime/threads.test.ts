import { capabilities } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { asleep, type Child, runScript } from '../support/child.ts';
import { guardFds, hasProcFd, leaked, openSockets, settled } from '../support/fds.ts';
import { type InThread, inThread } from '../support/thread.ts';

guardFds();

describe('threads', () => {
  it('load the package at once, and leave no descriptor, however they end', async () => {
    const before = hasProcFd ? openSockets() : new Map();
    const threads = Array.from({ length: 8 }, (_, i) =>
      inThread(
        async ({ socket, select, say }, ends) => {
          const [a, b] = socket.socketpair();
          const server = socket.create_server(['127.0.0.1', 0]);
          const client = socket.create_connection(server.getsockname());
          const [accepted] = server.accept();
          const udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
          const epoll = select.epoll?.();
          epoll?.register(a, select.EPOLLIN);
          client.sendall(Buffer.from('hello'));
          const text = accepted.recv(9).toString();
          say([a, b, server, client, accepted, udp, a.dup()].map((it) => it.fileno()));
          if (!ends) await new Promise((resolve) => setTimeout(resolve, 600_000));
          return text;
        },
        i % 2 === 0,
      ),
    );
    const fds = (await Promise.all(threads.map((thread) => thread.heard()))).flat() as number[];
    // No number is two threads': each was open when the others said theirs, or had ended.
    expect(fds.length).toBe(56);
    await Promise.all(threads.map((thread, i) => (i % 2 === 0 ? thread : thread.terminate())));
    for (const [i, thread] of threads.entries()) {
      if (i % 2 === 0) expect(await thread).toBe('hello');
      else await expect(thread).rejects.toThrow('ended');
    }
    if (hasProcFd) expect(await settled(before)).toEqual([]);
  });

  it.runIf(hasProcFd && capabilities.fileDescriptors)('have their sockets open until they end', async () => {
    const before = openSockets();
    const thread = inThread(({ socket, say }) => {
      const both = socket.socketpair();
      say('open');
      return new Promise((resolve) => setTimeout(() => resolve(both.length), 600_000));
    });
    await thread.heard();
    expect(leaked(before).filter((line) => line.includes('socket:')).length).toBe(2);
    await thread.terminate();
    expect(await settled(before)).toEqual([]);
  });

  it.runIf(capabilities.fileDescriptors)(
    'hand a socket over by its number: detach gives it away, fileno adopts it',
    async () => {
      const fd = await inThread(({ socket }) => {
        const [a, b] = socket.socketpair();
        b.sendall(Buffer.from('from the other thread'));
        return a.detach();
      });
      // The thread has ended, and what it gave away is open still.
      const { socket } = await import('berkeley/socket');
      const adopted = socket({ fileno: fd });
      expect(adopted.recv(99).toString()).toBe('from the other thread');
      adopted.close();
    },
  );

  it.runIf(capabilities.fileDescriptors)('do not close what was adopted from them and closed there', async () => {
    const { socket } = await import('berkeley/socket');
    const mine = socket();
    await inThread(({ socket }, fd) => {
      const theirs = socket.socket({ fileno: fd });
      theirs.detach();
    }, mine.fileno());
    expect(mine.getblocking()).toBe(true);
    expect(mine.getsockname()).toEqual(['0.0.0.0', 0]);
    mine.close();
  });

  it('have a default time-out each', async () => {
    const { getdefaulttimeout, setdefaulttimeout } = await import('berkeley/socket');
    setdefaulttimeout(5);
    try {
      const theirs = await inThread(({ socket }) => {
        const before = socket.getdefaulttimeout();
        socket.setdefaulttimeout(7);
        return [before, socket.getdefaulttimeout()];
      });
      expect(theirs).toEqual([null, 7]);
      expect(getdefaulttimeout()).toBe(5);
    } finally {
      setdefaulttimeout(null);
    }
  });

  it('honour a SO_RCVTIMEO on a blocking socket, as the main thread does', { timeout: 4000 }, async () => {
    const receive = ({ socket }: Pick<InThread, 'socket'>) => {
      const [a, b] = socket.socketpair();
      // struct timeval: seconds, microseconds.
      a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, new BigInt64Array([0n, 30_000n]));
      try {
        return String(a.recv(1));
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        a.close();
        b.close();
      }
    };
    expect(receive(await import('berkeley'))).toBe('EAGAIN');
    expect(await inThread(receive)).toBe('EAGAIN');
  });

  it('tell of their errors', async () => {
    const failing = inThread(({ socket }) => {
      socket.socket().connect(['127.0.0.1', 1]);
    });
    await expect(failing).rejects.toMatchObject({
      name: 'ConnectionRefusedError',
      code: 'ECONNREFUSED',
      message: expect.stringMatching(/^\[Errno \d+\] Connection refused: connect 127\.0\.0\.1:1$/),
    });
  });
});

/** What a thread is blocked in: its preparation, and the call. */
const everyBlocking: [name: string, before: string, call: string][] = [
  ['accept', "const l = s.create_server(['127.0.0.1', 0]);", 'l.accept()'],
  ['accept with a time-out', "const l = s.create_server(['127.0.0.1', 0]); l.settimeout(600);", 'l.accept()'],
  ['recv', 'const [a, b] = s.socketpair();', 'a.recv(1)'],
  ['recv with a time-out', 'const [a, b] = s.socketpair(); a.settimeout(600);', 'a.recv(1)'],
  ['recv with MSG_WAITALL', "const [a, b] = s.socketpair(); b.send(Buffer.from('x'));", 'a.recv(9, s.MSG_WAITALL)'],
  ['recv_into', 'const [a, b] = s.socketpair();', 'a.recv_into(new Uint8Array(9))'],
  ['recvfrom', "const u = s.socket(s.AF_INET, s.SOCK_DGRAM); u.bind(['127.0.0.1', 0]);", 'u.recvfrom(9)'],
  ['sendall', 'const [a, b] = s.socketpair();', 'a.sendall(Buffer.alloc(1 << 24))'],
  ['sendall with a time-out', 'const [a, b] = s.socketpair(); a.settimeout(600);', 'a.sendall(Buffer.alloc(1 << 24))'],
  [
    'connect',
    // A listener without room answers no more.
    `const l = s.socket(); l.bind(['127.0.0.1', 0]); l.listen(0);
     const full = Array.from({ length: 4 }, () => { const c = s.socket(); c.setblocking(false); c.connect_ex(l.getsockname()); return c; });
     const c = s.socket();`,
    'c.connect(l.getsockname())',
  ],
  [
    'connect to a Unix socket',
    `const l = s.socket(s.AF_UNIX); l.bind(''); l.listen(0);
     const full = Array.from({ length: 4 }, () => { const c = s.socket(s.AF_UNIX); c.setblocking(false); c.connect_ex(l.getsockname()); return c; });
     const c = s.socket(s.AF_UNIX);`,
    'c.connect(l.getsockname())',
  ],
  ['poll', 'const [a, b] = s.socketpair(); const p = select.poll(); p.register(a, select.POLLIN);', 'p.poll()'],
  ['poll with a time-out', 'const p = select.poll();', 'p.poll(600_000)'],
  ['epoll.poll', 'const [a, b] = s.socketpair(); const p = select.epoll(); p.register(a, select.EPOLLIN);', 'p.poll()'],
  ['epoll.poll with a time-out', 'const p = select.epoll();', 'p.poll(600)'],
];

const blocking = everyBlocking.filter(
  ([name]) =>
    (capabilities.epoll || !name.startsWith('epoll')) && (capabilities.backlog || !name.startsWith('connect')),
);

/** Starts a process whose worker thread is blocked, and does what it reads from its standard input. */
async function blockedThread(before: string, call: string): Promise<Child> {
  const worker = `
    const { parentPort } = require('node:worker_threads');
    const { readlinkSync } = require('node:fs');
    import('berkeley').then(({ socket: s, select }) => {
      ${before}
      let id = '';
      try { id = readlinkSync('/proc/thread-self'); } catch {}
      parentPort.postMessage(id);
      ${call};
      parentPort.postMessage('the call returned');
    }).catch((error) => parentPort.postMessage(String(error.stack)));`;
  const child = runScript(`
    import { readdirSync, readlinkSync } from 'node:fs';
    import { Worker } from 'node:worker_threads';
    import 'berkeley';
    const sockets = () => {
      try {
        return readdirSync('/proc/self/fd').filter((fd) => { try { return readlinkSync('/proc/self/fd/' + fd).startsWith('socket:'); } catch {} }).length;
      } catch { return 0; }
    };
    process.stdin.once('data', async (command) => {
      if (String(command) === 'exit') process.exit(7);
      await worker.terminate();
      console.log('terminated ' + (sockets() - before));
      process.stdin.destroy();
    });
    const before = sockets();
    const worker = new Worker(${JSON.stringify(worker)}, { eval: true, execArgv: [] });
    worker.on('message', (message) => console.log(message));
  `);
  await asleep(`/proc/${await child.line()}/stat`);
  return child;
}

describe('a thread that is blocked', { timeout: 4000 }, () => {
  it.each(blocking)('in %s ends when it is terminated, and its sockets are closed', async (_, before, call) => {
    const child = await blockedThread(before, call);
    child.write('terminate');
    expect(await child.line()).toBe('terminated 0');
    expect(await child.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(blocking)('in %s does not hold up process.exit()', async (_, before, call) => {
    const child = await blockedThread(before, call);
    child.write('exit');
    expect(await child.ended).toMatchObject({ code: 7, signal: null, stderr: '' });
  });

  it.each(blocking.filter(([name]) => ['accept', 'recv', 'poll'].includes(name)))(
    'in %s does not hold up the end by a signal',
    async (_, before, call) => {
      const child = await blockedThread(before, call);
      child.kill('SIGINT');
      expect(await child.ended).toMatchObject({ code: null, signal: 'SIGINT', stderr: '' });
    },
  );
});
