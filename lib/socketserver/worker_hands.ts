import type { Worker } from 'node:worker_threads';
import { inDist } from '../backend/place.ts';
import { transfer } from '../handover/later.ts';
import type { SocketMessage } from '../handover/token.ts';
import { OSError } from '../socket/errors.ts';
import { socketpair } from '../socket/pair.ts';
import { Socket } from '../socket/socket.ts';
import { packError, packed } from './crossing.ts';
import type { GivenHand } from './giving_pool.ts';
import { workerOptions } from './node_options.ts';
import type { Hands } from './pool.ts';
import {
  type FromWorker,
  type RequestMessage,
  Rest,
  type ServerMessage,
  type ToWorker,
  type WorkerStart,
} from './worker_messages.ts';

/** A worker thread, as the pool has it. */
export interface ThreadHand extends GivenHand {
  readonly id: number;
  /** One of `Rest`. */
  readonly rest: number;
  /** Has it look into the queue, if it rests; returns whether it did. */
  rouse(): boolean;
  /** Whether the process waits for it. */
  keep(isBusy: boolean): void;
}

/**
 * Worker threads.
 *
 * @param queue - the memory of the queue that they take their requests from.
 * @param describe - the server as each is given it.
 */
export function workerHands(queue: SharedArrayBuffer, describe: () => ServerMessage): Hands<ThreadHand> {
  let id = 0;
  return { start: (heard, over) => startWorker({ id: ++id, queue }, describe(), heard, over), close: () => {} };
}

function startWorker(
  { id, queue }: Pick<WorkerStart, 'id' | 'queue'>,
  server: ServerMessage,
  heard: (message: FromWorker) => void,
  over: () => void,
): ThreadHand {
  const rest = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(Rest.ROUSED);
  const [lifeline, end] = socketpair();
  const theirs = transfer(end, { within: null });
  const threads = process.getBuiltinModule('node:worker_threads');
  const { port1: port, port2 } = new threads.MessageChannel();
  let worker: Worker;
  try {
    lifeline.setblocking(false);
    const workerData: WorkerStart = { port: port2, lifeline: theirs, server, id, queue, rest: rest.buffer };
    const url = inDist('socketserver/worker.js');
    worker = new threads.Worker(url, { ...workerOptions(), workerData, transferList: [port2] });
  } catch (error) {
    for (const message of [theirs, server.socket]) if (message !== null) Socket.receive(message).close();
    lifeline.close();
    port.close();
    throw error;
  }
  port.on('message', heard);
  port.unref();
  worker.on('error', (error) => heard({ kind: 'crash', error: packError(error) }));
  worker.on('exit', over);
  // After the listeners, which would undo it.
  worker.unref();
  const send = (message: ToWorker) => port.postMessage(message);
  return {
    id,
    lifeline,
    get rest() {
      return Atomics.load(rest, 0);
    },
    give(request, client_address) {
      const message = messageOf(request);
      Atomics.store(rest, 0, Rest.BUSY);
      send({ kind: 'request', request: message, client_address: packed(client_address) });
      return () => ('connection' in message ? takeBack(message.connection) : null);
    },
    rouse() {
      if (Atomics.load(rest, 0) !== Rest.RESTS) return false;
      if (Atomics.compareExchange(rest, 0, Rest.RESTS, Rest.ROUSED) !== Rest.RESTS) return false;
      send({ kind: 'wake' });
      return true;
    },
    messages() {
      const isOver = atEnd(lifeline);
      const said: (FromWorker | 'over')[] = [];
      for (let got = threads.receiveMessageOnPort(port); got !== undefined; got = threads.receiveMessageOnPort(port)) {
        said.push(got.message);
      }
      if (isOver) said.push('over');
      return said;
    },
    end: () => send({ kind: 'end' }),
    keep: (isBusy) => void (isBusy ? port.ref() : port.unref()),
    release() {
      lifeline.close();
      port.close();
      takeBack(theirs)?.close();
    },
  };
}

/** Takes the bytes that woke the server. Whether the other end is closed. */
function atEnd(lifeline: Socket): boolean {
  if (lifeline.fileno() < 0) return true;
  try {
    return lifeline.recv(256).length === 0;
  } catch (error) {
    if (error instanceof OSError) return false;
    throw error;
  }
}

/** A socket that nobody has received; else `null`. */
function takeBack(message: SocketMessage): Socket | null {
  try {
    return Socket.receive(message);
  } catch (error) {
    if (error instanceof OSError) return null;
    throw error;
  }
}

/** A request as a message. A connection is on its way then, and closed here. */
function messageOf(request: unknown): RequestMessage {
  if (request instanceof Socket) return { connection: transfer(request, { within: null }) };
  if (Array.isArray(request) && request[0] instanceof Uint8Array && request[1] instanceof Socket) {
    return { data: packed(request[0]) };
  }
  return { value: structuredClone(request) };
}
