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
    hasFileno(file) ? file.fileno() : typeof file === 'object' ? noFileno(file, where) : file,
    `${where} descriptor`,
  );
  if (fd < 0) throw new RangeError(`${where}: file descriptor cannot be a negative integer (${fd})`);
  return fd;
}

function hasFileno(file: unknown): file is { fileno(): unknown } {
  return typeof file === 'object' && file !== null && 'fileno' in file && typeof file.fileno === 'function';
}

function noFileno(file: unknown, where: string): never {
  throw new TypeError(`${where} must be an integer, or have a fileno() method, not '${typeName(file)}'`);
}
