import type { Worker } from 'node:worker_threads';
import { backend } from '../backend/load.ts';
import { inDist } from '../backend/place.ts';
import { transfer } from '../handover/later.ts';
import type { SocketMessage } from '../handover/token.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import { OSError } from '../socket/errors.ts';
import { socketpair } from '../socket/pair.ts';
import { Socket } from '../socket/socket.ts';
import type { ClassReference } from './crossing.ts';
import { FrameReader, sendFrame } from './frames.ts';
import type { GivenHand } from './giving_pool.ts';
import { workerOptions } from './node_options.ts';
import type { Hands } from './pool.ts';
import type { FromWorker } from './worker_messages.ts';

const { SHUT_WR } = backend.constants as { SHUT_WR: number };

/** What a child is told first, with a duplicate of the server's socket if it needs that. */
export interface ChildStart {
  class: ClassReference;
  handler: ClassReference;
  fields: Record<string, unknown>;
}

/** A request; a connection comes as a descriptor. */
export interface ChildRequest {
  client_address: ReturnedAddress;
  request:
    | { family: number; type: number; proto: number; timeout: number | null }
    | { data: Uint8Array }
    | { value: unknown };
}

/** From a child. */
export type FromChild = FromWorker | { kind: 'pid'; pid: number };

/** What the thread begins with that has the children. */
export interface NurseryStart {
  /** Closed when it ends, which is after the last child. */
  lifeline: SocketMessage;
}

/** Child processes. A thread starts them and reaps them: the event loop of the one that serves stands still. */
export class ChildHands implements Hands<GivenHand> {
  /** The ids of those that are there. */
  readonly pids = new Set<number>();
  readonly #describe: () => { start: ChildStart; socket: Socket | null };
  readonly #made = new Set<ChildHand>();
  #nursery: { worker: Worker; lifeline: Socket } | null = null;

  /** @param describe - the server as each child is given it. */
  constructor(describe: () => { start: ChildStart; socket: Socket | null }) {
    this.#describe = describe;
  }

  start(): GivenHand {
    const { start, socket } = this.#describe();
    this.#nursery ??= startNursery();
    const { worker } = this.#nursery;
    const [lifeline, theirs] = socketpair();
    try {
      lifeline.settimeout(null);
      sendFrame(lifeline, start, socket === null ? [] : [socket.fileno()]);
      worker.postMessage(transfer(theirs, { within: null }));
    } catch (error) {
      lifeline.close();
      theirs.close();
      throw error;
    }
    const hand = new ChildHand(lifeline, this.pids, this.#made);
    this.#made.add(hand);
    return hand;
  }

  close(wait: boolean): void {
    if (this.#nursery === null) return;
    const { worker, lifeline } = this.#nursery;
    this.#nursery = null;
    worker.postMessage(null);
    try {
      if (wait) lifeline.recv(1);
    } finally {
      lifeline.close();
      for (const hand of [...this.#made]) hand.release();
    }
  }
}

function startNursery(): { worker: Worker; lifeline: Socket } {
  const [lifeline, end] = socketpair();
  const theirs = transfer(end, { within: null });
  try {
    lifeline.settimeout(null);
    const workerData: NurseryStart = { lifeline: theirs };
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const worker = new Worker(inDist('socketserver/nursery.js'), { ...workerOptions(), workerData });
    worker.unref();
    return { worker, lifeline };
  } catch (error) {
    Socket.receive(theirs).close();
    lifeline.close();
    throw error;
  }
}

class ChildHand implements GivenHand {
  readonly lifeline: Socket;
  readonly #reader: FrameReader;
  readonly #pids: Set<number>;
  readonly #all: Set<ChildHand>;
  #pid = 0;

  constructor(lifeline: Socket, pids: Set<number>, all: Set<ChildHand>) {
    this.#all = all;
    this.lifeline = lifeline;
    this.#reader = new FrameReader(lifeline);
    this.#pids = pids;
  }

  give(request: unknown, client_address: ReturnedAddress): () => Socket | null {
    const [message, fds] = messageOf(request, client_address);
    try {
      sendFrame(this.lifeline, message, fds);
    } catch (error) {
      // The child is over, which its lifeline will say.
      if (error instanceof OSError) return () => (request instanceof Socket ? request : null);
      throw error;
    }
    if (request instanceof Socket) request.close();
    return () => null;
  }

  messages(): (FromWorker | 'over')[] {
    const { values, isOver } = this.#reader.read();
    const said: (FromWorker | 'over')[] = [];
    for (const value of values as FromChild[]) {
      if (value.kind === 'pid') this.#isThere(value.pid);
      else said.push(value);
    }
    if (isOver) said.push('over');
    return said;
  }

  #isThere(pid: number): void {
    this.#pid = pid;
    this.#pids.add(pid);
  }

  end(): void {
    try {
      // It reads what it was sent before, and then the end.
      this.lifeline.shutdown(SHUT_WR);
    } catch (error) {
      // It is over.
      if (!(error instanceof OSError)) throw error;
    }
  }

  release(): void {
    this.#pids.delete(this.#pid);
    this.#all.delete(this);
    this.lifeline.close();
  }
}

function messageOf(request: unknown, client_address: ReturnedAddress): [ChildRequest, number[]] {
  if (request instanceof Socket) {
    const { family, type, proto, timeout } = request;
    return [{ client_address, request: { family, type, proto, timeout } }, [request.fileno()]];
  }
  if (Array.isArray(request) && request[0] instanceof Uint8Array && request[1] instanceof Socket) {
    return [{ client_address, request: { data: request[0] } }, []];
  }
  return [{ client_address, request: { value: request } }, []];
}
