// berkeley bench: every driver in every case, round after round. docs/performance.md says how to read what it prints.
import { writeFileSync } from 'node:fs';
import { cases } from './cases/index.ts';
import { compare, formatComparison } from './compare.ts';
import { describeMachine } from './description.ts';
import { drivers, reference } from './drivers/index.ts';
import { fixed } from './format.ts';
import { measureHop } from './hops.ts';
import { benchIpaddress, formatRows } from './ipaddress.ts';
import { type Cores, chooseCores } from './machine.ts';
import { type Options, readOptions, USAGE, UsageError } from './options.ts';
import { type MeasuredTrial, makeOutcome, type Outcome, readOutcome } from './outcome.ts';
import { page } from './page/page.ts';
import { compileNative } from './programs.ts';
import { Progress } from './progress.ts';
import { describeRun, report } from './report.ts';
import { summarize } from './statistics.ts';
import type { Case, Driver } from './types.ts';

/**
 * The command `berkeley bench`.
 *
 * @returns the exit code: 0 if every driver passed every case, 1 if one failed or the benchmark cannot run here, 2 if it
 * was called wrongly.
 */
export async function bench(args: string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) process.stdout.write(USAGE);
    else if (options.list) console.log(list());
    else return await main(options);
    return 0;
  } catch (error) {
    console.error(`berkeley bench: ${(error as Error).message}`);
    if (!(error instanceof UsageError)) return 1;
    console.error(`\n${USAGE}`);
    return 2;
  }
}

function list(): string {
  const width = Math.max(...[...cases, ...drivers].map(({ name }) => name.length));
  const line = (name: string, title: string) => `  ${name.padEnd(width)}  ${title}`;
  return [
    'cases:',
    ...cases.map(({ name, title }) => line(name, title)),
    line('ipaddress', 'parsing, formatting and membership of addresses, beside other libraries'),
    '',
    'drivers:',
    ...drivers.map(({ name, title, absent }) => {
      const reason = absent?.() ?? null;
      return line(name, reason === null ? title : `${title} (not here: ${reason})`);
    }),
  ].join('\n');
}

async function main(options: Options): Promise<number> {
  // What cannot be read is told before a run of minutes, and not after it.
  const before = options.compare === undefined ? null : readOutcome(options.compare);
  const outcome = options.from === undefined ? await run(options) : readOutcome(options.from);
  if (options.json !== undefined) writeFileSync(options.json, toJson(outcome));
  if (options.html !== undefined) writeFileSync(options.html, page(outcome));
  const addresses = outcome.addresses && `ipaddress, millions a second\n${formatRows([...outcome.addresses])}`;
  const comparison = before && formatComparison(compare(before, outcome), before, outcome);
  const texts = [report(outcome), addresses, comparison, describeRun(outcome)];
  console.log(texts.filter((text) => text).join('\n\n'));
  const failed = outcome.results.some(({ failure }) => failure !== null);
  return failed && options.from === undefined ? 1 : 0;
}

/** The summaries are there for other readers: ours make their own of the trials. */
function toJson(outcome: Outcome): string {
  const results = outcome.results.map((result) => ({ ...result, summary: summarize(outcome, result) }));
  return `${JSON.stringify({ ...outcome, results }, null, 1)}\n`;
}

/** One driver in one case, as the run goes. */
interface Entry {
  readonly bench: Case;
  readonly driver: Driver;
  readonly trials: MeasuredTrial[];
  failure: string | null;
}

async function run(options: Options): Promise<Outcome> {
  if (process.platform !== 'linux') throw new Error('it runs on Linux only: its reference is a server on epoll');
  compileNative();
  const cores = chooseCores();
  if (cores) console.error(`server on core ${cores.server}, load on core ${cores.load}`);
  else console.error('no second core, or no taskset: server and load are not pinned, and disturb each other');
  const date = new Date().toISOString();
  const machine = describeMachine(cores);
  const absent = options.drivers.flatMap(({ name, absent }) => {
    const reason = absent?.() ?? null;
    return reason === null ? [] : [{ driver: name, reason }];
  });
  for (const { driver, reason } of absent) console.error(`${driver} is left out: ${reason}`);
  const found = options.drivers.filter(({ name }) => !absent.some(({ driver }) => driver === name));
  const entries = options.cases.flatMap((bench) =>
    found
      .filter((driver) => driver.servers[bench.role])
      .map((driver): Entry => ({ bench, driver, trials: [], failure: null })),
  );
  await runRounds(entries, options, cores);
  if (options.ipaddress) console.error('ipaddress against its peers');
  return makeOutcome({
    date,
    machine,
    rounds: options.rounds,
    seconds: options.seconds,
    cases: options.cases.map((bench) => ({
      name: bench.name,
      title: bench.title,
      metrics: bench.metrics,
      reference: bench.reference ?? reference.name,
    })),
    drivers: found.map(({ name, title }) => ({ name, title })),
    absent,
    results: entries.map(({ bench, driver, trials, failure }) => ({
      case: bench.name,
      driver: driver.name,
      failure,
      trials,
    })),
    addresses: options.ipaddress ? await benchIpaddress() : null,
  });
}

/** Rounds outermost, and the drivers in turn first, so that a change of the machine's pace hits all. */
async function runRounds(entries: readonly Entry[], options: Options, cores: Cores | null): Promise<void> {
  const fields = options.cases.map((bench) => entries.filter((entry) => entry.bench === bench));
  const progress = new Progress(
    new Map(options.cases.map((bench, i) => [bench.name, fields[i]!.length * roundsOf(bench, options)])),
  );
  let hop = await measureHop(cores);
  for (let round = 0; round < options.rounds; round++) {
    for (const field of fields.filter((_, i) => round < roundsOf(options.cases[i]!, options))) {
      const first = round % Math.max(1, field.length);
      for (const entry of [...field.slice(first), ...field.slice(0, first)]) {
        if (entry.failure !== null) {
          progress.done(entry.bench.name, null);
          continue;
        }
        const start = performance.now();
        const before = hop;
        const words = await trial(entry, options.seconds, cores);
        hop = await measureHop(cores);
        if (words.values) {
          const hops = before === null || hop === null ? null : { before, after: hop };
          entry.trials.push({ round, values: words.values, hop: hops });
        }
        progress.done(entry.bench.name, performance.now() - start);
        console.error(`${progress} ${entry.bench.name} ${entry.driver.name}: ${words.text}`);
      }
    }
  }
}

function roundsOf(bench: Case, { rounds }: Options): number {
  return Math.min(rounds, bench.maxRounds ?? rounds);
}

/** One trial, with what to say of it. A failure stays with the entry, which runs no more. */
async function trial(entry: Entry, seconds: number, cores: Cores | null) {
  const { bench, driver } = entry;
  try {
    const values = await bench.run(driver.servers[bench.role]!, { seconds, cores });
    const figures = bench.metrics.slice(0, 2).filter(({ name }) => values[name] !== undefined);
    const texts = figures.map(({ name, title, digits }) => `${title} ${fixed(values[name]!, digits)}`);
    return { values, text: texts.join(', ') };
  } catch (error) {
    entry.failure = (error as Error).message;
    return { values: null, text: `FAILED: ${entry.failure}` };
  }
}
