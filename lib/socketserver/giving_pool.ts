import type { ReturnedAddress } from '../socket/address.ts';
import type { Socket } from '../socket/socket.ts';
import { type Hand, type Job, type Member, WorkerPool } from './pool.ts';
import type { FromWorker } from './worker_messages.ts';

/** A worker that requests are sent to. */
export interface GivenHand extends Hand {
  /**
   * Sends a request, whose connection is closed here; if it throws, it is not.
   *
   * @returns what takes the connection back that has not been taken, if there is a way.
   */
  give(request: unknown, client_address: ReturnedAddress): () => Socket | null;
}

/** A pool that sends each request to a worker when that is free. */
export class GivingPool<Request, H extends GivenHand = GivenHand> extends WorkerPool<Request, H> {
  protected readonly queue: Job<Request>[] = [];
  readonly #idle: Member<Request, H>[] = [];

  override dispatch(request: Request, client_address: ReturnedAddress): void {
    const job: Job<Request> = { request, client_address, since: performance.now() };
    const mayWait = this.mayWait(job.since, this.queue.length);
    const member = this.idle() ?? (mayWait ? null : this.another());
    if (member === null) this.queue.push(job);
    else this.give(member, job);
  }

  /** Starts some before there is work for them. */
  prepare(count: number): void {
    while (this.size < count) {
      const member = this.another();
      if (member === null) return;
      this.rests(member);
    }
  }

  /** One that has nothing to do, and is to be given something. */
  protected idle(): Member<Request, H> | null {
    return this.#idle.pop() ?? null;
  }

  /** A worker has nothing to do. */
  protected rests(member: Member<Request, H>): void {
    this.#idle.push(member);
  }

  protected override startForAll(): void {
    while (this.queue.length > 0) {
      const next = this.idle() ?? this.another();
      if (next === null) break;
      this.give(next, this.queue.shift()!);
    }
  }

  protected override waitsSince(): number | null {
    return this.queue[0]?.since ?? null;
  }

  protected override startedForFirst(member: Member<Request, H>): void {
    this.give(member, this.queue.shift()!);
  }

  protected override isBusy(): boolean {
    return this.queue.length > 0 || [...this.members].some(({ jobs }) => jobs.length > 0);
  }

  /** Each is given its part at once. */
  protected override handOut(): void {
    const members = [...this.members];
    for (let i = 0; this.queue.length > 0 && members.length > 0; i++) {
      this.give(members[i % members.length]!, this.queue.shift()!);
    }
  }

  protected override end(): void {
    this.#idle.length = 0;
    super.end();
  }

  protected override jobOf(
    member: Member<Request, H>,
    _message: FromWorker & { kind: 'error' },
  ): Job<Request> | undefined {
    return member.jobs[0];
  }

  protected override done(member: Member<Request, H>, _message: FromWorker & { kind: 'done' }): void {
    this.lastDone = performance.now();
    member.jobs.shift();
    member.proven = true;
    if (member.jobs.length > 0) return;
    const next = this.queue.shift();
    if (next !== undefined) this.give(member, next);
    else this.rests(member);
  }

  protected give(member: Member<Request, H>, job: Job<Request>): void {
    try {
      job.takeBack = member.hand.give(job.request, job.client_address);
    } catch (error) {
      if (member.jobs.length === 0) this.rests(member);
      this.report(job, error);
      this.server.shutdown_request(job.request);
      return;
    }
    member.jobs.push(job);
  }

  protected override bereave(member: Member<Request, H>): void {
    const at = this.#idle.indexOf(member);
    if (at >= 0) this.#idle.splice(at, 1);
    for (const job of member.jobs) {
      // One that it never came to is another's.
      const back = job.takeBack?.() ?? null;
      if (back !== null && member.proven) {
        this.queue.push({ ...job, request: back as Request });
      } else {
        back?.close();
        this.reportEnd(job, member);
      }
    }
  }
}
