/**
 * Look-ups that a server may have to answer: a thread makes them with `node:dns` while the caller waits for it, as it
 * would in the C library.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { inDist } from '../place.ts';

/** What is asked: the addresses of a name, or the name of an address. */
export type Question =
  | { kind: 'addresses'; name: string; family: 0 | 4 | 6; hints: number; canonical: boolean }
  | { kind: 'name'; address: string };

/** What came of it. An error has the errno and code that Node gave it. */
export type Answer =
  | { kind: 'addresses'; addresses: readonly string[]; canonical: string; aliases: readonly string[] }
  | { kind: 'name'; name: string }
  | { kind: 'error'; errno: number | undefined; code: string | undefined };

/** What a thread that looks up is started with. */
export interface LookUpThread {
  port: MessagePort;
  /** One word, which says whose turn it is. */
  turn: Int32Array;
}

/** Whose turn it is: nobody's, the thread's to answer, the caller's to take the answer; or the thread has ended. */
export const IDLE = 0;
export const ASKED = 1;
export const ANSWERED = 2;
export const GONE = 3;

/** How long a thread may take to start. One that takes longer never will, as where there is no memory for it. */
const START_MS = 10_000;
/** How long until a wait looks whether the thread is still there. */
const LOOK_MS = 1000;

interface Helper {
  worker: Worker;
  port: MessagePort;
  turn: Int32Array;
}

let helper: Helper | undefined;

/** Asks, and waits for the answer without running anything else in this thread. */
export function lookUp(question: Question): Answer {
  // A thread that nobody asked for a while ends by itself: only one that has not can be asked.
  if (helper === undefined || Atomics.compareExchange(helper.turn, 0, IDLE, ASKED) !== IDLE) helper = start();
  const { port, turn } = helper;
  port.postMessage(question);
  const deadline = performance.now() + START_MS;
  while (Atomics.load(turn, 0) === ASKED) {
    Atomics.wait(turn, 0, ASKED, LOOK_MS);
    if (Atomics.load(turn, 1) === 0 && performance.now() > deadline) return lost();
  }
  const answer = receiveMessageOnPort(port)?.message as Answer | undefined;
  if (answer === undefined) return lost();
  Atomics.store(turn, 0, IDLE);
  return answer;
}

/** The answer of a thread that is not there: there may be one the next time. */
function lost(): Answer {
  void helper?.worker.terminate();
  helper = undefined;
  return { kind: 'error', errno: -3001, code: 'EAI_AGAIN' };
}

function start(): Helper {
  const { port1, port2 } = new MessageChannel();
  // The second word becomes 1 when the thread runs.
  const turn = new Int32Array(new SharedArrayBuffer(8));
  turn[0] = ASKED;
  const worker = new Worker(inDist('backend/js/look_up_thread.js'), {
    name: 'berkeley look-up',
    workerData: { port: port2, turn } satisfies LookUpThread,
    transferList: [port2],
    // The program's own flags, such as `--import`, are not for it.
    execArgv: [],
  });
  worker.on('error', () => {}); // Whoever waits for it finds out.
  // Neither holds the process up, and the thread ends with the one that started it.
  worker.unref();
  port1.unref();
  return { worker, port: port1, turn };
}
