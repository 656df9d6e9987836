import { fixed } from './format.ts';
import { measureHop } from './hops.ts';
import type { Cores } from './machine.ts';
import type { MeasuredTrial } from './outcome.ts';
import { Progress } from './progress.ts';
import type { Case, Driver, Values } from './types.ts';

/** One driver in one case, as the run goes. */
export interface Entry {
  readonly bench: Case;
  readonly driver: Driver;
  readonly trials: MeasuredTrial[];
  failure: string | null;
}

/** Ctrl-C ends a run early, with what it has measured by then. A second one ends it at once. */
export class Interrupt {
  /** What a shell makes of it. */
  static readonly exitCode = 130;
  came = false;

  constructor() {
    process.on('SIGINT', () => {
      if (this.came) process.exit(Interrupt.exitCode);
      this.came = true;
      console.error('stopping: what was measured follows; once more to end at once');
    });
  }

  /** What a promise comes to; null if it fails after the interrupt, which a terminal sends to every program. */
  async unless<T>(promise: Promise<T>): Promise<T | null> {
    try {
      return await promise;
    } catch (error) {
      if (!this.came) throw error;
      return null;
    }
  }
}

/** Rounds outermost, and the drivers in turn first, so that a change of the machine's pace hits all. */
export async function runRounds(
  entries: readonly Entry[],
  options: { readonly rounds: number; readonly seconds: number; readonly cores: Cores | null },
  interrupt: Interrupt,
): Promise<void> {
  const { cores, seconds } = options;
  const fields = [...new Set(entries.map(({ bench }) => bench))].map((bench) => ({
    bench,
    field: entries.filter((entry) => entry.bench === bench),
    rounds: Math.min(options.rounds, bench.maxRounds ?? options.rounds),
  }));
  const progress = new Progress(new Map(fields.map(({ bench, field, rounds }) => [bench.name, field.length * rounds])));
  let hop = await interrupt.unless(measureHop(cores));
  for (let round = 0; round < options.rounds; round++) {
    for (const { bench, field } of fields.filter(({ rounds }) => round < rounds)) {
      const first = round % field.length;
      for (const entry of [...field.slice(first), ...field.slice(0, first)]) {
        if (entry.failure !== null) {
          progress.done(bench.name, null);
          continue;
        }
        const start = performance.now();
        const before = hop;
        const made = await trial(entry, seconds, cores);
        hop = await interrupt.unless(measureHop(cores));
        // What an interrupted trial came to says nothing: the terminal interrupts its programs as well.
        if (interrupt.came) return;
        const { values, failure } = made;
        const hops = before === null || hop === null ? null : { before, after: hop };
        if (values) entry.trials.push({ round, values, hop: hops });
        entry.failure = failure;
        progress.done(bench.name, performance.now() - start);
        console.error(`${progress} ${bench.name} ${entry.driver.name}: ${describe(bench, made)}`);
      }
    }
  }
}

/** Either is null. */
interface Made {
  readonly values: Values | null;
  readonly failure: string | null;
}

/** A failure is a result. */
async function trial(entry: Entry, seconds: number, cores: Cores | null): Promise<Made> {
  const { bench, driver } = entry;
  try {
    return { values: await bench.run(driver.servers[bench.role]!, { seconds, cores }), failure: null };
  } catch (error) {
    return { values: null, failure: (error as Error).message };
  }
}

function describe(bench: Case, { values, failure }: Made): string {
  if (!values) return `FAILED: ${failure}`;
  const figures = bench.metrics.slice(0, 2).filter(({ name }) => values[name] !== undefined);
  return figures.map(({ name, title, digits }) => `${title} ${fixed(values[name]!, digits)}`).join(', ');
}
