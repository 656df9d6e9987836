import { inspect } from 'node:util';
import { KeyError } from '../core/errors.ts';
import type { FileObject, SelectorKey } from './key.ts';

/** What is registered with a selector, from object to key. Python's mapping of `get_map()`: iteration gives descriptors. */
export class SelectorMapping {
  readonly #keys: readonly (SelectorKey | undefined)[];
  readonly #find: (fileobj: FileObject) => SelectorKey | undefined;

  constructor(keys: readonly (SelectorKey | undefined)[], find: (fileobj: FileObject) => SelectorKey | undefined) {
    this.#keys = keys;
    this.#find = find;
  }

  /** How many objects are registered. */
  get length(): number {
    return this.values().length;
  }

  /** Python's `map[fileobj]`: the key of an object. KeyError if it is not registered. */
  at(fileobj: FileObject): SelectorKey {
    const key = this.#find(fileobj);
    if (key === undefined) throw new KeyError(`${inspect(fileobj, { depth: 0 })} is not registered`);
    return key;
  }

  /** The key of an object, or `null`. */
  get(fileobj: FileObject): SelectorKey | null {
    return this.#find(fileobj) ?? null;
  }

  /** Whether an object is registered. */
  has(fileobj: FileObject): boolean {
    return this.#find(fileobj) !== undefined;
  }

  /** The descriptors. */
  keys(): number[] {
    return this.values().map((key) => key.fd);
  }

  /** The keys. */
  values(): SelectorKey[] {
    return this.#keys.filter((key) => key !== undefined);
  }

  /** `[fd, key]` of each. */
  items(): [fd: number, key: SelectorKey][] {
    return this.values().map((key) => [key.fd, key]);
  }

  [Symbol.iterator](): Iterator<number> {
    return this.keys()[Symbol.iterator]();
  }
}
