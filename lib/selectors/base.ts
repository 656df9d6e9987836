import { KeyError } from '../core/errors.ts';
import { unwatch, type Watcher, watch } from '../core/fd.ts';
import { inspect } from '../core/inspect.ts';
import { INT_MAX } from '../core/numbers.ts';
import { isOptions, optional } from '../core/parameters.ts';
import { hasFileno } from '../select/fileno.ts';
import { type SpinOptions, spinArgument } from '../select/spin.ts';
import { secondsArgument } from '../select/timeout.ts';
import { EVENT_READ, EVENT_WRITE, type FileObject, SelectorKey } from './key.ts';
import { SelectorMapping } from './mapping.ts';

/** Descriptors of the system are small numbers, those of the js backend are not. */
const MOST_FILLED = 1 << 20;

/** `register(fileobj, events, { data })`. */
export interface DataOptions {
  data?: unknown;
}

/**
 * Waits for many objects at once. Python's `selectors.BaseSelector`; the subclasses differ in the system call that waits.
 *
 * A selector holds on to what is registered with it. Closing a descriptor of this package that is registered, by its
 * object or by its number, ends the wait for it, so that no event of it reaches another socket with its number; the
 * registration itself stays until `unregister()`, as in Python.
 */
export abstract class BaseSelector {
  /** The registration of each descriptor: an event's key is one look away, where a map takes three. */
  readonly #keys: (SelectorKey | undefined)[] = [];
  /**
   * Its serial number, in the order of the registrations; negative once the descriptor was closed. An event that carries
   * another is of a registration that has ended.
   */
  protected readonly serials: number[] = [];
  #nextSerial = 1;
  #count = 0;
  #map: SelectorMapping | null = new SelectorMapping({
    length: () => this.#count,
    keys: () => this.#inOrder(),
    find: (fileobj) => this.#find(fileobj),
  });
  /** Who is told of descriptors that are closed. Held here alone, so that it goes with the selector. */
  readonly #watcher: Watcher = { closing: (fd) => this.#closing(fd) };
  readonly #watching = watch(this.#watcher);
  /** For how many microseconds a wait looks before it sleeps. */
  protected readonly spin: number;

  constructor(options: SpinOptions = {}) {
    const name = new.target.name;
    this.spin = spinArgument(optional([options], [], name, ['spin'])[0], name);
  }

  /**
   * Registers an object.
   *
   * @param fileobj - a descriptor, or an object with `fileno()`.
   * @param events - EVENT_READ, EVENT_WRITE, or both.
   * @param data - anything; it comes back in the key. An object whose only property is `data` stands for what is in it.
   * @throws RangeError for other events or a bad object, KeyError if its descriptor is registered, OSError if the system
   * does not take it.
   */
  register(fileobj: FileObject, events: number, data: unknown | DataOptions = null): SelectorKey {
    checkEvents(events);
    const fd = this.#lookup(fileobj);
    if (this.#keys[fd] !== undefined) throw new KeyError(`${describe(fileobj)} (FD ${fd}) is already registered`);
    const key = new SelectorKey(fileobj, fd, events, dataOf(data));
    const serial = this.#nextSerial;
    this.open(key, serial);
    this.#nextSerial = serial === INT_MAX ? 1 : serial + 1;
    this.#count++;
    if (fd > this.#keys.length) this.#fill(fd);
    this.#keys[fd] = key;
    this.serials[fd] = serial;
    return key;
  }

  /**
   * Ends a registration. An object that has been closed since can be unregistered too.
   *
   * @returns the key. KeyError if the object is not registered; RangeError if it has no descriptor either.
   */
  unregister(fileobj: FileObject): SelectorKey {
    const key = this.#find(fileobj);
    if (key === undefined) throw new KeyError(`${describe(fileobj)} is not registered`);
    this.#count--;
    this.#keys[key.fd] = undefined;
    this.shut(key);
    this.serials[key.fd] = 0;
    return key;
  }

  /**
   * Changes what a registered object is waited for, or its data.
   *
   * @returns the new key. KeyError if the object is not registered; what the system does not take any more is
   * unregistered, as in Python.
   */
  modify(fileobj: FileObject, events: number, data: unknown | DataOptions = null): SelectorKey {
    const key = this.#find(fileobj);
    if (key === undefined) throw new KeyError(`${describe(fileobj)} is not registered`);
    checkEvents(events);
    const next = new SelectorKey(key.fileobj, key.fd, events, dataOf(data));
    try {
      if (events !== key.events) this.change(next);
    } catch (error) {
      this.unregister(key.fd);
      throw error;
    }
    this.#keys[next.fd] = next;
    return next;
  }

  /**
   * Waits until some of the objects are ready.
   *
   * @param timeout - seconds, as a float, rounded up to a millisecond; 0 or negative only looks, `null` waits without end.
   * @returns `[key, events]` of each that is ready; empty when the time-out passed.
   * @throws InterruptedError if a signal arrived that the program handles.
   */
  select(timeout: number | null | { timeout?: number | null } = null): [key: SelectorKey, events: number][] {
    const [limit] = isOptions(timeout) ? optional([timeout], ['timeout'], 'select') : [timeout];
    const seconds = secondsArgument(limit, 'select');
    return this.wait(seconds === null ? null : Math.max(0, seconds));
  }

  /** Closes the selector. The objects stay open. A second call does nothing. */
  close(): void {
    unwatch(this.#watching);
    this.#keys.length = this.serials.length = 0;
    this.#count = 0;
    this.#map = null;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** The key of an object. KeyError if it is not registered; an Error once the selector is closed. */
  get_key(fileobj: FileObject): SelectorKey {
    if (this.#map === null) throw new Error('Selector is closed');
    return this.#map.at(fileobj);
  }

  /** The registrations, from object to key: what is registered now, not a copy. `null` once the selector is closed. */
  get_map(): SelectorMapping | null {
    return this.#map;
  }

  /** A registered socket is about to be closed: the wait for it ends while its number is still its own. */
  #closing(fd: number): void {
    const key = this.#keys[fd];
    if (key === undefined) return;
    this.forget(key);
    this.serials[fd] = -Math.abs(this.serials[fd]!);
  }

  /** The key of a descriptor. */
  protected keyOf(fd: number): SelectorKey | undefined {
    return this.#keys[fd];
  }

  /** Every key. */
  protected registered(): SelectorKey[] {
    // Not a loop: the js backend's descriptors are so large that nearly all of the array would be holes.
    return Object.values(this.#keys).filter((key) => key !== undefined);
  }

  /** To V8 an array with a large gap is a dictionary. */
  #fill(length: number): void {
    if (length > MOST_FILLED) return;
    for (let fd = this.#keys.length; fd < length; fd++) {
      this.#keys.push(undefined);
      this.serials.push(0);
    }
  }

  /** Every key, in the order of the registrations. */
  #inOrder(): SelectorKey[] {
    const age = ({ fd }: SelectorKey) => (this.#nextSerial - Math.abs(this.serials[fd]!)) & INT_MAX;
    return this.registered().sort((a, b) => age(b) - age(a));
  }

  /** Starts waiting for a new key's events. What it throws leaves the object unregistered. */
  protected abstract open(key: SelectorKey, serial: number): void;
  /** Waits for other events of the same descriptor. */
  protected abstract change(key: SelectorKey): void;
  /** Stops waiting for a key that has been removed; its descriptor may be closed. */
  protected abstract shut(key: SelectorKey): void;
  /** Stops waiting for a key that stays registered, whose descriptor is about to be closed. */
  protected abstract forget(key: SelectorKey): void;
  protected abstract wait(seconds: number | null): [SelectorKey, number][];

  /** The descriptor of an object: if that is gone, the one it is registered with. */
  #lookup(fileobj: FileObject): number {
    const fd = descriptorOf(fileobj);
    if (fd !== undefined && fd >= 0 && fd <= INT_MAX) return fd;
    for (const key of this.registered()) if (key.fileobj === fileobj) return key.fd;
    throw new RangeError(
      fd === undefined ? `Invalid file object: ${describe(fileobj)}` : `Invalid file descriptor: ${fd}`,
    );
  }

  #find(fileobj: FileObject): SelectorKey | undefined {
    return this.#keys[this.#lookup(fileobj)];
  }
}

/** The descriptor of an object, negative once it is closed; `undefined` for what has none. */
function descriptorOf(fileobj: unknown): number | undefined {
  let fd = fileobj;
  try {
    if (hasFileno(fileobj)) fd = fileobj.fileno();
  } catch (error) {
    // Python takes a TypeError or ValueError for an object that is closed, or is none.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    return undefined;
  }
  return Number.isInteger(fd) ? (fd as number) : undefined;
}

function checkEvents(events: unknown): void {
  if (!Number.isInteger(events) || events === 0 || ((events as number) & ~(EVENT_READ | EVENT_WRITE)) !== 0) {
    throw new RangeError(`Invalid events: ${String(events)}`);
  }
}

/** `{ data }` stands for what is in it; any other object is the data itself. */
function dataOf(data: unknown): unknown {
  const named = isOptions(data) && Object.keys(data).length === 1 && 'data' in data;
  return (named ? data.data : data) ?? null;
}

function describe(fileobj: unknown): string {
  return inspect(fileobj, { depth: 0 });
}
