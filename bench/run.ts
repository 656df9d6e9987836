// npm run bench: every driver in every case, round after round. docs/performance.md says how to read what it prints.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cases } from './cases/index.ts';
import { drivers, reference } from './drivers/index.ts';
import { benchIpaddress, formatRows } from './ipaddress.ts';
import { chooseCores, describeMachine } from './machine.ts';
import { compileNative, nativePrograms } from './programs.ts';
import { format, type Result, referenceOf, summarize, table } from './report.ts';
import type { Driver } from './types.ts';

const usage = `usage: npm run bench -- [options]
  --rounds N      how often each driver runs in each case (default 5)
  --seconds S     how long each trial measures (default 0.5)
  --case NAME     only this case; may be repeated: ${names(cases)}, ipaddress
  --driver NAME   only this driver, beside ${reference.name}; may be repeated: ${names(drivers)}
  --json FILE     also write every trial to FILE
  --help          print this`;

function names(all: readonly { name: string }[]): string {
  return all.map(({ name }) => name).join(', ');
}

class UsageError extends Error {}

function readOptions() {
  let values: ReturnType<typeof parse>;
  try {
    values = parse();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  // The addresses are no server: they are measured on their own, after the cases.
  const sockets = values.case?.filter((name) => name !== 'ipaddress');
  const chosen = choose('--case', cases, sockets);
  // Those that ratios are taken to always run.
  const references = [reference.name, ...chosen.flatMap((bench) => bench.reference ?? [])];
  return {
    help: values.help ?? false,
    rounds: number('--rounds', values.rounds, 1, 1000, Number.isInteger),
    seconds: number('--seconds', values.seconds, 0.01, 60, Number.isFinite),
    cases: chosen,
    ipaddress: values.driver === undefined && (values.case === undefined || values.case.includes('ipaddress')),
    drivers: choose('--driver', drivers, values.driver && [...references, ...values.driver]),
    json: values.json,
  };
}

function parse() {
  return parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '0.5' },
      case: { type: 'string', multiple: true },
      driver: { type: 'string', multiple: true },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  }).values;
}

function number(option: string, text: string, min: number, max: number, check: (value: number) => boolean): number {
  const value = Number(text);
  if (text.trim() !== '' && check(value) && value >= min && value <= max) return value;
  throw new UsageError(`${option} must be from ${min} to ${max}, not ${text}`);
}

function choose<T extends { name: string }>(option: string, all: readonly T[], wanted: string[] | undefined): T[] {
  for (const name of wanted ?? []) {
    if (!all.some((one) => one.name === name)) throw new UsageError(`${option} ${name}: there is only ${names(all)}`);
  }
  return all.filter(({ name }) => !wanted || wanted.includes(name));
}

/** The drivers that can run here. The others are named, and do not count as failed. */
function present(chosen: readonly Driver[]): Driver[] {
  return chosen.filter((driver) => {
    const reason = driver.absent?.() ?? null;
    if (reason !== null) console.error(`${driver.name} is left out: ${reason}`);
    return reason === null;
  });
}

/** Runs everything, rounds outermost and the drivers in turn first, so that a change of the machine's pace hits all. */
async function run(options: ReturnType<typeof readOptions>): Promise<Result[]> {
  const cores = chooseCores();
  if (cores) console.error(`server on core ${cores.server}, load on core ${cores.load}`);
  else console.error('no second core, or no taskset: server and load are not pinned, and disturb each other');
  const found = present(options.drivers);
  const results: Result[] = options.cases.flatMap((bench) =>
    found
      .filter((driver) => driver.servers[bench.role])
      .map((driver) => ({ bench, driver, trials: [], failure: null })),
  );
  const total = results.length * options.rounds;
  let count = 0;
  for (let round = 0; round < options.rounds; round++) {
    for (const bench of options.cases) {
      const field = results.filter((result) => result.bench === bench);
      const first = round % field.length;
      for (const result of [...field.slice(first), ...field.slice(0, first)]) {
        count++;
        if (result.failure !== null) continue;
        const server = result.driver.servers[bench.role]!;
        const label = `[${count}/${total}] ${bench.name} ${result.driver.name}`;
        try {
          const values = await bench.run(server, { seconds: options.seconds, cores });
          result.trials.push({ round, values });
          const figures = bench.metrics.slice(0, 2).filter(({ name }) => values[name] !== undefined);
          const words = figures.map((metric) => `${metric.title} ${format(values[metric.name]!, metric)}`);
          console.error(`${label}: ${words.join(', ')}`);
        } catch (error) {
          result.failure = (error as Error).message;
          console.error(`${label}: FAILED: ${result.failure}`);
        }
      }
    }
  }
  if (options.json !== undefined) writeFileSync(options.json, toJson(results, options, describeMachine(cores)));
  return results;
}

function toJson(results: readonly Result[], options: { rounds: number; seconds: number }, machine: object): string {
  const rows = results.map((result) => ({
    case: result.bench.name,
    driver: result.driver.name,
    failure: result.failure,
    summary: summarize(result, referenceOf(result.bench, results, reference)),
    trials: result.trials,
  }));
  const { rounds, seconds } = options;
  const document = { date: new Date().toISOString(), machine, rounds, seconds, reference: reference.name };
  return `${JSON.stringify({ ...document, results: rows }, null, 2)}\n`;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return 0;
  }
  if (process.platform !== 'linux') throw new Error('the benchmark runs on Linux only: its reference is epoll');
  for (const name of nativePrograms) compileNative(name);
  const results = await run(options);
  for (const bench of options.cases) {
    const field = results.filter((result) => result.bench === bench);
    if (field.length > 0) console.log(`\n${table(field, reference)}`);
  }
  if (options.ipaddress) {
    console.error('ipaddress against its peers');
    console.log(`\n${formatRows(await benchIpaddress())}`);
  }
  return results.some(({ failure }) => failure !== null) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`bench: ${(error as Error).message}`);
  if (error instanceof UsageError) console.error(usage);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
