import type { MessagePort } from 'node:worker_threads';
import type { SocketMessage } from '../handover/token.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import type { ClassReference, PackedError } from './crossing.ts';

// What a server and its workers say to each other.

/** What a worker begins with. */
export interface WorkerStart {
  port: MessagePort;
  /** Its end of the pair on which it wakes the server, and whose end of file tells that the thread is over. */
  lifeline: SocketMessage;
  server: ServerMessage;
}

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
export type ToWorker = { kind: 'request'; request: RequestMessage; client_address: ReturnedAddress } | { kind: 'end' };

/** From a worker. */
export type FromWorker =
  /** It has started. */
  | { kind: 'ready' }
  | { kind: 'done' }
  | { kind: 'shutdown' }
  /** The handler of the request threw it. */
  | { kind: 'error'; error: PackedError }
  /** The thread ends of it. */
  | { kind: 'crash'; error: PackedError };
