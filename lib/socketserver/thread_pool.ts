import { closeFd } from '../core/fd.ts';
import type { BaseSelector } from '../selectors/base.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import { Socket } from '../socket/socket.ts';
import type { BaseServer } from './base.ts';
import { GivingPool } from './giving_pool.ts';
import type { Job, Member, PoolSettings } from './pool.ts';
import { MOST, RequestQueue, type Slot, textOf } from './request_queue.ts';
import { type ThreadHand, workerHands } from './worker_hands.ts';
import { type FromWorker, Rest, type ServerMessage } from './worker_messages.ts';

/** Who takes a request that nobody shall handle: no thread has this number. */
const NOBODY = 0;

const itself = (fd: number) => fd;

/**
 * The threads of a server. They take connections from a queue in shared memory, and are given what cannot lie there: messages,
 * what a server of the user's own has for requests, and connections beyond those that there is room for.
 */
export class ThreadPool<Request> extends GivingPool<Request, ThreadHand> {
  readonly #shared: RequestQueue;
  /** What is in each slot, or was when somebody looked last. */
  readonly #slots: (Job<Request> | undefined)[] = [];
  readonly #empty: Slot[] = [];
  /** How many were put into the queue, and how many were done when somebody looked last, modulo 2^32. */
  #put = 0;
  #seen = 0;
  #isClosing = false;

  /** @param describe - the server as each thread is given it. */
  constructor(server: BaseServer<Request>, settings: PoolSettings, describe: () => ServerMessage) {
    const shared = new RequestQueue();
    super(server, settings, workerHands(shared.memory, describe));
    this.#shared = shared;
  }

  override dispatch(request: Request, client_address: ReturnedAddress): void {
    const now = performance.now();
    this.#see(now);
    if (this.#enqueue({ request, client_address, since: now })) {
      if (!this.#rouse() && !this.mayWait(now, this.#unserved() - 1)) this.another();
    } else {
      super.dispatch(request, client_address);
      if (this.queue.length > 0) this.#giveOut();
    }
    this.#keep();
  }

  /** Notes whether threads have come to the end of others since the last look. */
  #see(now: number): void {
    const { done } = this.#shared;
    if (done === this.#seen) return;
    this.#seen = done;
    this.lastDone = now;
  }

  /** Puts a connection into the queue. False if it cannot lie there. */
  #enqueue(job: Job<Request>): boolean {
    const { request, client_address } = job;
    if (!(request instanceof Socket) || request.fileno() < 0) return false;
    const text = textOf(client_address);
    const slot = text === null ? -1 : this.#findEmpty();
    if (slot < 0) return false;
    this.#slots[slot] = job;
    this.#put = (this.#put + 1) | 0;
    const fd = request.fd.handOver(itself);
    this.#shared.putConnection(slot, fd, request, text!);
    return true;
  }

  #findEmpty(): Slot {
    if (this.#empty.length === 0) this.#findMore();
    return this.#shared.waiting < MOST ? (this.#empty.pop() ?? -1) : -1;
  }

  /** Looks which slots are empty by now. If those are few, there are more. */
  #findMore(): void {
    const { length } = this.#slots;
    if (this.#unfinished() >= MOST) return;
    for (let slot = 0; slot < length; slot++) if (this.#shared.isEmpty(slot)) this.#free(slot);
    if (this.#empty.length > length / 2) return;
    for (let slot = Math.min(MOST, 2 * length + 8) - 1; slot >= length; slot--) this.#free(slot);
  }

  #free(slot: Slot): void {
    this.#slots[slot] = undefined;
    this.#empty.push(slot);
  }

  /** How many in the queue wait or are handled. */
  #unfinished(): number {
    return (this.#put - this.#shared.done) | 0;
  }

  /** Has one that rests look into the queue. */
  #rouse(): boolean {
    for (const { jobs, hand } of this.members) if (jobs.length === 0 && hand.rouse()) return true;
    return false;
  }

  /** How many in the queue wait for somebody to be free. */
  #unserved(): number {
    let count = this.#shared.waiting;
    if (count > 0) for (const { hand } of this.members) if (hand.rest === Rest.ROUSED) count--;
    return count;
  }

  protected override waitsSince(): number | null {
    if (this.#unserved() <= 0) return super.waitsSince();
    const now = performance.now();
    this.#see(now);
    return this.#slots[this.#shared.next]?.since ?? now;
  }

  protected override startedForFirst(member: Member<Request, ThreadHand>): void {
    // From the queue it takes what it finds.
    if (this.queue.length > 0) super.startedForFirst(member);
  }

  protected override startForAll(): void {
    super.startForAll();
    for (let count = this.#unserved(); count > 0; count--) if (!this.#rouse() && this.another() === null) break;
  }

  override waitsWith(selector: BaseSelector | null): void {
    super.waitsWith(selector);
    this.#ask();
    this.#keep();
  }

  protected override idle(): Member<Request, ThreadHand> | null {
    for (const member of this.members) {
      if (member.jobs.length === 0 && member.hand.rest === Rest.RESTS) return member;
    }
    return null;
  }

  /** Its word says so. */
  protected override rests(): void {}

  /** Gives what waits here to those that rest. */
  #giveOut(): void {
    // Before the look: who comes to rest behind it tells.
    this.#ask();
    for (let next = this.idle(); next !== null && this.queue.length > 0; next = this.idle()) {
      this.give(next, this.queue.shift()!);
    }
  }

  /** Has the threads tell when they are done, if somebody waits for that. */
  #ask(): void {
    this.#shared.ask(this.selector === null || this.#isClosing || this.queue.length > 0);
  }

  /** Between two waits the process may end, unless it waits for the handlers. */
  #keep(): void {
    if (this.selector !== null) return;
    const isKept = this.isBusy() && this.settings.keeps();
    for (const { hand } of this.members) hand.keep(isKept);
  }

  protected override isBusy(): boolean {
    return this.#unfinished() > 0 || super.isBusy();
  }

  override close(wait: boolean): void {
    this.#isClosing = true;
    this.#ask();
    super.close(wait);
  }

  protected override jobOf(member: Member<Request, ThreadHand>, message: FromWorker & { kind: 'error' }) {
    return message.slot === undefined ? super.jobOf(member, message) : this.#slots[message.slot];
  }

  protected override done(member: Member<Request, ThreadHand>, message: FromWorker & { kind: 'done' }): void {
    const { slot } = message;
    if (slot === undefined) super.done(member, message);
    else if (slot >= 0) this.#shared.finish(slot);
    if (this.queue.length > 0) this.#giveOut();
    else this.#ask();
    this.#keep();
  }

  protected override bereave(member: Member<Request, ThreadHand>): void {
    member.proven ||= member.ready;
    super.bereave(member);
    const { hand, jobs, ready } = member;
    for (const [slot, job] of this.#slots.entries()) {
      const had = job === undefined ? null : this.#shared.hadBy(hand.id, slot);
      if (had === 'owned') this.#fail(slot, member);
      // It never came to it.
      if (had === 'taken') this.#shared.put(slot);
    }
    // A second one would not get any further.
    const slot = ready || jobs.length > 0 ? -1 : this.#shared.take(NOBODY);
    if (slot < 0) return;
    closeFd(this.#shared.fd(slot));
    this.#fail(slot, member);
  }

  #fail(slot: Slot, member: Member<Request, ThreadHand>): void {
    const job = this.#slots[slot]!;
    this.#shared.finish(slot);
    this.reportEnd(job, member);
  }
}
