import { typeName } from './bytes.ts';

/** Whether a value is an options object: what `{ … }` makes, and nothing else. */
export function isOptions<T>(value: T): value is T & object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Parameters that are optional, given by position and by one trailing options object, as a list in Python's order.
 *
 * @param given - what the caller gave from the first optional parameter on.
 * @param names - Python's names of them.
 * @param keywordOnly - those that only an options object may give; they come last in the list.
 * @throws TypeError for a name that is not there or given twice, and for too many parameters.
 */
export function optional(
  given: readonly unknown[],
  names: readonly string[],
  where: string,
  keywordOnly: readonly string[] = [],
): unknown[] {
  const last = given.at(-1);
  const options = isOptions(last) ? last : undefined;
  const values = options === undefined ? [...given] : given.slice(0, -1);
  if (values.length > names.length) {
    throw new TypeError(`${where}() takes at most ${names.length} optional positional arguments, not ${values.length}`);
  }
  const all = [...names, ...keywordOnly];
  for (const [name, value] of Object.entries(options ?? {})) {
    const at = all.indexOf(name);
    if (at < 0) throw new TypeError(`${where}() got an unexpected option '${name}'`);
    if (at < values.length && values[at] !== undefined) {
      throw new TypeError(`${where}() got multiple values for argument '${name}'`);
    }
    values[at] = value;
  }
  return values;
}

/**
 * The same for a call that has its optional parameters by name, because it is hot: for use once one of them is an options
 * object, which is the last that counts.
 */
export function spread(given: readonly unknown[], names: readonly string[], where: string): unknown[] {
  return optional(given.slice(0, given.findIndex(isOptions) + 1), names, where);
}

/** A string, as an argument that C takes as one. */
export function stringArgument(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new TypeError(`${where} must be a string, not '${typeName(value)}'`);
  if (value.includes('\0')) throw new RangeError(`${where}: embedded null character`);
  return value;
}
