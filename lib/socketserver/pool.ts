import type { BaseSelector } from '../selectors/base.ts';
import { EVENT_READ } from '../selectors/key.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import type { Socket } from '../socket/socket.ts';
import { type BaseServer, ServerSelector } from './base.ts';
import { unpackError } from './crossing.ts';
import type { FromWorker } from './worker_messages.ts';

// The server's thread waits in its selector, so that its event loop stands still: it hears of its workers on a socket pair
// with each, and reads their messages from the port. Between two waits the event loop does the same.

/**
 * How long a request waits for a worker that is there, in milliseconds, where the workers come to an end with others: one
 * more takes longer than that to start, and has all of its code to compile.
 */
const GRACE = 20;

/** What the mix-in asks of the pool, each time anew: they may be set at any time. */
export interface PoolSettings {
  /** How many there may be. */
  most(): number;
  /** Whether the process waits for those that are busy. */
  keeps(): boolean;
}

interface Job<Request> {
  request: Request;
  readonly client_address: ReturnedAddress;
  /** When it came, as `performance.now()` tells the time. */
  readonly since: number;
  takeBack?: () => Socket | null;
}

/** A worker or a child, as the pool has it. */
export interface Hand {
  /** Ready to read when it has said something, and at end of file when it is over. It does not wait. */
  readonly lifeline: Socket;
  /**
   * Sends a request, whose connection is closed here; if it throws, it is not.
   *
   * @returns what takes the connection back that has not been taken, if there is a way.
   */
  give(request: unknown, client_address: ReturnedAddress): () => Socket | null;
  /** What it has said since the last time; `'over'` last, at the end of the lifeline. */
  messages(): (FromWorker | 'over')[];
  /** Has it end after what it was given. */
  end(): void;
  /** Whether the process waits for it. */
  keep(isBusy: boolean): void;
  /** It is over: closes what is left of it here. */
  release(): void;
}

/** Where hands come from. */
export interface Hands {
  /**
   * Starts one.
   *
   * @param heard - what it says while the event loop runs.
   * @param over - called when the event loop finds that it is over.
   */
  start(heard: (message: FromWorker) => void, over: () => void): Hand;
  /** Called after the last is gone, or when nobody will ask any more. */
  close(wait: boolean): void;
}

interface Member<Request> {
  readonly hand: Hand;
  /** What the worker was given and has not done; the first is what it is at. */
  readonly jobs: Job<Request>[];
  /** Whether it has started, and takes requests. */
  ready: boolean;
  /** Whether it has ever been done with a request: if not, a second worker would fail as well. */
  proven: boolean;
  /** What it ended of, if it has said so. */
  crash: { error: unknown } | null;
  gone: boolean;
}

/**
 * The threads or processes of a server: as many as there are requests that take their time at once, up to a limit. The
 * others wait in a queue.
 */
export class WorkerPool<Request> {
  readonly #server: BaseServer<Request>;
  readonly #settings: PoolSettings;
  readonly #hands: Hands;
  readonly #members = new Set<Member<Request>>();
  readonly #idle: Member<Request>[] = [];
  readonly #queue: Job<Request>[] = [];
  /** How many start: no more at once than the machine has cores. */
  #starting = 0;
  /** When the last one had: it is given the time to make a difference. */
  #lastReady = -Infinity;
  /** When a worker was done last. */
  #lastDone = -Infinity;
  #selector: BaseSelector | null = null;

  constructor(server: BaseServer<Request>, settings: PoolSettings, hands: Hands) {
    this.#server = server;
    this.#settings = settings;
    this.#hands = hands;
  }

  /** Who is waited for, with what: `null` for the event loop. */
  waitsWith(selector: BaseSelector | null): void {
    this.#selector = selector;
    if (selector === null) this.#startForAll();
    else for (const member of this.#members) this.#register(member, selector);
  }

  /** Gives what waits to who is free, or starts: nobody may be there to tend it. */
  #startForAll(): void {
    while (this.#queue.length > 0) {
      const next = this.#idle.pop() ?? this.#another();
      if (next === null) break;
      this.#give(next, this.#queue.shift()!);
    }
  }

  /** Has a worker handle a request. A connection is the worker's from then on. */
  dispatch(request: Request, client_address: ReturnedAddress): void {
    const job: Job<Request> = { request, client_address, since: performance.now() };
    const isTended = this.#selector !== null;
    const mayWait = isTended && (this.#queue.length > 0 || job.since - this.#lastDone < GRACE || this.#startEnough());
    const member = this.#idle.pop() ?? (mayWait ? null : this.#another());
    if (member === null) this.#queue.push(job);
    else this.#give(member, job);
  }

  #startEnough(): boolean {
    return this.#starting >= process.getBuiltinModule('node:os').availableParallelism();
  }

  /**
   * Starts a worker for who has waited long enough. Called before each wait.
   *
   * @returns in how many seconds it is to be called again at the latest; `null` if there is no need.
   */
  tend(): number | null {
    for (let first = this.#queue[0]; first !== undefined && !this.#startEnough(); first = this.#queue[0]) {
      const left = Math.max(first.since, this.#lastReady) + GRACE - performance.now();
      if (left > 0) return left / 1000;
      const member = this.#another();
      if (member === null) break;
      this.#queue.shift();
      this.#give(member, first);
    }
    return null;
  }

  /**
   * Ends the workers, each after what it has to do.
   *
   * @param wait - whether to return when all are over; else the event loop hears of that.
   */
  close(wait: boolean): void {
    if (!wait) {
      // What they have said is heard; from now on nobody listens.
      this.collect();
      this.#handOutQueue();
      this.#end();
      this.#hands.close(false);
      return;
    }
    const selector = new ServerSelector();
    try {
      this.waitsWith(selector);
      while (this.#queue.length > 0 || this.#isBusy()) this.#waitOnce(selector);
      this.#end();
      while (this.#members.size > 0) this.#waitOnce(selector);
      this.#hands.close(true);
    } finally {
      this.#selector = null;
      selector.close();
    }
  }

  #waitOnce(selector: BaseSelector): void {
    for (const [{ data }] of selector.select(this.tend())) (data as () => void)();
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
    for (const { hand } of this.#members) hand.end();
  }

  /** One more worker, or `null` if there are as many as may be. */
  #another(): Member<Request> | null {
    const { size } = this.#members;
    if (size >= Math.max(1, this.#settings.most())) return null;
    try {
      return this.#start();
    } catch (error) {
      // The system has no more threads or descriptors: those that are there will come to it.
      if (size === 0) throw error;
      return null;
    }
  }

  #start(): Member<Request> {
    const hand = this.#hands.start(
      (message) => this.#heard(member, message),
      () => this.#over(member),
    );
    const member: Member<Request> = { hand, jobs: [], ready: false, proven: false, crash: null, gone: false };
    this.#members.add(member);
    this.#starting++;
    if (this.#selector !== null) this.#register(member, this.#selector);
    return member;
  }

  /** Starts some before there is work for them. */
  prepare(count: number): void {
    while (this.#members.size < count) {
      const member = this.#another();
      if (member === null) return;
      this.#idle.push(member);
    }
  }

  /** Hears what they have said by now. */
  collect(): void {
    for (const member of [...this.#members]) this.#look(member);
  }

  get size(): number {
    return this.#members.size;
  }

  #register(member: Member<Request>, selector: BaseSelector): void {
    selector.register(member.hand.lifeline, EVENT_READ, () => this.#look(member));
  }

  /** The worker has said something, or is over. */
  #look(member: Member<Request>): void {
    const messages = member.hand.messages();
    for (const message of messages) if (message !== 'over') this.#heard(member, message);
    if (messages.at(-1) === 'over') this.#over(member);
  }

  #heard(member: Member<Request>, message: FromWorker): void {
    const { kind } = message;
    if (kind === 'ready') this.#isReady(member);
    else if (kind === 'shutdown') this.#server.shutdown();
    else if (kind === 'crash') member.crash = { error: unpackError(message.error) };
    else if (kind === 'done') this.#done(member);
    else this.#report(member.jobs[0]!, unpackError(message.error));
  }

  #isReady(member: Member<Request>): void {
    if (member.ready) return;
    member.ready = true;
    this.#starting--;
    this.#lastReady = performance.now();
  }

  #done(member: Member<Request>): void {
    this.#lastDone = performance.now();
    member.jobs.shift();
    member.proven = true;
    if (member.jobs.length > 0) return;
    member.hand.keep(false);
    const next = this.#queue.shift();
    if (next !== undefined) this.#give(member, next);
    else this.#idle.push(member);
  }

  #give(member: Member<Request>, job: Job<Request>): void {
    try {
      job.takeBack = member.hand.give(job.request, job.client_address);
    } catch (error) {
      if (member.jobs.length === 0) this.#idle.push(member);
      this.#report(job, error);
      this.#server.shutdown_request(job.request);
      return;
    }
    member.jobs.push(job);
    if (this.#settings.keeps()) member.hand.keep(true);
  }

  /** The thread is over. What it had was closed with it. */
  #over(member: Member<Request>): void {
    if (member.gone) return;
    member.gone = true;
    for (const message of member.hand.messages()) if (message !== 'over') this.#heard(member, message);
    this.#isReady(member);
    this.#members.delete(member);
    const at = this.#idle.indexOf(member);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#selector?.unregister(member.hand.lifeline);
    member.hand.release();
    for (const job of member.jobs) this.#bereave(job, member);
    this.#startForAll();
  }

  /** What becomes of a request whose worker is over: one that it never came to is another's. */
  #bereave(job: Job<Request>, { proven, crash }: Member<Request>): void {
    const back = job.takeBack?.() ?? null;
    if (back !== null && proven) {
      this.#queue.push({ ...job, request: back as Request });
      return;
    }
    back?.close();
    this.#report(job, crash?.error ?? new Error('the worker ended before it was done with the request'));
  }

  #report({ request, client_address }: Job<Request>, error: unknown): void {
    this.#server.handle_error(request, client_address, error);
  }
}
