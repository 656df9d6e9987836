/** What `for await` takes from. */
export interface Source<T> {
  take(): Promise<T>;
  /** An item that is there already and no end: it takes no promise of its own. `null` if there is none. */
  now?(): T | null;
  /** Whether an item is not one any more, but the end. */
  isEnd(item: T): boolean;
}

/** An async generator in the form of an object: one that is written as a function takes half as long again for each item. */
export class Items<T> implements AsyncGenerator<T, void, undefined> {
  readonly #source: Source<T>;
  readonly #give = (item: T): IteratorResult<T, void> => {
    if (!this.#source.isEnd(item)) return { value: item, done: false };
    this.#isOver = true;
    return { value: undefined, done: true };
  };
  readonly #fail = (error: unknown): never => {
    this.#isOver = true;
    throw error;
  };
  #isOver = false;

  constructor(source: Source<T>) {
    this.#source = source;
  }

  next(): Promise<IteratorResult<T, void>> {
    if (this.#isOver) return Promise.resolve({ value: undefined, done: true });
    try {
      const value = this.#source.now?.() ?? null;
      if (value !== null) return Promise.resolve({ value, done: false });
    } catch (error) {
      this.#isOver = true;
      return Promise.reject(error);
    }
    return this.#source.take().then(this.#give, this.#fail);
  }

  async return(value: void | PromiseLike<void>): Promise<IteratorResult<T, void>> {
    this.#isOver = true;
    return { value: await value, done: true };
  }

  async throw(error: unknown): Promise<IteratorResult<T, void>> {
    this.#isOver = true;
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
  }
}
