import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardAwaited } from '../support/awaited.ts';
import { type Ended, runScript } from '../support/child.ts';
import { hasProcFd, openFds, openSockets, settled } from '../support/fds.ts';
import { inThread } from '../support/thread.ts';

guardAwaited();

/** How many rings of io_uring the process has: a thread has one. */
const rings = () => [...openFds().values()].filter((link) => link.includes('io_uring')).length;

/** Every way to wait that there is on this host. */
const ways = ['', 'uv_poll', 'reactor'];

async function runs(script: string, without: string, flags: string[] = []): Promise<Ended> {
  const program = `
    import * as p from 'berkeley/promises';
    const [a, b] = p.socketpair();
    ${script}`;
  const child = runScript(program, flags, { BERKELEY_WITHOUT: without });
  child.write('input');
  return child.ended;
}

/** Has the program do something on a later turn of its event loop, for which the process does not stay. */
const later = (action: string) => `process.stdin.once('data', () => ${action}).unref();`;

const clean = { code: 0, signal: null, stderr: '' };

describe.each(ways)('without %o a process', (without) => {
  it('lives while somebody waits, and ends when nobody does', async () => {
    const ended = await runs(
      `${later("b.sendall(Buffer.from('now'))")}
       console.log(String(await a.recv(10)));`,
      without,
    );
    // Its input holds nothing: without the wait the process would end at once, and with an error at that.
    expect(ended).toEqual({ ...clean, stdout: 'now\n' });
  });

  it('ends though somebody waits for a socket that is unref’ed, and lives for it again', async () => {
    const script = (more: string) =>
      `a.recv(10).then((data) => console.log(String(data)));
       a.unref();
       ${more}
       process.on('exit', () => console.log('exit'));`;
    expect(await runs(script(''), without)).toEqual({ ...clean, stdout: 'exit\n' });
    const again = `a.ref(); ${later("b.sendall(Buffer.from('data'))")}`;
    expect(await runs(script(again), without)).toEqual({ ...clean, stdout: 'data\nexit\n' });
    const early = 'a.ref().unref(); b.unref(); b.recv(1); a.unref();';
    expect(await runs(script(early), without)).toEqual({ ...clean, stdout: 'exit\n' });
  });

  it('exits from within a callback, with waits under way', async () => {
    const script = `
      for (let i = 0; i < 20; i++) p.socketpair()[0].recv(1);
      a.recv(10).then(() => { console.log('bye'); process.exit(); });
      b.send(Buffer.from('x'));`;
    expect(await runs(script, without)).toEqual({ ...clean, stdout: 'bye\n' });
  });

  it('ends with an exception of a continuation, as any other', async () => {
    const ended = await runs(
      `b.send(Buffer.from('x'));
       a.recv(10).then(() => { throw new Error('of the program'); });`,
      without,
    );
    expect({ code: ended.code, signal: ended.signal }).toEqual({ code: 1, signal: null });
    expect(ended.stderr).toContain('of the program');
  });

  it('hears of no rejection that is not its own', async () => {
    const ended = await runs(
      `process.on('unhandledRejection', (error) => { console.log('unhandled', error); });
       const abort = new AbortController();
       await Promise.allSettled([a.recv(1, { timeout: 0.001 }), a.recv(1, { signal: abort.signal, timeout: 0.001 })]);
       const both = [a.recv(1, { signal: abort.signal }), a.recv(1)];
       abort.abort();
       a.close();
       console.log((await Promise.allSettled(both)).map(({ reason }) => reason.name + ' ' + reason.code).join());
       const dead = await p.create_connection(['localhost', 1], { all_errors: true }).catch((error) => error.errors.length);
       console.log(dead > 0);`,
      without,
    );
    expect(ended).toEqual({ ...clean, stdout: 'AbortError 20,OSError ECANCELED\ntrue\n' });
  });
});

describe.each(ways)('without %o a thread', (without) => {
  function worker(script: string): Worker {
    const program = `import(${JSON.stringify(new URL('../../dist/promises.js', import.meta.url).href)}).then(async (p) => {
      const { parentPort } = require('node:worker_threads');
      ${script}
    });`;
    const made = new Worker(program, { eval: true, env: { ...process.env, BERKELEY_WITHOUT: without } });
    onTestFinished(async () => void (await made.terminate()));
    return made;
  }
  const ended = (thread: Worker) =>
    new Promise<number>((resolve, reject) => thread.on('exit', resolve).on('error', reject));

  it('is terminated with waits and traffic under way', async () => {
    const before = hasProcFd ? openSockets() : new Map();
    const ringsBefore = hasProcFd ? rings() : 0;
    const threads = Array.from({ length: 4 }, () =>
      worker(`
        for (let i = 0; i < 8; i++) {
          const [a, b] = p.socketpair();
          const echo = async () => { for await (const chunk of b) await b.sendall(chunk); };
          const ask = async () => { for (let n = 0; ; n++) {
            await a.sendall(Buffer.from('x'.repeat(64)));
            await a.recv(100);
            if (i === 0 && n === 50) parentPort.postMessage('busy');
          } };
          echo(); ask();
          p.socketpair()[0].recv(1);
        }
      `),
    );
    await Promise.all(
      threads.map(async (thread) => {
        const over = ended(thread);
        await new Promise((resolve) => thread.once('message', resolve));
        await thread.terminate();
        expect(await over).toBe(1);
      }),
    );
    if (!hasProcFd) return;
    expect(await settled(before)).toEqual([]);
    await expect.poll(rings, { timeout: 2000 }).toBe(ringsBefore);
  });

  it('ends by itself, by process.exit, and by an error, with waits under way', async () => {
    expect(await ended(worker('const [a] = p.socketpair(); a.unref(); a.recv(1);'))).toBe(0);
    const exits = `const [a, b] = p.socketpair(); p.socketpair()[0].recv(1);
      a.recv(1).then(() => process.exit(3)); b.send(Buffer.from('x'));`;
    expect(await ended(worker(exits))).toBe(3);
    const throws = `const [a, b] = p.socketpair(); p.socketpair()[0].recv(1);
      b.send(Buffer.from('x')); await a.recv(1); throw new Error('thrown');`;
    await expect(ended(worker(throws))).rejects.toThrow('thrown');
  });

  it('ends during a look-up', async () => {
    const thread = worker("p.getaddrinfo('localhost', 80); p.gethostbyaddr('127.0.0.1'); parentPort.postMessage(1);");
    const over = ended(thread);
    await new Promise((resolve) => thread.once('message', resolve));
    await thread.terminate();
    await over;
  });
});

describe('threads', () => {
  it('have a reactor each', async () => {
    const texts = await Promise.all(
      Array.from({ length: 4 }, (_, i) =>
        inThread(async ({ promises }, i) => {
          const [a, b] = promises.socketpair();
          const received = a.recv(100);
          await b.sendall(Buffer.from(`thread ${i}`));
          const text = String(await received);
          a.close();
          b.close();
          return text;
        }, i),
      ),
    );
    expect(texts).toEqual(['thread 0', 'thread 1', 'thread 2', 'thread 3']);
  });
});
