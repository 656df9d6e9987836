import { duration } from './format.ts';

/** How far a run is, and how long the rest of it will take, by what the trials have taken so far. */
export class Progress {
  readonly #left: Map<string, number>;
  readonly #taken = new Map<string, { trials: number; ms: number }>();
  readonly #total: number;
  #done = 0;

  /** @param trials - how many there are of each case. */
  constructor(trials: ReadonlyMap<string, number>) {
    this.#left = new Map(trials);
    this.#total = [...trials.values()].reduce((sum, count) => sum + count, 0);
  }

  /** One trial of a case is over, or is left out, which takes no time and says nothing about the others. */
  done(name: string, ms: number | null): void {
    this.#done++;
    this.#left.set(name, this.#left.get(name)! - 1);
    if (ms === null) return;
    const taken = this.#taken.get(name) ?? { trials: 0, ms: 0 };
    this.#taken.set(name, { trials: taken.trials + 1, ms: taken.ms + ms });
  }

  /** `[3/40, 2 min left]` */
  toString(): string {
    const seconds = this.#msLeft() / 1e3;
    const words = seconds > 0 ? `, ${duration(seconds)} left` : '';
    return `[${this.#done}/${this.#total}${words}]`;
  }

  /** A case that has not been measured yet is taken to be like the others. */
  #msLeft(): number {
    const all = [...this.#taken.values()];
    const trials = all.reduce((sum, one) => sum + one.trials, 0);
    const mean = trials > 0 ? all.reduce((sum, one) => sum + one.ms, 0) / trials : 0;
    let left = 0;
    for (const [name, count] of this.#left) {
      const taken = this.#taken.get(name);
      left += count * (taken ? taken.ms / taken.trials : mean);
    }
    return left;
  }
}
