import type * as util from 'node:util';

// An import of `node:util` loads what most programs never use, as its parser of command lines: so it is loaded when something
// is to be shown.

/** `util.inspect.custom`, which is registered under this key everywhere. */
export const custom = Symbol.for('nodejs.util.inspect.custom') as typeof util.inspect.custom;

/** `util.inspect`. */
export function inspect(value: unknown, options?: util.InspectOptions): string {
  return process.getBuiltinModule('node:util').inspect(value, options);
}
