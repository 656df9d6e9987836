import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';

// The thread that looks names up for the js backend. Each case is a process, because the thread is the process's.

const LOOK_UP = new URL('../../dist/backend/js/look_up.js', import.meta.url).href;
const script = (body: string) => `
  import { existsSync, readdirSync } from 'node:fs';
  import { setTimeout as delay } from 'node:timers/promises';
  import { Worker } from 'node:worker_threads';
  const { lookUp } = await import('${LOOK_UP}');
  const threads = () => (existsSync('/proc/self/task') ? readdirSync('/proc/self/task').length : 0);
  const address = () => lookUp({ kind: 'addresses', name: '127.0.0.1', family: 0, hints: 0, canonical: false }).addresses[0];
  ${body}`;

async function printed(body: string): Promise<string[]> {
  const { code, signal, stdout, stderr } = await runScript(script(body)).ended;
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
  return stdout.trim().split('\n');
}

describe('a look-up in a thread', () => {
  it('answers while the caller waits, and holds no process up', async () => {
    expect(await printed(`console.log(address()); console.log(address());`)).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it('says what went wrong', async () => {
    const [error] = await printed(`
      console.log(JSON.stringify(lookUp({ kind: 'name', address: 'no address' })));`);
    expect(JSON.parse(error!)).toMatchObject({ kind: 'error', code: 'ERR_INVALID_ARG_VALUE' });
  });

  it('ends the thread that nobody asks, and starts another for who asks then', async () => {
    const [rounds] = await printed(`
      address(); // The threads that Node makes for its own use are there from now on.
      let rounds = 0;
      for (let i = 0; i < 2; i++) {
        const busy = threads();
        while (threads() === busy && busy > 0) await delay(20);
        if (address() === '127.0.0.1') rounds++;
      }
      console.log(rounds);`);
    expect(rounds).toBe('2');
  });

  it('works in every thread for itself', async () => {
    const body = `Promise.all([import('${LOOK_UP}'), import('node:worker_threads')]).then(([{ lookUp }, { parentPort }]) => {
      const { addresses } = lookUp({ kind: 'addresses', name: '::1', family: 0, hints: 0, canonical: false });
      parentPort.postMessage(addresses[0]);
    });`;
    const said = await printed(`
      const workers = [0, 1, 2].map(() => new Worker(${JSON.stringify(body)}, { eval: true }));
      const answers = workers.map((worker) => new Promise((resolve) => worker.once('message', resolve)));
      console.log([address(), ...(await Promise.all(answers))].join(' '));`);
    expect(said).toEqual(['127.0.0.1 ::1 ::1 ::1']);
  });

  it('is no reason to stay for a program that exits', async () => {
    expect(await printed(`address(); console.log('asked'); process.exit(0);`)).toEqual(['asked']);
  });
});
