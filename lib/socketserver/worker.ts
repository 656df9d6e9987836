// What a thread of a server runs: it takes requests from the queue, one after another.
import { workerData } from 'node:worker_threads';
import type { ReturnedAddress } from '../socket/address.ts';
import { OSError } from '../socket/errors.ts';
import { Socket } from '../socket/socket.ts';
import { packError, unpacked } from './crossing.ts';
import { writeItself } from './output.ts';
import { RequestQueue, type Slot } from './request_queue.ts';
import { type StandIn, standIn } from './stand_in.ts';
import { type AnyServer, ThreadingMixIn } from './threading.ts';
import { type FromWorker, type RequestMessage, Rest, type ToWorker, type WorkerStart } from './worker_messages.ts';

const { port, lifeline, server: description, id, ...shared } = workerData as WorkerStart;
const queue = new RequestQueue(shared.queue);
const rest = new Int32Array(shared.rest);

// It closes with the thread, however that ends.
const line = Socket.receive(lifeline);
line.setblocking(false);
const WAKE = new Uint8Array(1);

/** Leaves a message, and wakes the server, which may wait for anything but its event loop. */
function tell(message: FromWorker): void {
  port.postMessage(message);
  try {
    line.send(WAKE);
  } catch (error) {
    // It has not come to the bytes before this one, or is closed.
    if (!(error instanceof OSError)) throw error;
  }
}

function crash(error: unknown): never {
  tell({ kind: 'crash', error: packError(error) });
  process.exit(1);
}

writeItself();
process.on('uncaughtException', crash);

type Server = StandIn & { process_request_thread(request: unknown, client_address: ReturnedAddress): void };

const server = (await standIn(description, (kind) =>
  'process_request_thread' in kind.prototype ? kind : ThreadingMixIn(kind as unknown as AnyServer),
)) as Server;
server.handle_error = (_request, _address, error) => {
  tell({ kind: 'error', slot: current, error: packError(error) });
  isTold = true;
};
server.shutdown = () => tell({ kind: 'shutdown' });

/** The slot of what it is at, if that is from the queue. */
let current: Slot | undefined;
/** Whether the server was told of it, and looks into the slot for that. */
let isTold = false;
let isEnding = false;
let isScheduled = false;

/** Looks for a request in its turn on the event loop, which does the rest in between. */
function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(turn);
}

function turn(): void {
  isScheduled = false;
  const slot = queue.take(id);
  if (slot >= 0) {
    handleNext(slot);
    return;
  }
  if (isEnding) process.exit(0);
  Atomics.store(rest, 0, Rest.RESTS);
  if (queue.asked) tell({ kind: 'done', slot: -1 });
  // One may have come in between.
  if (queue.waiting > 0 && isNoMore(Rest.RESTS)) schedule();
}

/** Says that it has something to do, if it was what it is taken for. */
function isNoMore(was: number): boolean {
  return Atomics.compareExchange(rest, 0, was, Rest.BUSY) === was;
}

function handleNext(slot: Slot): void {
  current = slot;
  isTold = false;
  handle(() => queue.connection(id, slot), queue.address(slot));
  current = undefined;
  if (isTold) tell({ kind: 'done', slot });
  else queue.finish(slot);
}

function handle(request: () => unknown, client_address: ReturnedAddress): void {
  try {
    server.process_request_thread(request(), client_address);
  } catch (error) {
    server.handle_error(null, null, error);
  }
  schedule();
}

function requestOf(message: RequestMessage): unknown {
  if ('connection' in message) return Socket.receive(message.connection);
  return 'data' in message ? [unpacked(message.data), server.socket] : message.value;
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'request') {
    Atomics.store(rest, 0, Rest.BUSY);
    handle(() => requestOf(message.request), unpacked(message.client_address));
    tell({ kind: 'done' });
    return;
  }
  isEnding ||= message.kind === 'end';
  if (isNoMore(message.kind === 'end' ? Rest.RESTS : Rest.ROUSED)) turn();
});
tell({ kind: 'ready' });
if (isNoMore(Rest.ROUSED)) turn();
