import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { cases } from './cases/index.ts';
import { drivers, reference } from './drivers/index.ts';

/** A command line that says what it should not. */
export class UsageError extends Error {}

export const USAGE = `usage: berkeley bench [options]

Measures servers written with berkeley, with Node's own modules and with what else is there, beside one in C. It needs
Linux and a C compiler.

  --rounds N      how often each driver runs in each case (default 3)
  --seconds S     how long each trial measures (default 0.5)
  --case NAME     only this case; may be repeated
  --driver NAME   only this driver, beside the one that ratios are taken to; may be repeated
  --list          print the names of the cases and the drivers
  --json FILE     also write everything to FILE
  --html FILE     also write a page with charts to FILE
  --compare FILE  also compare with an earlier run, by the file that --json wrote of it
  --from FILE     show the run that --json wrote to FILE, instead of running anything
  --help          print this
`;

const OPTIONS = {
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '0.5' },
  case: { type: 'string', multiple: true },
  driver: { type: 'string', multiple: true },
  list: { type: 'boolean', default: false },
  json: { type: 'string' },
  html: { type: 'string' },
  compare: { type: 'string' },
  from: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export type Options = ReturnType<typeof readOptions>;

/** Throws a {@link UsageError} for what makes no sense, before anything has run. */
export function readOptions(args: string[]) {
  const values = parse(args);
  // The addresses are no server: they are measured on their own, after the cases.
  const sockets = values.case?.filter((name) => name !== 'ipaddress');
  const chosen = choose('--case', cases, sockets);
  // Those that ratios are taken to always run.
  const references = [reference.name, ...chosen.flatMap((bench) => bench.reference ?? [])];
  for (const option of ['json', 'html'] as const) checkWritable(`--${option}`, values[option]);
  return {
    ...values,
    rounds: number('--rounds', values.rounds, 1, 1000, Number.isInteger),
    seconds: number('--seconds', values.seconds, 0.01, 60, Number.isFinite),
    cases: chosen,
    ipaddress: values.driver === undefined && (values.case === undefined || values.case.includes('ipaddress')),
    drivers: choose('--driver', drivers, values.driver && [...references, ...values.driver]),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function number(option: string, text: string, min: number, max: number, check: (value: number) => boolean): number {
  const value = Number(text);
  if (text.trim() !== '' && check(value) && value >= min && value <= max) return value;
  throw new UsageError(`${option} must be from ${min} to ${max}, not ${text}`);
}

function choose<T extends { name: string }>(option: string, all: readonly T[], wanted: string[] | undefined): T[] {
  for (const name of wanted ?? []) {
    if (all.some((one) => one.name === name)) continue;
    throw new UsageError(`${option} ${name}: there is only ${all.map((one) => one.name).join(', ')}`);
  }
  return all.filter(({ name }) => !wanted || wanted.includes(name));
}

/** A run takes minutes: that its file cannot be written is told before it. */
function checkWritable(option: string, file: string | undefined): void {
  if (file === undefined) return;
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw new UsageError(`${option} ${file} cannot be written: ${(error as Error).message}`);
  }
}
