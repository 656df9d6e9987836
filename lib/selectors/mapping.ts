import { inspect } from 'node:util';
import { KeyError } from '../core/errors.ts';
import type { FileObject, SelectorKey } from './key.ts';

/** What is registered with a selector, from object to key. Python's mapping of `get_map()`: iteration gives descriptors. */
export class SelectorMapping {
  readonly #keys: ReadonlyMap<number, SelectorKey>;
  readonly #find: (fileobj: FileObject) => SelectorKey | undefined;

  constructor(keys: ReadonlyMap<number, SelectorKey>, find: (fileobj: FileObject) => SelectorKey | undefined) {
    this.#keys = keys;
    this.#find = find;
  }

  /** How many objects are registered. */
  get length(): number {
    return this.#keys.size;
  }

  /** Python's `map[fileobj]`: the key of an object. KeyError if it is not registered. */
  at(fileobj: FileObject): SelectorKey {
    const key = this.#find(fileobj);
    if (key === undefined) throw new KeyError(`${inspect(fileobj, { depth: 0 })} is not registered`);
    return key;
  }

  /** The key of an object, or `preset` if it is not registered: Python's `map.get(fileobj, default=None)`. */
  get<T = null>(fileobj: FileObject, preset: T = null as T): SelectorKey | T {
    return this.#find(fileobj) ?? preset;
  }

  /** Whether an object is registered. */
  has(fileobj: FileObject): boolean {
    return this.#find(fileobj) !== undefined;
  }

  /** The descriptors. */
  keys(): number[] {
    return [...this.#keys.keys()];
  }

  /** The keys. */
  values(): SelectorKey[] {
    return [...this.#keys.values()];
  }

  /** `[fd, key]` of each. */
  items(): [fd: number, key: SelectorKey][] {
    return [...this.#keys];
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#keys.keys();
  }
}
