import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Cores } from './machine.ts';
import type { MeasuredTrial, Outcome } from './outcome.ts';
import { nativeProgram } from './programs.ts';
import { spread } from './spread.ts';

/** Values whose neighbours in size are further apart than this factor belong to different states. Within one they stay below 1.5. */
const STEP = 2;

/** Nanoseconds that a cache line takes between the server's core and the load's: just before a trial, and just after it. */
export interface Hop {
  readonly before: number;
  readonly after: number;
}

/** Measures it, in some 15 ms; null where nothing is pinned. */
export async function measureHop(cores: Cores | null): Promise<number | null> {
  if (cores === null) return null;
  const { file, args } = nativeProgram('hop', String(cores.server), String(cores.load));
  // On a machine whose cores have much else to do, it may take its time.
  const { stdout } = await promisify(execFile)(file, args, { timeout: 10_000 });
  return Number(stdout);
}

/** The ways in which the two cores lay to each other during a run. */
export class States {
  /** Nanoseconds of each, the shortest first. */
  readonly hops: readonly number[];
  /** How many trials ran wholly in each. */
  readonly trials: readonly number[];
  /** How many trials had one before and another after. */
  readonly moved: number;
  /** The least that belongs to each state. */
  readonly #least: readonly number[];

  constructor(outcome: Pick<Outcome, 'results'>) {
    const trials = outcome.results.flatMap((result) => result.trials).filter(({ hop }) => hop !== null);
    const sorted = trials.flatMap(({ hop }) => [hop!.before, hop!.after]).sort((a, b) => a - b);
    this.#least = sorted.filter((value, i) => i === 0 || value > sorted[i - 1]! * STEP);
    this.hops = this.#least.map((_, state) => spread(sorted.filter((value) => this.#of(value) === state)).median);
    this.trials = this.hops.map((_, state) => trials.filter((trial) => this.of(trial) === state).length);
    this.moved = trials.filter((trial) => this.of(trial) === null).length;
  }

  /** The state of a trial; null if it changed meanwhile. Where nothing was pinned, all trials have the same. */
  of({ hop }: MeasuredTrial): number | null {
    if (hop === null) return -1;
    const [before, after] = [this.#of(hop.before), this.#of(hop.after)];
    return before === after ? before : null;
  }

  /** Whether the cores lay the same for both. */
  same(a: MeasuredTrial, b: MeasuredTrial): boolean {
    return this.of(a) !== null && this.of(a) === this.of(b);
  }

  /** For people; null if there is nothing to say, since nothing changed. */
  describe(): string | null {
    if (this.hops.length < 2) return null;
    const count = (trials: number) => `${trials} ${trials === 1 ? 'trial' : 'trials'}`;
    const each = this.hops
      .map((hop, state) => `${Math.round(hop)} ns in ${count(this.trials[state]!)}`)
      .filter((_, state) => this.trials[state]! > 0);
    if (this.moved > 0) each.push(`changing during ${count(this.moved)}`);
    return `The cores moved, and a cache line took from one to the other ${each.join(', ')}: ratios are taken between alike trials.`;
  }

  #of(hop: number): number {
    return this.#least.findLastIndex((least) => hop >= least);
  }
}
