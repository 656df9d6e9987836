import { backend } from '../backend/load.ts';
import { oserror } from './errors.ts';

const { sys } = backend;

/** Tells the program of a descriptor that nobody closed, as Python does. */
function warnUnclosed(description: string): void {
  process.emitWarning(`unclosed ${description}`, 'ResourceWarning');
}

/** What a forgotten descriptor is called in its ResourceWarning. */
type Describe = (fd: number) => string;

// What is held for a forgotten descriptor is what has the descriptor, and there is nothing more for each: whether there is a
// warning is told by which of the two has it.
const forgotten = new FinalizationRegistry((fd: OwnedFd) => closeForgotten(fd));
const unclosed = new FinalizationRegistry((fd: OwnedFd) => closeForgotten(fd, describe));
let describe: Describe | undefined;
/** Which of the two has it. */
const registries = new WeakMap<OwnedFd, FinalizationRegistry<OwnedFd>>();

// Nobody can catch what is thrown here, so that a descriptor which somebody else has closed is passed over, as in CPython;
// and it is closed whatever comes of the warning.
function closeForgotten(fd: OwnedFd, words?: Describe): void {
  const number = fd.release();
  if (number < 0) return;
  try {
    if (words !== undefined) warnUnclosed(words(number));
  } finally {
    closeFd(number);
  }
}

/** The descriptor that each sentinel is for. */
const charges: (OwnedFd | null)[] = [];
/** Places in it whose sentinels have been collected. */
const places: number[] = [];
const sentinels = new FinalizationRegistry((at: number) => {
  const fd = charges[at]!;
  charges[at] = null;
  places.push(at);
  if (fd !== null) closeForgotten(fd, describe);
});

/** How many sentinels wait for the next socket at the most. */
const MOST_IDLE = 1024;
const idle: Sentinel[] = [];

/**
 * What is collected together with the object that keeps it, and with nothing else: then the descriptor is closed, with a
 * ResourceWarning, as Python does. To enter one into a FinalizationRegistry, and to remove it, takes longer than all else
 * that a new socket does here: so it stays there, and serves one socket after the other.
 */
export class Sentinel {
  readonly #at: number;

  private constructor() {
    this.#at = places.pop() ?? charges.length;
    sentinels.register(this, this.#at);
  }

  /**
   * One for a descriptor.
   *
   * @param words - says what the descriptor is; the same function for all.
   */
  static of(fd: OwnedFd, words: Describe): Sentinel {
    describe = words;
    const sentinel = idle.pop() ?? new Sentinel();
    charges[sentinel.#at] = fd;
    return sentinel;
  }

  /** The descriptor is closed, or somebody else's: this is for the next, and its keeper has to forget it. */
  relieve(): void {
    charges[this.#at] = null;
    if (idle.length < MOST_IDLE) idle.push(this);
  }
}

/** Someone who waits for descriptors that are not its own. */
export interface Watcher {
  /** The descriptor `fd`, still open, is about to be closed, or given away if `isClosing` is false. */
  closing(fd: number, isClosing: boolean): void;
}

/** The watchers of this thread. They are told of numbers, as whoever has a number can close it; and held weakly. */
const watchers = new Set<WeakRef<Watcher>>();
const residents: Watcher[] = [];

/**
 * Has `watcher` told of every descriptor that is about to be closed through this package.
 *
 * @returns what `unwatch` takes.
 */
export function watch(watcher: Watcher): WeakRef<Watcher> {
  const ref = new WeakRef(watcher);
  watchers.add(ref);
  return ref;
}

/** The same for one that is there as long as its thread is: it is told first, and not held weakly, which would take longer. */
export function watchForGood(watcher: Watcher): void {
  residents.push(watcher);
}

export function unwatch(ref: WeakRef<Watcher>): void {
  watchers.delete(ref);
}

/** Closes a descriptor after those who wait for it have let go of it. Returns what close(2) does. */
export function closeFd(fd: number): number {
  tellWatchers(fd, true);
  return sys.close(fd);
}

function tellWatchers(fd: number, isClosing: boolean): void {
  for (let i = 0; i < residents.length; i++) residents[i]!.closing(fd, isClosing);
  if (watchers.size === 0) return;
  for (const ref of watchers) {
    const watcher = ref.deref();
    if (watcher === undefined) watchers.delete(ref);
    else watcher.closing(fd, isClosing);
  }
}

/**
 * A descriptor with one owner. It is closed once, however often `close()` is called, and after `close()` or `detach()`
 * its number is -1, so that nothing of ours can reach a number that the system has given to somebody else since.
 */
export class OwnedFd {
  /** The descriptor; -1 once it is closed or given away. */
  number: number;

  private constructor(number: number) {
    this.number = number;
  }

  /** Takes over a descriptor that a call of the backend made. */
  static take(fd: number): OwnedFd {
    return new OwnedFd(fd);
  }

  /** Takes over a descriptor from elsewhere: from now on the environment closes it when it ends. */
  static adopt(fd: number): OwnedFd {
    const result = sys.own(fd);
    if (result < 0) throw oserror(-result, 'fcntl');
    return new OwnedFd(fd);
  }

  /** Closes the descriptor when `holder` is collected. */
  closeWith(holder: object): this {
    forgotten.register(holder, this, this);
    registries.set(this, forgotten);
    return this;
  }

  /**
   * The same with a ResourceWarning, as Python has it for sockets. Of what there are many of, each has a `Sentinel` instead.
   *
   * @param words - says what the descriptor is; the same function for all.
   */
  warnWith(holder: object, words: Describe): this {
    describe = words;
    unclosed.register(holder, this, this);
    registries.set(this, unclosed);
    return this;
  }

  /** Closes the descriptor. A second call does nothing. */
  close(): void {
    const fd = this.release();
    if (fd < 0) return;
    const result = closeFd(fd);
    // The peer's reset is no news to someone who is leaving (CPython ignores it too).
    if (result < 0 && result !== -backend.errnos.ECONNRESET!) throw oserror(-result, 'close');
  }

  /** Gives the number away: the caller is its owner now. -1 if it was closed. */
  detach(): number {
    const fd = this.release();
    if (fd >= 0) sys.disown(fd);
    return fd;
  }

  /**
   * Hands the descriptor over to what `take` makes, which owns it from then on; whoever waits for it here is let go. If
   * `take` throws, everything is as it was before.
   */
  handOver<T>(take: (fd: number) => T): T {
    const fd = this.number;
    // While it is on its way, nothing of ours can reach it.
    this.number = -1;
    sys.disown(fd);
    try {
      const taken = take(fd);
      this.unregister();
      tellWatchers(fd, false);
      return taken;
    } catch (error) {
      if (sys.own(fd) >= 0) this.number = fd;
      throw error;
    }
  }

  /** Ends the ownership: the number, which the caller now closes or keeps; -1 if there is none any more. */
  release(): number {
    const fd = this.number;
    this.number = -1;
    if (fd >= 0) this.unregister();
    return fd;
  }

  private unregister(): void {
    registries.get(this)?.unregister(this);
  }
}
