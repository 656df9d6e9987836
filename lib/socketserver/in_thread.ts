import type { Worker } from 'node:worker_threads';
import { backend } from '../backend/load.ts';
import { inDist } from '../backend/place.ts';
import { oserror } from '../core/errors.ts';
import { transfer } from '../handover/later.ts';
import type { SocketMessage } from '../handover/token.ts';
import { ConnectionResetError, OSError } from '../socket/errors.ts';
import { socketpair } from '../socket/pair.ts';
import { Socket } from '../socket/socket.ts';
import type { BaseServer } from './base.ts';
import { fieldsOf, type PackedError, referenceTo, unpackError } from './crossing.ts';
import { workerOptions } from './node_options.ts';
import type { ServerMessage } from './worker_messages.ts';

const { capabilities, errnos } = backend;

/** A thread that serves. */
export interface ServerThread {
  /** Its number, as `threadId` of `node:worker_threads` is there. */
  readonly threadId: number;
  /** Resolves when the thread is over, after the last of its handlers; rejects with what ended it before its time. */
  readonly ended: Promise<void>;
}

/** What the thread begins with. */
export interface ServingStart {
  server: ServerMessage;
  /** A byte from here ends the serving, a byte from there says that it has ended, and its end of file that the thread has. */
  lifeline: SocketMessage;
  poll_interval: number | null;
}

/** What the thread says when it has ended serving. */
export interface ServingEnd {
  error: PackedError | null;
}

interface Serving {
  thread: ServerThread;
  lifeline: Socket;
  /** Whether it has said that it serves no more, and whether it is over. */
  ended: boolean;
  over: boolean;
}

const servings = new WeakMap<object, Serving>();

type AnyServer = BaseServer<unknown>;

/** See `BaseServer.serveInThread`. */
export function serveInThread(server: AnyServer, poll_interval: number | null, daemon: boolean): ServerThread {
  if (!capabilities.fileDescriptors) throw oserror(errnos.ENOTSUP!, 'serveInThread');
  const before = servings.get(server);
  if (before !== undefined && !before.ended) {
    throw oserror(errnos.EALREADY!, 'serveInThread', { text: 'a thread serves this server already' });
  }
  before?.lifeline.close();
  const thread = 'the thread that serves';
  const kind = referenceTo(server.constructor as typeof BaseServer, thread);
  const handler = referenceTo(server.RequestHandlerClass, thread);
  const fields = fieldsOf(server);
  const [lifeline, end] = socketpair();
  const theirs = transfer(end, { within: null });
  const sent = [theirs];
  let worker: Worker;
  try {
    lifeline.settimeout(null);
    const socket = transfer(server.socket.dup(), { within: null });
    sent.push(socket);
    const workerData: ServingStart = {
      server: { class: kind, handler, fields, socket },
      lifeline: theirs,
      poll_interval,
    };
    const threads = process.getBuiltinModule('node:worker_threads');
    worker = new threads.Worker(inDist('socketserver/serving.js'), { ...workerOptions(), workerData });
  } catch (error) {
    for (const message of sent) Socket.receive(message).close();
    lifeline.close();
    throw error;
  }
  const serving: Serving = {
    thread: { threadId: worker.threadId, ended: over(worker) },
    lifeline,
    ended: false,
    over: false,
  };
  worker.on('message', () => {
    // As for handlers that a process does not wait for, so for the thread that they run under.
    if ('daemon_threads' in server && server.daemon_threads) worker.unref();
  });
  worker.on('exit', () => {
    serving.ended = serving.over = true;
    lifeline.close();
  });
  // After the listeners, each of which would undo it.
  if (daemon) worker.unref();
  servings.set(server, serving);
  return serving.thread;
}

function over(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', ({ error }: ServingEnd) => {
      if (error !== null) reject(unpackError(error));
    });
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

/** Ends the serving in a thread, and waits until it has ended. False if no thread was ever asked to serve. */
export function shutdownThread(server: AnyServer): boolean {
  const serving = servings.get(server);
  if (serving === undefined) return false;
  const { lifeline } = serving;
  if (serving.ended) return true;
  try {
    lifeline.send(new Uint8Array(1));
  } catch (error) {
    // It has gone of itself.
    if (!(error instanceof OSError)) throw error;
  }
  serving.over = isOver(lifeline);
  serving.ended = true;
  return true;
}

/**
 * Ends the thread, if there is one.
 *
 * @param wait - whether for the last of its handlers.
 */
export function closeThread(server: AnyServer, wait: boolean): void {
  if (!shutdownThread(server) || !wait) return;
  const serving = servings.get(server)!;
  while (!serving.over) serving.over = isOver(serving.lifeline);
}

/** Waits for the thread: a byte, or its end. */
function isOver(lifeline: Socket): boolean {
  try {
    return lifeline.recv(1).length === 0;
  } catch (error) {
    // It has ended without reading what was sent to it.
    if (error instanceof ConnectionResetError) return true;
    throw error;
  }
}
