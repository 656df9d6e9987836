import { setSpin } from 'berkeley/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { guardAwaited, pair } from '../support/awaited.ts';
import { runScript } from '../support/child.ts';
import { inThread } from '../support/thread.ts';

guardAwaited();
afterEach(() => setSpin(0));

/** Every way to wait that there is on this host. */
const ways = ['', 'uv_poll', 'reactor'];

const rally = `
  import { setSpin, socketpair } from 'berkeley/promises';
  const [a, b] = socketpair();
  /** Sends back what comes, without end. */
  async function play(sock) {
    for await (const chunk of sock) await sock.sendall(chunk);
  }
  setSpin(100_000);`;

describe.each(ways)('a reactor that looks before it sleeps, without %o', (without) => {
  const run = (script: string) => runScript(`${rally}${script}`, [], { BERKELEY_WITHOUT: without }).ended;

  it('leaves timers their turns, though there is always something', async () => {
    const ended = await run(`
      play(a); play(b);
      a.send(Buffer.from('ball'));
      // Each message comes while it looks for the one before.
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 1));
      a.close(); b.close();
      console.log('over');
      process.exit();`);
    expect(ended).toMatchObject({ code: 0, stdout: 'over\n' });
  });

  it('lets the process end when nobody waits, or only those for whom it does not stay', async () => {
    const ended = await run(`
      const playing = play(b);
      await a.sendall(Buffer.from('ball'));
      console.log(String(await a.recv(10)));
      a.shutdown(1);
      await playing;
      a.unref().recv(10);
      console.log('over');`);
    expect(ended).toEqual({ code: 0, signal: null, stderr: '', stdout: 'ball\nover\n' });
  });

  it('exits from within', async () => {
    const ended = await run(`
      play(a); play(b);
      a.recv(10).then(() => process.exit(7));
      b.sendall(Buffer.from('ball'));`);
    expect(ended.code).toBe(7);
  });

  it('starts and stops while it runs', async () => {
    const ended = await run(`
      for (const spin of [0, 50, 0, 100_000]) {
        setSpin(spin);
        for (let i = 0; i < 50; i++) {
          await a.sendall(Buffer.from('x'));
          await b.recv(1);
        }
      }
      a.close(); b.close();
      console.log('over');`);
    expect(ended).toEqual({ code: 0, signal: null, stderr: '', stdout: 'over\n' });
  });
});

it('ends with its thread', async () => {
  const thread = inThread(async ({ promises, say }) => {
    const [a, b] = promises.socketpair();
    promises.setSpin(100_000);
    const play = async (sock: typeof a) => {
      for await (const chunk of sock) await sock.sendall(chunk);
    };
    const playing = [play(a), play(b)];
    await a.sendall(Buffer.from('ball'));
    say('playing');
    await Promise.all(playing);
  });
  await thread.heard();
  await thread.terminate();
});

it('is this thread’s, and its errors name the argument', async () => {
  for (const wrong of [-1, 100_001, 0.5, Number.NaN, '30', undefined, null]) {
    expect(() => setSpin(wrong as number)).toThrow("setSpin() argument 'microseconds'");
  }
  setSpin(100);
  const [a, b] = pair();
  const coming = b.recv(10);
  await a.sendall(Buffer.from('there'));
  expect(String(await coming)).toBe('there');
});
