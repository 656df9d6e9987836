/** Whether a value is an options object: what `{ … }` makes, and nothing else. */
function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Parameters that are optional, given by position and by one trailing options object, as a list in Python's order.
 *
 * @param given What the caller gave, in order.
 * @param names Python's names of them.
 * @throws TypeError for a name that is not there or is given twice.
 */
export function optional(given: readonly unknown[], names: readonly string[], where: string): readonly unknown[] {
  const at = given.findLastIndex((value) => value !== undefined);
  const options = given[at];
  if (!isOptions(options)) return given;
  const values = given.slice(0, at);
  for (const [name, value] of Object.entries(options)) {
    const i = names.indexOf(name);
    if (i < 0) throw new TypeError(`${where}() got an unexpected option '${name}'`);
    if (values[i] !== undefined) throw new TypeError(`${where}() got multiple values for argument '${name}'`);
    values[i] = value;
  }
  return values;
}
