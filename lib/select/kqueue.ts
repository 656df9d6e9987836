import { backend } from '../backend/load.ts';
import { type Deadline, deadlineAfter } from '../core/deadline.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { custom } from '../core/inspect.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import { DescriptorSet } from './descriptor_set.ts';
import { fdOf, type HasFileno } from './fileno.ts';
import { DescriptorObject } from './object.ts';
import { type SpinOptions, spinArgument } from './spin.ts';
import { secondsArgument } from './timeout.ts';

const { sys, selectConstants } = backend;

/** How many numbers an event has where it crosses the seam. */
export const KEVENT_FIELDS = 6;
const NO_CHANGES = new Float64Array(0);
const LARGEST = Number.MAX_SAFE_INTEGER;

/** The options of `kevent()`. */
export interface KeventOptions {
  filter?: number;
  flags?: number;
  fflags?: number;
  data?: number;
  udata?: number;
}

/** What a kqueue is asked to watch, or tells. Python's `select.kevent`; the fields are those of `struct kevent`. */
export class Kevent {
  ident: number;
  filter: number;
  flags: number;
  fflags: number;
  data: number;
  udata: number;

  constructor(ident: number, filter: number, flags: number, fflags: number, data: number, udata: number) {
    this.ident = ident;
    this.filter = filter;
    this.flags = flags;
    this.fflags = fflags;
    this.data = data;
    this.udata = udata;
  }

  /** Whether every field is the same. */
  equals(other: Kevent): boolean {
    return FIELDS.every((field) => this[field] === other[field]);
  }

  toString(): string {
    return `<select.kevent ${FIELDS.map((field) => `${field}=${this[field]}`).join(' ')}>`;
  }

  [custom](): string {
    return this.toString();
  }
}

const FIELDS = ['ident', 'filter', 'flags', 'fflags', 'data', 'udata'] as const satisfies (keyof Kevent)[];

/**
 * An event. Python's `select.kevent(ident, filter=KQ_FILTER_READ, flags=KQ_EV_ADD, fflags=0, data=0, udata=0)`.
 *
 * @param ident - what the filter is about: most often a descriptor, or an object with `fileno()`.
 */
export function kevent(
  ident: HasFileno,
  filter?: number | KeventOptions,
  flags?: number | KeventOptions,
  fflags?: number | KeventOptions,
  data?: number | KeventOptions,
  udata?: number | KeventOptions,
): Kevent;
export function kevent(ident: HasFileno, ...given: unknown[]): Kevent {
  const [filter, flags, fflags, data, udata] = optional(given, FIELDS.slice(1), 'kevent');
  const field = (value: unknown, preset: number, name: string) =>
    optionalInt(value, preset, `kevent() argument '${name}'`, -LARGEST, LARGEST);
  return new Kevent(
    typeof ident === 'number' ? field(ident, 0, 'ident') : fdOf(ident, "kevent() argument 'ident'"),
    field(filter, selectConstants.KQ_FILTER_READ ?? 0, 'filter'),
    field(flags, selectConstants.KQ_EV_ADD ?? 0, 'flags'),
    field(fflags, 0, 'fflags'),
    field(data, 0, 'data'),
    field(udata, 0, 'udata'),
  );
}

/** A kqueue descriptor, and the events of its last wait: what `kqueue` objects and the selector have in common. */
export class KqueueSet extends DescriptorSet {
  /** The events of the last wait, `KEVENT_FIELDS` numbers each. The next one overwrites them. */
  events: Float64Array = new Float64Array(0);

  static create(spin = 0): KqueueSet {
    const fd = sys.kqueue();
    if (fd < 0) throw oserror(-fd, 'kqueue');
    return new KqueueSet(OwnedFd.take(fd), spin);
  }

  /** Makes changes without a wait. Returns 0, or minus the errno. */
  change(changes: Float64Array): number {
    return sys.kevent(this.fd.number, changes, changes.length / KEVENT_FIELDS, NO_CHANGES, 0);
  }

  /** Waits for at most `most` events. Returns how many are in `events`. */
  override wait(deadline: Deadline, most: number): number {
    if (this.events.length !== KEVENT_FIELDS * most) this.events = new Float64Array(KEVENT_FIELDS * most);
    return this.lookUntil(deadline, 'kevent');
  }

  protected override look(timeout: number, spin: number): number {
    return sys.kevent(this.fd.number, NO_CHANGES, 0, this.events, timeout, spin);
  }
}

/** A kqueue(2) descriptor. Python's `select.kqueue` object. */
export class Kqueue extends DescriptorObject<KqueueSet> {
  constructor(set: KqueueSet) {
    super(set, 'kqueue');
  }

  /**
   * Makes changes, and waits for events; kevent(2).
   *
   * @param changelist - the changes, or `null` for none.
   * @param max_events - how many events to return at the most; 0 does not wait.
   * @param timeout - seconds, as a float; `null` waits without end.
   */
  control(changelist: Iterable<Kevent> | null, max_events: number, timeout: number | null = null): Kevent[] {
    const set = this.open();
    const most = intArgument(max_events, "control() argument 'max_events'");
    if (most < 0) throw new RangeError(`control() argument 'max_events' must not be negative, got ${most}`);
    const seconds = secondsArgument(timeout, 'control');
    if (seconds !== null && seconds < 0) {
      throw new RangeError("control() argument 'timeout' must be positive or null");
    }
    const result = set.change(pack(changelist ?? []));
    if (result < 0) throw oserror(-result, 'kevent');
    const count = most === 0 ? 0 : set.wait(deadlineAfter(seconds), most);
    return Array.from({ length: count }, (_, i) => {
      const [ident, filter, flags, fflags, data, udata] = set.events.subarray(KEVENT_FIELDS * i);
      return new Kevent(ident!, filter!, flags!, fflags!, data!, udata!);
    });
  }
}

function pack(changelist: Iterable<Kevent>): Float64Array {
  const changes = [...changelist];
  if (!changes.every((change) => change instanceof Kevent)) {
    throw new TypeError("control() argument 'changelist' must be an iterable of kevent objects");
  }
  return Float64Array.from(changes.flatMap((change) => FIELDS.map((field) => change[field])));
}

/** A new kqueue. Python's `select.kqueue()`. */
export function kqueue(options: SpinOptions = {}): Kqueue {
  const [spin] = optional([options], [], 'kqueue', ['spin']);
  return new Kqueue(KqueueSet.create(spinArgument(spin, 'kqueue')));
}

/** A kqueue object on a descriptor that it owns from now on. Python's `select.kqueue.fromfd(fd)`. */
kqueue.fromfd = (fd: number): Kqueue => new Kqueue(new KqueueSet(OwnedFd.adopt(fdOf(fd, "fromfd() argument 'fd'"))));
