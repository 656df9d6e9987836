import { backend } from '../backend/load.ts';
import { typeName } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { optional } from '../core/parameters.ts';
import { Entries } from './entries.ts';
import { fdOf, type HasFileno } from './fileno.ts';
import { secondsArgument } from './timeout.ts';

const { errnos, selectConstants } = backend;
const { POLLIN, POLLOUT, POLLPRI, POLLNVAL } = selectConstants as { [name: string]: number };

/**
 * Waits until some of the descriptors are ready; select(2), without its limit of 1024 where the kernel has none.
 *
 * Python's `select.select(rlist, wlist, xlist, timeout=None)`.
 *
 * @param rlist - descriptors, or objects with `fileno()`, to wait for until they can be read.
 * @param wlist - until they can be written.
 * @param xlist - until something exceptional is there, such as out-of-band data.
 * @param timeout - seconds, as a float; 0 only looks, `null` waits without end.
 * @returns the objects that are ready, as they were given, in three lists; all empty when the time-out passed.
 * @throws TypeError for what has no descriptor; RangeError for a negative one or a negative time-out; OSError (EBADF)
 * for one that is not open.
 */
export function select<R extends HasFileno, W extends HasFileno, X extends HasFileno>(
  rlist: Iterable<R>,
  wlist: Iterable<W>,
  xlist: Iterable<X>,
  timeout: number | null | { timeout?: number | null } = null,
): [readable: R[], writable: W[], exceptional: X[]] {
  const [limit] = optional([timeout], ['timeout'], 'select');
  const seconds = secondsArgument(limit, 'select');
  if (seconds !== null && seconds < 0) throw new RangeError("select() argument 'timeout' must be non-negative");
  const entries = new Entries();
  const readers = add(entries, rlist, 'rlist', POLLIN!);
  const writers = add(entries, wlist, 'wlist', POLLOUT!);
  const excepts = add(entries, xlist, 'xlist', POLLPRI!);
  entries.wait('select', seconds, 0);
  for (let slot = 0; slot < entries.count; slot++) {
    if (entries.ready(slot) & POLLNVAL!) throw oserror(errnos.EBADF!, 'select');
  }
  const isReady = (slot: number) => entries.ready(slot) !== 0;
  return [
    readers.filter((_, i) => isReady(i)),
    writers.filter((_, i) => isReady(readers.length + i)),
    excepts.filter((_, i) => isReady(readers.length + writers.length + i)),
  ];
}

function add<T extends HasFileno>(entries: Entries, list: Iterable<T>, name: string, events: number): T[] {
  if (typeof list !== 'object' || list === null || !(Symbol.iterator in list)) {
    throw new TypeError(`select() argument '${name}' must be iterable, not '${typeName(list)}'`);
  }
  const files = [...list];
  for (const file of files) entries.add(fdOf(file, `select() argument '${name}'`), events);
  return files;
}
