import { backend } from '../backend/load.ts';
import { type Watcher, watch as watchCloses } from '../core/fd.ts';
import { POLLIN, POLLOUT } from '../core/wait.ts';
import type { Driver } from './driver.ts';
import { PolledDriver } from './polled.ts';
import { type Queue, Waiter, Watch } from './watch.ts';

// The reactor of this thread: who waits for which descriptor, and who is told when it is ready. A driver finds out what is
// ready: news, edge by edge. So the rule for whoever waits is: make the call first, and wait when it says EAGAIN; anything
// that comes after that is news.

const { errnos, selectConstants } = backend;
const { POLLPRI, POLLERR, POLLHUP } = selectConstants as { [name: string]: number };
const ECANCELED = -errnos.ECANCELED!;
const EBADF = -errnos.EBADF!;
/** Not everywhere. */
const POLLRDHUP = selectConstants.POLLRDHUP ?? 0;

/** After these a short read does not mean that nothing more will come. */
const LOOK = POLLPRI! | POLLERR! | POLLHUP! | POLLRDHUP;
/** What whoever reads wants to know, and whoever writes. */
const READ_NEWS = POLLIN | LOOK;
const WRITE_NEWS = POLLOUT | POLLERR! | POLLHUP!;

/** By descriptor. */
const watches: (Watch | undefined)[] = [];
let nextTag = 1;
/** How many waits keep the process alive. */
let alive = 0;
/** Counts the news: who comes while some is told is not told of it. */
let news = 0;

let started: Driver | undefined;

/** Made when somebody waits for the first time: whoever imports the module and never waits pays nothing. */
function driver(): Driver {
  started ??= new PolledDriver(announce);
  return started;
}

/** Held here, as those who are told of closes are held weakly. */
const closes: Watcher = { closing: release };
watchCloses(closes);

/**
 * The watch of a descriptor, which is made if there is none.
 *
 * @param owner - who owns the descriptor. If another object owned that number, its descriptor is gone, though nobody said
 * so: whoever waits for it is let go with -EBADF.
 */
export function watchOf(fd: number, owner: object | null = null): Watch {
  const known = watches[fd];
  if (known !== undefined) {
    if (owner === null || known.owner === owner) return known;
    end(known, EBADF);
  }
  const made = new Watch(fd, nextTag, owner);
  nextTag = (nextTag + 1) | 0 || 1;
  watches[fd] = made;
  return made;
}

/** A descriptor is about to be closed or given away: whoever waits for it is let go with -ECANCELED. */
export function release(fd: number): void {
  const known = watches[fd];
  if (known !== undefined) end(known, ECANCELED);
}

function end(watch: Watch, error: number): void {
  watches[watch.fd] = undefined;
  if (watch.isActive) driver().unwatch(watch);
  watch.isActive = false;
  for (const queue of [watch.readers, watch.writers]) {
    for (let waiter = queue.first; waiter !== null; waiter = queue.first) {
      dequeue(waiter);
      waiter.failed(error);
    }
  }
}

/**
 * Lets someone wait, behind those who wait already.
 *
 * @returns 0, or -errno if the descriptor cannot be waited for: nobody waits then.
 */
export function enqueue(queue: Queue, waiter: Waiter): number {
  const { watch } = queue;
  if (!watch.isActive) {
    const result = driver().watch(watch);
    if (result < 0) return result;
    watch.isActive = true;
  }
  waiter.since = news;
  queue.append(waiter);
  if (watch.isRef) keepAlive(1);
  driver().changed?.(watch);
  return 0;
}

/** Ends a wait. Whoever does not wait is left alone. */
export function dequeue(waiter: Waiter): void {
  const { queue } = waiter;
  if (queue === null) return;
  queue.remove(waiter);
  if (queue.watch.isRef) keepAlive(-1);
  if (queue.watch.isActive) driver().changed?.(queue.watch);
}

/** Says whether the waits for a descriptor keep the process alive. */
export function setRef(watch: Watch, isRef: boolean): void {
  if (watch.isRef === isRef) return;
  watch.isRef = isRef;
  if (watch.waiting > 0) keepAlive(isRef ? watch.waiting : -watch.waiting);
}

function keepAlive(more: number): void {
  const before = alive;
  alive += more;
  if (before === 0 || alive === 0) driver().keepAlive(alive > 0);
}

/** There is news of a descriptor. News of a registration that has ended is not for the one that has its number now. */
function announce(fd: number, events: number, tag: number): void {
  const watch = watches[fd];
  if (watch === undefined || watch.tag !== tag) return;
  news = (news + 1) | 0;
  if (events & LOOK) watch.alwaysLooks = true;
  if (events & READ_NEWS) {
    watch.readable = true;
    serve(watch.readers, events);
  }
  if (events & WRITE_NEWS) serve(watch.writers, events);
}

/** Serves those who wait, in order, until one is not done. */
function serve(queue: Queue, events: number): void {
  for (let waiter = queue.first; waiter !== null && waiter.since !== news; waiter = queue.first) {
    if (!waiter.ready(events)) return;
    dequeue(waiter);
  }
}

/** A wait that `wait` has begun. */
export interface Wait {
  /** Ends it: the callback is not called any more. A wait that is over is left alone. */
  cancel(): void;
}

/** One direction of a `Wait`. */
class Turn extends Waiter {
  readonly #over: (result: number) => void;

  constructor(over: (result: number) => void) {
    super();
    this.#over = over;
  }

  override ready(events: number): boolean {
    // Out of the queue before anybody else's code runs.
    dequeue(this);
    this.#over(events);
    return true;
  }

  override failed(error: number): void {
    this.#over(error);
  }
}

/**
 * Waits for a descriptor with a callback: no promise is made. Several may wait for one descriptor; they are called in the
 * order in which they came. The callback is called once, and never before this returns. To find a descriptor ready again,
 * first read (or write) until EAGAIN: what was there before is no news.
 *
 * @param events - POLLIN, POLLOUT, or both.
 * @param callback - is given the events that came (POLL*, errors and hang-ups among them), or -errno: -ECANCELED when the
 * descriptor is closed or given away through this package, the driver's if it cannot be waited for.
 */
export function wait(fd: number, events: number, callback: (result: number) => void): Wait {
  const turns: Turn[] = [];
  let isOver = false;
  const cancel = () => {
    isOver = true;
    for (const turn of turns) dequeue(turn);
  };
  const over = (result: number) => {
    if (isOver) return;
    cancel();
    callback(result);
  };
  const watch = watchOf(fd);
  const queues = [...(events & POLLIN ? [watch.readers] : []), ...(events & POLLOUT ? [watch.writers] : [])];
  for (const queue of queues) {
    const turn = new Turn(over);
    turns.push(turn);
    const result = enqueue(queue, turn);
    if (result < 0) {
      setImmediate(over, result);
      break;
    }
  }
  return { cancel };
}
