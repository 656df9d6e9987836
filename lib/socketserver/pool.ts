import { isMainThread, MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { type SocketMessage, transfer } from '../handover/token.ts';
import type { BaseSelector } from '../selectors/base.ts';
import { EVENT_READ } from '../selectors/key.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import { OSError } from '../socket/errors.ts';
import { socketpair } from '../socket/pair.ts';
import { Socket } from '../socket/socket.ts';
import { type BaseServer, ServerSelector } from './base.ts';
import { packed, unpackError } from './crossing.ts';
import type { FromWorker, RequestMessage, ServerMessage, ToWorker, WorkerStart } from './worker_messages.ts';

// The server's thread waits in its selector, so that its event loop stands still: it hears of its workers on a socket pair
// with each, and reads their messages from the port. Between two waits the event loop does the same.

/** What the mix-in asks of the pool, each time anew: they may be set at any time. */
export interface PoolSettings {
  readonly maxWorkers: number;
  readonly daemon_threads: boolean;
}

interface Job<Request> {
  request: Request;
  readonly client_address: ReturnedAddress;
  /** What was sent, from when it is on its way. */
  message?: RequestMessage;
}

interface Member<Request> {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly lifeline: Socket;
  /** What the worker has of the pair, in case that it never comes to take it. */
  readonly theirs: SocketMessage;
  /** What it was given and has not done; the first is what it is at. */
  readonly jobs: Job<Request>[];
  /** Whether it has ever been done with a request: if not, a second worker would fail as well. */
  proven: boolean;
  /** What the thread ended of, if it has said so. */
  crash: { error: unknown } | null;
  gone: boolean;
}

/** The threads of a server: as many as there are requests at once, up to a limit; the others wait in a queue. */
export class WorkerPool<Request> {
  readonly #server: BaseServer<Request>;
  readonly #settings: PoolSettings;
  readonly #describe: () => ServerMessage;
  readonly #members = new Set<Member<Request>>();
  readonly #idle: Member<Request>[] = [];
  readonly #queue: Job<Request>[] = [];
  #selector: BaseSelector | null = null;

  /** @param describe - the server as each worker is given it. */
  constructor(server: BaseServer<Request>, settings: PoolSettings, describe: () => ServerMessage) {
    this.#server = server;
    this.#settings = settings;
    this.#describe = describe;
  }

  /** Who is waited for, with what: `null` for the event loop. */
  waitsWith(selector: BaseSelector | null): void {
    this.#selector = selector;
    if (selector !== null) for (const member of this.#members) this.#register(member, selector);
  }

  /** Has a worker handle a request. A connection is the worker's from then on. */
  dispatch(request: Request, client_address: ReturnedAddress): void {
    const job: Job<Request> = { request, client_address };
    const member = this.#idle.pop() ?? this.#another();
    if (member === null) this.#queue.push(job);
    else this.#give(member, job);
  }

  /**
   * Ends the workers, each after what it has to do.
   *
   * @param wait - whether to return when all are over; else the event loop hears of that.
   */
  close(wait: boolean): void {
    if (!wait) {
      this.#handOutQueue();
      this.#end();
      return;
    }
    const selector = new ServerSelector();
    try {
      this.waitsWith(selector);
      while (this.#queue.length > 0 || this.#isBusy()) this.#waitOnce(selector);
      this.#end();
      while (this.#members.size > 0) this.#waitOnce(selector);
    } finally {
      this.#selector = null;
      selector.close();
    }
  }

  #waitOnce(selector: BaseSelector): void {
    for (const [{ data }] of selector.select()) (data as () => void)();
  }

  #isBusy(): boolean {
    return [...this.#members].some(({ jobs }) => jobs.length > 0);
  }

  /** Nobody will be here to give out what waits: each worker is given its part at once. */
  #handOutQueue(): void {
    const members = [...this.#members];
    for (let i = 0; this.#queue.length > 0 && members.length > 0; i++) {
      this.#give(members[i % members.length]!, this.#queue.shift()!);
    }
  }

  #end(): void {
    this.#idle.length = 0;
    for (const { port } of this.#members) port.postMessage({ kind: 'end' } satisfies ToWorker);
  }

  /** One more worker, or `null` if there are as many as may be. */
  #another(): Member<Request> | null {
    const { size } = this.#members;
    if (size >= Math.max(1, this.#settings.maxWorkers)) return null;
    try {
      return this.#start();
    } catch (error) {
      // The system has no more threads or descriptors: those that are there will come to it.
      if (size === 0) throw error;
      return null;
    }
  }

  #start(): Member<Request> {
    const server = this.#describe();
    const [lifeline, end] = socketpair();
    const theirs = transfer(end, { within: null });
    const { port1, port2 } = new MessageChannel();
    let worker: Worker;
    try {
      lifeline.setblocking(false);
      const workerData: WorkerStart = { port: port2, lifeline: theirs, server };
      const url = new URL('./worker.js', import.meta.url);
      worker = new Worker(url, { name: 'socketserver', workerData, transferList: [port2], execArgv: [] });
    } catch (error) {
      for (const message of [theirs, server.socket]) if (message !== null) Socket.receive(message).close();
      lifeline.close();
      port1.close();
      throw error;
    }
    const member: Member<Request> = {
      worker,
      port: port1,
      lifeline,
      theirs,
      jobs: [],
      proven: false,
      crash: null,
      gone: false,
    };
    this.#members.add(member);
    if (this.#selector !== null) this.#register(member, this.#selector);
    port1.on('message', (message: FromWorker) => this.#heard(member, message));
    port1.unref();
    worker.unref();
    worker.on('error', (error) => {
      member.crash ??= { error };
    });
    worker.on('exit', () => this.#over(member));
    return member;
  }

  #register(member: Member<Request>, selector: BaseSelector): void {
    selector.register(member.lifeline, EVENT_READ, () => this.#look(member));
  }

  /** The worker has said something, or is over. */
  #look(member: Member<Request>): void {
    let over = false;
    try {
      over = member.lifeline.recv(256).length === 0;
    } catch (error) {
      if (!(error instanceof OSError)) throw error;
    }
    this.#drain(member);
    if (over) this.#over(member);
  }

  #drain(member: Member<Request>): void {
    for (let got = receiveMessageOnPort(member.port); got !== undefined; got = receiveMessageOnPort(member.port)) {
      this.#heard(member, got.message);
    }
  }

  #heard(member: Member<Request>, message: FromWorker): void {
    const { kind } = message;
    if (kind === 'shutdown') this.#server.shutdown();
    else if (kind === 'crash') member.crash = { error: unpackError(message.error) };
    else if (kind === 'done') this.#done(member);
    else this.#report(member.jobs[0]!, unpackError(message.error));
  }

  #done(member: Member<Request>): void {
    member.jobs.shift();
    member.proven = true;
    if (member.jobs.length > 0) return;
    member.port.unref();
    const next = this.#queue.shift();
    if (next !== undefined) this.#give(member, next);
    else this.#idle.push(member);
  }

  #give(member: Member<Request>, job: Job<Request>): void {
    try {
      job.message = messageOf(job.request);
    } catch (error) {
      if (member.jobs.length === 0) this.#idle.push(member);
      this.#report(job, error);
      this.#server.shutdown_request(job.request);
      return;
    }
    member.jobs.push(job);
    // A thread that served is there until its handlers are done: whether the process waits for it is said elsewhere.
    if (!isMainThread || !this.#settings.daemon_threads) member.port.ref();
    const { message: request, client_address } = job;
    member.port.postMessage({ kind: 'request', request, client_address: packed(client_address) } satisfies ToWorker);
  }

  /** The thread is over. What it had was closed with it. */
  #over(member: Member<Request>): void {
    if (member.gone) return;
    member.gone = true;
    this.#drain(member);
    this.#members.delete(member);
    const at = this.#idle.indexOf(member);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#selector?.unregister(member.lifeline);
    member.lifeline.close();
    member.port.close();
    takeBack(member.theirs)?.close();
    for (const job of member.jobs) this.#bereave(job, member);
    while (this.#queue.length > 0) {
      const next = this.#idle.pop() ?? this.#another();
      if (next === null) break;
      this.#give(next, this.#queue.shift()!);
    }
  }

  /** What becomes of a request whose worker is over: one that it never came to is another's. */
  #bereave(job: Job<Request>, { proven, crash }: Member<Request>): void {
    const { message } = job;
    const back = message !== undefined && 'connection' in message ? takeBack(message.connection) : null;
    if (back !== null && proven) {
      this.#queue.push({ request: back as Request, client_address: job.client_address });
      return;
    }
    back?.close();
    this.#report(job, crash?.error ?? new Error('the thread ended before it was done with the request'));
  }

  #report({ request, client_address }: Job<Request>, error: unknown): void {
    this.#server.handle_error(request, client_address, error);
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
