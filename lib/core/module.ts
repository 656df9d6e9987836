import { load } from '../backend/place.ts';

/**
 * A module as an object, with what this platform has and nothing else: `'SO_REUSEPORT' in socket` tells.
 *
 * @param api - its functions and classes.
 * @param constants - its constants: the object becomes the module, as to copy two thousand takes a tenth of an import.
 */
export function moduleObject<M>(api: object, constants: Readonly<Record<string, number>>): Readonly<M> {
  const module: Record<string, unknown> = constants;
  for (const [name, value] of Object.entries(api)) if (value !== undefined) module[name] = value;
  return Object.freeze(module) as Readonly<M>;
}

/**
 * The same of a module that is loaded by the first who takes something out of it.
 *
 * @param file - that of its functions and classes, in `dist/`.
 * @param names - what it exports on this platform.
 */
export function laterModuleObject<M>(
  file: string,
  names: readonly string[],
  constants: Readonly<Record<string, number>> = {},
): Readonly<M> {
  const module: Record<string, unknown> = { ...constants };
  let api: Readonly<Record<string, unknown>> | undefined;
  for (const name of [...names].sort()) {
    // Optimized code takes the value out of here as if it were in the object.
    let value: unknown;
    const get = () => {
      if (value !== undefined) return value;
      api ??= load<Readonly<Record<string, unknown>>>(file);
      value = api[name];
      return value;
    };
    Object.defineProperty(module, name, { get, enumerable: true });
  }
  return Object.freeze(module) as Readonly<M>;
}
