import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { asleep } from './child.ts';

/** What a function that runs in a thread is given: the package, and a way to say something before it returns. */
export interface InThread {
  socket: typeof import('berkeley')['socket'];
  select: typeof import('berkeley')['select'];
  selectors: typeof import('berkeley')['selectors'];
  promises: typeof import('berkeley')['promises'];
  /** Sends a value to `Thread.heard()`. */
  say(value: unknown): void;
}

/** A promise of what the function returns; its errors keep their name, message, errno and code. */
export interface Thread<T> extends Promise<T> {
  readonly worker: Worker;
  /** The next value that the function `say`s. Rejects if the thread ends before. */
  heard(): Promise<unknown>;
  /** Resolves when the thread sleeps in the kernel, as in a call that blocks. Follows a `heard()`. */
  blocked(): Promise<void>;
  /** Ends the thread, whatever it is doing. The promise rejects then, unless it is settled already. */
  terminate(): Promise<number>;
}

type Message =
  | { kind: 'thread'; id: string }
  | { kind: 'said' | 'returned'; value: unknown }
  | { kind: 'threw'; error: { name: string; message: string; errno?: number; code?: string } };

const BERKELEY = new URL('../../dist/index.js', import.meta.url).href;

const PROGRAM = (body: string) => `
const { parentPort, workerData } = require('node:worker_threads');
let id = '';
try { id = require('node:fs').readlinkSync('/proc/thread-self'); } catch {}
parentPort.postMessage({ kind: 'thread', id });
import(${JSON.stringify(BERKELEY)}).then(async ({ socket, select, selectors, promises }) => {
  const say = (value) => parentPort.postMessage({ kind: 'said', value });
  const value = await (${body})({ socket, select, selectors, promises, say }, ...workerData);
  parentPort.postMessage({ kind: 'returned', value });
}).catch(({ name, message, errno, code }) => {
  parentPort.postMessage({ kind: 'threw', error: { name, message, errno, code } });
});`;

/**
 * Runs a function in a worker thread, with the built package. It is self-contained: its source text goes over, and so
 * sees nothing around it. Arguments and result are cloned. A thread that still runs when the test ends is terminated.
 */
export function inThread<T, A extends unknown[]>(
  fn: (berkeley: InThread, ...args: A) => T | Promise<T>,
  ...args: A
): Thread<T> {
  const worker = new Worker(PROGRAM(String(fn)), { eval: true, workerData: args });
  const said: unknown[] = [];
  const listeners: { resolve: (value: unknown) => void; reject: (reason: Error) => void }[] = [];
  let over: Error | undefined;
  let id = '';
  const result = new Promise<T>((resolve, reject) => {
    worker.on('message', (message: Message) => {
      if (message.kind === 'thread') id = message.id;
      else if (message.kind === 'returned') resolve(message.value as T);
      else if (message.kind === 'threw') reject(Object.assign(new Error(message.error.message), message.error));
      else if (listeners.length > 0) listeners.shift()!.resolve(message.value);
      else said.push(message.value);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      over = new Error(`the thread ended with ${code} before it returned`);
      reject(over);
      for (const { reject } of listeners) reject(over);
    });
  });
  const exited = new Promise<void>((resolve) => worker.on('exit', () => resolve()));
  const terminate = () => {
    result.catch(() => {}); // Whoever ends it may not want its result.
    return worker.terminate();
  };
  onTestFinished(async () => {
    await terminate();
    await exited;
  });
  return Object.assign(result, {
    worker,
    terminate,
    blocked: () => asleep(`/proc/${id}/stat`),
    heard: () =>
      new Promise<unknown>((resolve, reject) => {
        if (said.length > 0) resolve(said.shift());
        else if (over) reject(over);
        else listeners.push({ resolve, reject });
      }),
  });
}
