/**
 * The thread that hosts the sockets of another one: it performs that thread's calls, one at a time.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { ADDRESS_SIZE } from '../address.ts';
import { onChange, settle } from './kernel/activity.ts';
import { calls, type Request } from './kernel/calls.ts';
import { Descriptors } from './kernel/descriptors.ts';
import { broken, takeNote } from './kernel/errno.ts';
import { run } from './kernel/operation.ts';
import {
  ADDRESS_AT,
  ANSWERED,
  ARGUMENTS,
  CALL,
  CALLS,
  type Message,
  MOST_ARGUMENTS,
  NOTE_AT,
  NOTE_LENGTH,
  NOTE_SIZE,
  PONGS,
  RESULT,
  type Start,
} from './protocol.ts';

const { header, area, base } = workerData as Start;
const words = new Int32Array(header);
const note = new Uint8Array(header, NOTE_AT, NOTE_SIZE);

let request: Request = {
  table: new Descriptors(base),
  args: new Int32Array(header, 4 * ARGUMENTS, MOST_ARGUMENTS),
  address: new Uint8Array(header, ADDRESS_AT, ADDRESS_SIZE),
  area: new Uint8Array(area),
};

/** Whether there is a request that has not been answered. */
let busy = false;

function answer(result: number): void {
  if (!busy) return;
  busy = false;
  const text = takeNote();
  // TextEncoder does not write into memory that is shared.
  const bytes = result < 0 ? Buffer.from(text).subarray(0, NOTE_SIZE) : Buffer.alloc(0);
  note.set(bytes);
  words[NOTE_LENGTH] = bytes.length;
  words[RESULT] = result;
  Atomics.store(words, ANSWERED, 1);
  Atomics.notify(words, ANSWERED);
}

function perform(): void {
  const call = calls[CALLS[words[CALL]!]!];
  run(call(request, ...request.args), answer);
}

parentPort!.on('message', (message: Message) => {
  if (message === 'request') {
    busy = true;
    settle(perform);
  } else if (message === 'ping') {
    Atomics.add(words, PONGS, 1);
    Atomics.notify(words, ANSWERED);
  } else {
    request = { ...request, area: new Uint8Array(message) };
  }
});

// Whatever goes wrong here, the thread that waits for an answer must not wait without end.
process.on('uncaughtException', (error) => {
  onChange(() => {});
  answer(broken(error));
});
