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
 * more takes longer than that to start, and has all of its code to compile. Where a start takes long, the machine has much
 * to do, and so it is a part of that if this is longer.
 */
const GRACE = 20;
const PART_OF_START = 1 / 4;

/** What the mix-in asks of the pool, each time anew: they may be set at any time. */
export interface PoolSettings {
  /** How many there may be. */
  most(): number;
  /** Whether the process waits for those that are busy. */
  keeps(): boolean;
}

/** A request that waits or is handled. */
export interface Job<Request> {
  readonly request: Request;
  readonly client_address: ReturnedAddress;
  /** When it came, as `performance.now()` tells the time. */
  readonly since: number;
  takeBack?: () => Socket | null;
}

/** A worker or a child, as the pool has it. */
export interface Hand {
  /** Ready to read when it has said something, and at end of file when it is over. It does not wait. */
  readonly lifeline: Socket;
  /** What it has said since the last time; `'over'` last, at the end of the lifeline. */
  messages(): (FromWorker | 'over')[];
  /** Has it end after what it was given. */
  end(): void;
  /** It is over: closes what is left of it here. */
  release(): void;
}

/** Where hands come from. */
export interface Hands<H extends Hand> {
  /**
   * Starts one.
   *
   * @param heard - what it says while the event loop runs.
   * @param over - called when the event loop finds that it is over.
   */
  start(heard: (message: FromWorker) => void, over: () => void): H;
  /** Called after the last is gone, or when nobody will ask any more. */
  close(wait: boolean): void;
}

export interface Member<Request, H extends Hand> {
  readonly hand: H;
  /** What it was sent and has not done; the first is what it is at. */
  readonly jobs: Job<Request>[];
  /** When it was started, as `performance.now()` tells the time. */
  readonly started: number;
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
export abstract class WorkerPool<Request, H extends Hand> {
  protected readonly server: BaseServer<Request>;
  protected readonly settings: PoolSettings;
  readonly #hands: Hands<H>;
  protected readonly members = new Set<Member<Request, H>>();
  /** How many start: no more at once than the machine has cores. */
  #starting = 0;
  readonly #cores = process.getBuiltinModule('node:os').availableParallelism();
  /** When the last one had, and how long that took. */
  #lastReady = -Infinity;
  #took = 0;
  /** When a worker was done last. */
  protected lastDone = -Infinity;
  protected selector: BaseSelector | null = null;
  #isEnding = false;

  constructor(server: BaseServer<Request>, settings: PoolSettings, hands: Hands<H>) {
    this.server = server;
    this.settings = settings;
    this.#hands = hands;
  }

  /** Has a worker handle a request. A connection is the worker's from then on. */
  abstract dispatch(request: Request, client_address: ReturnedAddress): void;

  /** Gives what waits to who is free, or starts: nobody may be there to tend it. */
  protected abstract startForAll(): void;

  /** Since when the first request waits for somebody to be free that nobody starts for; `null` if none does. */
  protected abstract waitsSince(): number | null;

  /** The worker that was started for the first one. */
  protected abstract startedForFirst(member: Member<Request, H>): void;

  /** Whether there are requests that are not done. */
  protected abstract isBusy(): boolean;

  /** Nobody will be here to give out what waits. */
  protected abstract handOut(): void;

  protected abstract done(member: Member<Request, H>, message: FromWorker & { kind: 'done' }): void;

  /** What a worker is at, or the request that it speaks of. */
  protected abstract jobOf(
    member: Member<Request, H>,
    message: FromWorker & { kind: 'error' },
  ): Job<Request> | undefined;

  /** A worker is over. What it had was closed with it. */
  protected abstract bereave(member: Member<Request, H>): void;

  /** Who is waited for, with what: `null` for the event loop. */
  waitsWith(selector: BaseSelector | null): void {
    this.selector = selector;
    if (selector === null) this.startForAll();
    else for (const member of this.members) this.#register(member, selector);
  }

  /**
   * Whether a request that came at `now`, behind so many others, is to be left to those that are there: tend() looks after
   * it. Fewer than none says that somebody is about to take it.
   */
  protected mayWait(now: number, behind: number): boolean {
    if (behind < 0) return true;
    return this.selector !== null && (behind > 0 || this.#goesOn(now) || this.#startEnough());
  }

  /** How long a request waits at the least. */
  #grace(): number {
    return Math.max(GRACE, this.#took * PART_OF_START);
  }

  /** Whether a worker has come to the end of a request just now. */
  #goesOn(now: number): boolean {
    return now - this.lastDone < this.#grace();
  }

  #startEnough(): boolean {
    return this.#starting >= this.#cores;
  }

  /**
   * Starts a worker for who has waited long enough. Called before each wait.
   *
   * @returns in how many seconds it is to be called again at the latest; `null` if there is no need.
   */
  tend(): number | null {
    for (let since = this.waitsSince(); since !== null && !this.#startEnough(); since = this.waitsSince()) {
      const now = performance.now();
      const grace = this.#grace();
      // Where they come to an end with requests it may be the processor that they lack: one more would make all slower. So the
      // last one is given the time to make a difference, when all of its code has to be compiled.
      const pause = this.#goesOn(now) ? Math.max(grace, this.#took) : grace;
      const left = Math.max(since + grace, this.#lastReady + pause) - now;
      if (left > 0) return left / 1000;
      const member = this.another();
      if (member === null) break;
      this.startedForFirst(member);
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
      this.handOut();
      this.end();
      this.#hands.close(false);
      return;
    }
    const selector = new ServerSelector();
    try {
      this.waitsWith(selector);
      while (this.isBusy()) this.#waitOnce(selector);
      this.end();
      while (this.members.size > 0) this.#waitOnce(selector);
      this.#hands.close(true);
    } finally {
      this.selector = null;
      selector.close();
    }
  }

  #waitOnce(selector: BaseSelector): void {
    for (const [{ data }] of selector.select(this.tend())) (data as () => void)();
  }

  protected end(): void {
    this.#isEnding = true;
    for (const { hand } of this.members) hand.end();
  }

  /** One more worker, or `null` if there are as many as may be. */
  protected another(): Member<Request, H> | null {
    const { size } = this.members;
    if (size >= Math.max(1, this.settings.most())) return null;
    try {
      return this.#start();
    } catch (error) {
      // The system has no more threads or descriptors: those that are there will come to it.
      if (size === 0) throw error;
      return null;
    }
  }

  #start(): Member<Request, H> {
    const hand = this.#hands.start(
      (message) => this.#heard(member, message),
      () => this.#over(member),
    );
    const member: Member<Request, H> = {
      hand,
      jobs: [],
      started: performance.now(),
      ready: false,
      proven: false,
      crash: null,
      gone: false,
    };
    this.members.add(member);
    this.#starting++;
    if (this.#isEnding) hand.end();
    if (this.selector !== null) this.#register(member, this.selector);
    return member;
  }

  /** Hears what they have said by now. */
  collect(): void {
    for (const member of [...this.members]) this.#look(member);
  }

  get size(): number {
    return this.members.size;
  }

  #register(member: Member<Request, H>, selector: BaseSelector): void {
    selector.register(member.hand.lifeline, EVENT_READ, () => this.#look(member));
  }

  /** The worker has said something, or is over. */
  #look(member: Member<Request, H>): void {
    const messages = member.hand.messages();
    for (const message of messages) if (message !== 'over') this.#heard(member, message);
    if (messages.at(-1) === 'over') this.#over(member);
  }

  #heard(member: Member<Request, H>, message: FromWorker): void {
    const { kind } = message;
    if (kind === 'ready') this.#isReady(member);
    else if (kind === 'shutdown') this.server.shutdown();
    else if (kind === 'crash') member.crash = { error: unpackError(message.error) };
    else if (kind === 'error') this.report(this.jobOf(member, message), unpackError(message.error));
    else this.done(member, message);
  }

  #isReady(member: Member<Request, H>): void {
    if (member.ready) return;
    member.ready = true;
    this.#starting--;
    this.#lastReady = performance.now();
    this.#took = this.#lastReady - member.started;
  }

  #over(member: Member<Request, H>): void {
    if (member.gone) return;
    member.gone = true;
    for (const message of member.hand.messages()) if (message !== 'over') this.#heard(member, message);
    if (!member.ready) this.#starting--;
    this.members.delete(member);
    this.selector?.unregister(member.hand.lifeline);
    member.hand.release();
    this.bereave(member);
    this.startForAll();
  }

  /** Reports what became of a request; the worker's end, if there is no better reason. */
  protected report(job: Job<Request> | undefined, error: unknown): void {
    this.server.handle_error((job?.request ?? null) as Request, job?.client_address ?? null, error);
  }

  protected reportEnd(job: Job<Request>, { crash }: Member<Request, H>): void {
    this.report(job, crash?.error ?? new Error('the worker ended before it was done with the request'));
  }
}
