import { backend } from '../backend/load.ts';
import { REACTOR_MORE } from '../backend/types.ts';
import { type Watcher, watchForGood } from '../core/fd.ts';
import { POLLIN, POLLOUT } from '../core/wait.ts';
import { spinValue } from '../select/spin.ts';
import { BatchedDriver } from './batched.ts';
import type { Driver, Listener } from './driver.ts';
import { PolledDriver } from './polled.ts';
import { type Queue, Waiter, Watch } from './watch.ts';

// The reactor of this thread: who waits for which descriptor, and who is told when it is ready. A driver finds out what is
// ready: news, edge by edge. So the rule for whoever waits is: make the call first, and wait when it says EAGAIN; anything
// that comes after that is news.

const { errnos, selectConstants, capabilities } = backend;
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
/** Counts the news: a callback that is added while some is told is not told of it. */
let news = 0;

let started: Driver | undefined;
let spin = 0;

/** Made when somebody waits for the first time: whoever imports the module and never waits pays nothing. */
function driver(): Driver {
  started ??= start();
  return started;
}

/** How many news the program is being told, in a batch. */
export function telling(): number {
  return started === undefined ? 0 : started.telling;
}

function start(): Driver {
  const made = capabilities.reactor ? new BatchedDriver(listener) : new PolledDriver(listener);
  if (spin > 0) made.spin(spin);
  return made;
}

/**
 * Has the event loop of this thread look for more for up to so many microseconds, whenever there was something to do for
 * sockets that are waited for, before it sleeps. It answers sooner where something comes within that time, at the price of a
 * core that is busy meanwhile. Timers and everything else of the loop have their turn after a millisecond at the latest.
 *
 * @param microseconds - up to 100,000; 0, as at first, does not look.
 */
export function setSpin(microseconds: number): void {
  spin = spinValue(microseconds, "setSpin() argument 'microseconds'");
  started?.spin(spin);
}

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
    if (known.owner === null) {
      known.owner = owner;
      // Nobody vouched for the number so far: it may have been closed since, and be told of no more.
      if (known.interest !== 0) driver().watch(known);
      return known;
    }
    end(known, EBADF, false);
  }
  const made = new Watch(fd, nextTag, owner);
  nextTag = (nextTag + 1) | 0 || 1;
  watches[fd] = made;
  return made;
}

/**
 * A descriptor is about to be given away, or closed if `isClosing`: whoever waits for it is let go with -ECANCELED.
 */
export function release(fd: number, isClosing = false): void {
  const known = watches[fd];
  if (known === undefined) return;
  known.sending?.flush();
  end(known, ECANCELED, isClosing && !known.isShared);
}

function end(watch: Watch, error: number, isForgotten: boolean): void {
  watches[watch.fd] = undefined;
  watch.isOver = true;
  if (watch.interest !== 0) driver().unwatch(watch, isForgotten);
  watch.interest = 0;
  letGo(watch.readers, error);
  if (watch.hasWriters) letGo(watch.writers, error);
}

function letGo(queue: Queue, error: number): void {
  for (let waiter = queue.first; waiter !== null; waiter = queue.first) {
    dequeue(waiter);
    waiter.failed(error);
  }
}

/**
 * Lets someone wait, behind those who wait already.
 *
 * @returns 0, or -errno if the descriptor cannot be waited for: nobody waits then.
 */
export function enqueue(queue: Queue, waiter: Waiter): number {
  const { watch } = queue;
  // Whether it can be written is told only to those who ask: some sockets become so with every message that is read.
  const wanted = queue === watch.readers ? POLLIN : POLLIN | POLLOUT;
  if ((watch.interest & wanted) !== wanted) {
    const result = setInterest(watch, watch.interest | wanted);
    if (result < 0) return result;
  }
  queue.append(waiter);
  if (watch.isRef) keepAlive(1);
  driver().changed(watch);
  return 0;
}

/** Ends a wait. Whoever does not wait is left alone. */
export function dequeue(waiter: Waiter): void {
  const { queue } = waiter;
  if (queue === null) return;
  queue.remove(waiter);
  if (queue.watch.isRef) keepAlive(-1);
  driver().changed(queue.watch);
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

function setInterest(watch: Watch, interest: number): number {
  const before = watch.interest;
  watch.interest = interest;
  const result = driver().watch(watch);
  if (result < 0) watch.interest = before;
  return result;
}

/** The watch that news is of: that of a registration which has ended is not for the one that has its number now. */
function watchOfNews(fd: number, tag: number): Watch | undefined {
  const watch = watches[fd];
  return watch?.tag === tag ? watch : undefined;
}

const listener: Listener & Watcher = {
  closing: release,

  received(fd, tag, events, result, slab, at) {
    const watch = watchOfNews(fd, tag);
    if (watch === undefined) return true;
    if (events & LOOK) watch.alwaysLooks = true;
    watch.readable = true;
    if (!watch.readers.first?.received?.(result, slab, at)) return false;
    if (events & REACTOR_MORE) watch.readable = true;
    // Whoever comes to read from now on makes the call first, or knows that there is nothing.
    return (events & ~REACTOR_MORE) === POLLIN && watch.readers.first === null;
  },

  announce(fd, tag, events, isRead) {
    const watch = watchOfNews(fd, tag);
    if (watch === undefined) return;
    news = (news + 1) | 0;
    if (events & LOOK) watch.alwaysLooks = true;
    if (!isRead && events & READ_NEWS) watch.readable = true;
    if (watch.readable && events & READ_NEWS) serve(watch.readers, events);
    if (events & WRITE_NEWS && watch.hasWriters) serve(watch.writers, events);
    // Nobody wants to know any more. Another call may have ended the watch.
    if (events === POLLOUT && !watch.hasWriters && watch.interest !== 0) setInterest(watch, POLLIN);
  },
};
watchForGood(listener);

/** Serves those who wait, in order, until one is not done. `events` are what came; 0 for nothing in particular. */
export function serve(queue: Queue, events: number): void {
  for (let waiter = queue.first; waiter !== null; waiter = queue.first) {
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
  readonly #since = news;

  constructor(over: (result: number) => void) {
    super();
    this.#over = over;
  }

  override ready(events: number): boolean {
    if (events === 0 || this.#since === news) return false;
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
