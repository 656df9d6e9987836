import { typeName } from '../core/bytes.ts';
import { intArgument } from '../core/numbers.ts';

/** A descriptor, or an object that has one. */
export type HasFileno = number | { fileno(): number };

/**
 * The descriptor of a number or of an object with `fileno()`.
 *
 * @throws TypeError if it has none; RangeError if it is negative, as a closed socket's is.
 */
export function fdOf(file: unknown, where: string): number {
  const fd = intArgument(
    hasFileno(file) ? file.fileno() : typeof file === 'number' ? file : noFileno(file, where),
    where,
  );
  if (fd < 0) throw new RangeError(`${where}: file descriptor cannot be a negative integer (${fd})`);
  return fd;
}

/** Whether a value is an object with a method `fileno`. */
export function hasFileno(file: unknown): file is { fileno(): unknown } {
  return typeof file === 'object' && file !== null && 'fileno' in file && typeof file.fileno === 'function';
}

function noFileno(file: unknown, where: string): never {
  throw new TypeError(`${where} must be an integer, or have a fileno() method, not '${typeName(file)}'`);
}

/** A socket or a server of `node:net` or `node:dgram`, as far as it is needed here. */
export interface NodeHandle {
  on(event: string, listener: (...args: never[]) => void): unknown;
}

/**
 * The descriptor under a socket or server of `node:net` or `node:dgram`, to register and to set options on. It stays
 * Node's: it must not be closed, and it is gone when Node closes it. Not in Python.
 *
 * @returns the number; -1 if there is none, because it is not connected or bound yet, or closed.
 * @throws TypeError if `handle` is no such object.
 */
export function fileno(handle: NodeHandle): number {
  return handleFd(handle, "fileno() argument 'handle'");
}

/** The same for a call and argument of another name. */
export function handleFd(handle: unknown, where: string): number {
  const inner = handleOf(handle);
  if (inner === undefined) {
    throw new TypeError(`${where} must be a socket or a server of Node, not '${typeName(handle)}'`);
  }
  // One that is not bound yet has an errno in its place.
  return Math.max(-1, inner?.fd ?? -1);
}

/** What Node keeps its descriptor in: `null` when it has none; `undefined` for what is not Node's. */
function handleOf(object: unknown): { fd?: number } | null | undefined {
  if (typeof object !== 'object' || object === null) return undefined;
  // A dgram socket hides it behind a symbol; its `_handle` is deprecated.
  const state = Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === 'state symbol');
  const holder = state === undefined ? object : (object as Record<symbol, unknown>)[state];
  const { _handle, handle } = holder as { _handle?: { fd?: number } | null; handle?: { fd?: number } | null };
  return state === undefined ? _handle : handle;
}
