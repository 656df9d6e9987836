import type { MessagePort } from 'node:worker_threads';
import type { SocketMessage } from '../handover/token.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import type { ClassReference, PackedError } from './crossing.ts';
import type { Slot } from './request_queue.ts';

// What a server and its workers say to each other.

/** What a worker begins with. */
export interface WorkerStart {
  port: MessagePort;
  /** Its end of the pair on which it wakes the server, and whose end of file tells that the thread is over. */
  lifeline: SocketMessage;
  server: ServerMessage;
  /** Its number, from 1. */
  id: number;
  /** The memory of the queue of requests. */
  queue: SharedArrayBuffer;
  /** A word that says whether it rests: see `Rest`. */
  rest: SharedArrayBuffer;
}

/**
 * What the word of a worker says: that it is at a request, or has nothing to do, or is about to look for one, as at its start.
 */
export const Rest = { BUSY: 0, RESTS: 1, ROUSED: 2 } as const;

/** A server that another thread makes a stand-in of. */
export interface ServerMessage {
  /** Its class, or the nearest base of it that is found again. */
  class: ClassReference;
  handler: ClassReference;
  fields: Record<string, unknown>;
  /** The server's socket, where the other thread needs it. */
  socket: SocketMessage | null;
}

/** A request: a connection, or a message whose answer the server's socket sends. */
export type RequestMessage = { connection: SocketMessage } | { data: Uint8Array } | { value: unknown };

/** To a worker. */
export type ToWorker =
  | { kind: 'request'; request: RequestMessage; client_address: ReturnedAddress }
  /** There is something in the queue. */
  | { kind: 'wake' }
  /** It ends when the queue is empty. */
  | { kind: 'end' };

/** From a worker. What has a slot is about a request in the queue, the rest about what it was sent. */
export type FromWorker =
  /** It has started. */
  | { kind: 'ready' }
  /** The server was told of the request: it empties the slot. -1 where that is done. */
  | { kind: 'done'; slot?: Slot }
  | { kind: 'shutdown' }
  /** The handler of the request threw it. */
  | { kind: 'error'; slot?: Slot | undefined; error: PackedError }
  /** The thread ends of it. */
  | { kind: 'crash'; error: PackedError };
