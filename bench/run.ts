// berkeley bench: every driver in every case, round after round. docs/performance.md says how to read what it prints.
import { writeFileSync } from 'node:fs';
import { absence } from './absence.ts';
import { cases } from './cases/index.ts';
import { compare, formatComparison } from './compare.ts';
import { describeMachine } from './description.ts';
import { drivers, reference } from './drivers/index.ts';
import { benchIpaddress, formatRows } from './ipaddress.ts';
import { chooseCores } from './machine.ts';
import { type Options, readOptions, USAGE, UsageError } from './options.ts';
import { makeOutcome, type Outcome, readOutcome } from './outcome.ts';
import { page } from './page/page.ts';
import { compileNative } from './programs.ts';
import { describeRun, report } from './report.ts';
import { type Entry, Interrupt, runRounds } from './rounds.ts';
import { summarize } from './statistics.ts';

/**
 * The command `berkeley bench`.
 *
 * @returns the exit code: 0 if every driver passed every case, 1 if one failed or the benchmark cannot run here, 2 if it
 * was called wrongly, 130 if it was interrupted.
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
    ...drivers.map((driver) => {
      const reason = absence(driver);
      return line(driver.name, reason === null ? driver.title : `${driver.title} (not here: ${reason})`);
    }),
  ].join('\n');
}

async function main(options: Options): Promise<number> {
  // What cannot be read is told before a run of minutes, and not after it.
  const before = options.compare === undefined ? null : readOutcome(options.compare);
  const interrupt = new Interrupt();
  const outcome = options.from === undefined ? await run(options, interrupt) : readOutcome(options.from);
  if (options.json !== undefined) writeFileSync(options.json, toJson(outcome));
  if (options.html !== undefined) writeFileSync(options.html, page(outcome));
  const addresses = outcome.addresses && `ipaddress, millions a second\n${formatRows([...outcome.addresses])}`;
  const comparison = before && formatComparison(compare(before, outcome), before, outcome);
  const texts = [report(outcome), addresses, comparison, describeRun(outcome)];
  console.log(texts.filter((text) => text).join('\n\n'));
  if (interrupt.came) return Interrupt.exitCode;
  const failed = outcome.results.some(({ failure }) => failure !== null);
  return failed && options.from === undefined ? 1 : 0;
}

/** The summaries are there for other readers: ours make their own of the trials. */
function toJson(outcome: Outcome): string {
  const results = outcome.results.map((result) => ({ ...result, summary: summarize(outcome, result) }));
  return `${JSON.stringify({ ...outcome, results }, null, 1)}\n`;
}

async function run(options: Options, interrupt: Interrupt): Promise<Outcome> {
  if (process.platform !== 'linux') throw new Error('it runs on Linux only: its reference is a server on epoll');
  compileNative();
  const cores = chooseCores();
  if (cores) console.error(`server on core ${cores.server}, load on core ${cores.load}`);
  else console.error('no second core, or no taskset: server and load are not pinned, and disturb each other');
  const date = new Date().toISOString();
  const machine = await describeMachine(cores);
  const absent = options.drivers.flatMap((driver) => {
    const reason = absence(driver);
    return reason === null ? [] : [{ driver: driver.name, reason }];
  });
  for (const { driver, reason } of absent) console.error(`${driver} is left out: ${reason}`);
  const found = options.drivers.filter(({ name }) => !absent.some(({ driver }) => driver === name));
  const entries = options.cases.flatMap((bench) =>
    found
      .filter((driver) => driver.servers[bench.role])
      .map((driver): Entry => ({ bench, driver, trials: [], failure: null })),
  );
  await runRounds(entries, { ...options, cores }, interrupt);
  const addresses = options.ipaddress ? await measureAddresses(interrupt) : null;
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
    results: entries
      // Those whose turn never came say nothing.
      .filter(({ trials, failure }) => trials.length > 0 || failure !== null)
      .map(({ bench, driver, trials, failure }) => ({ case: bench.name, driver: driver.name, failure, trials })),
    addresses,
  });
}

/** Null if it is interrupted, before or meanwhile. */
async function measureAddresses(interrupt: Interrupt): Promise<Outcome['addresses']> {
  if (interrupt.came) return null;
  console.error('ipaddress against its peers');
  const rows = await benchIpaddress();
  return interrupt.came ? null : rows;
}
