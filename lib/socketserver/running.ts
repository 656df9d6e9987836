/** The requests that are being handled: they are counted, as a thousand connections would keep a thousand of anything else. */
export class Running {
  #count = 0;
  #whenOver: (() => void) | null = null;
  readonly #done: () => void;
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#done = () => {
      if (--this.#count === 0) this.#whenOver?.();
    };
    this.#failed = (error) => {
      failed(error);
      this.#done();
    };
  }

  add(task: Promise<void>): void {
    this.#count++;
    task.then(this.#done, this.#failed);
  }

  /** Resolves when all are. */
  async over(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => (this.#whenOver = resolve));
  }
}
