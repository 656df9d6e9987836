import { KeyError } from '../core/errors.ts';
import { inspect } from '../core/inspect.ts';
import type { FileObject, SelectorKey } from './key.ts';

/** What a selector tells of its registrations. */
export interface Registrations {
  length(): number;
  /** In their order. */
  keys(): SelectorKey[];
  find(fileobj: FileObject): SelectorKey | undefined;
}

/** What is registered with a selector, from object to key. Python's mapping of `get_map()`: iteration gives descriptors. */
export class SelectorMapping {
  readonly #of: Registrations;

  constructor(of: Registrations) {
    this.#of = of;
  }

  /** How many objects are registered. */
  get length(): number {
    return this.#of.length();
  }

  /** Python's `map[fileobj]`: the key of an object. KeyError if it is not registered. */
  at(fileobj: FileObject): SelectorKey {
    const key = this.#of.find(fileobj);
    if (key === undefined) throw new KeyError(`${inspect(fileobj, { depth: 0 })} is not registered`);
    return key;
  }

  /** The key of an object, or `preset` if it is not registered: Python's `map.get(fileobj, default=None)`. */
  get<T = null>(fileobj: FileObject, preset: T = null as T): SelectorKey | T {
    return this.#of.find(fileobj) ?? preset;
  }

  /** Whether an object is registered. */
  has(fileobj: FileObject): boolean {
    return this.#of.find(fileobj) !== undefined;
  }

  /** The descriptors. */
  keys(): number[] {
    return this.values().map(({ fd }) => fd);
  }

  /** The keys. */
  values(): SelectorKey[] {
    return this.#of.keys();
  }

  /** `[fd, key]` of each. */
  items(): [fd: number, key: SelectorKey][] {
    return this.values().map((key) => [key.fd, key]);
  }

  [Symbol.iterator](): Iterator<number> {
    return this.keys().values();
  }
}
