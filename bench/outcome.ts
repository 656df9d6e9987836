import { readFileSync } from 'node:fs';
import type { Machine } from './description.ts';
import type { Hop } from './hops.ts';
import type { Row } from './ipaddress.ts';
import type { Metric, Trial } from './types.ts';

/** What marks a file as ours. The number grows when an older reader would misread a newer file. */
const FORMAT = 'berkeley bench 1';

/** A case as the file tells of it: all that a report needs, so that one can be made without this version's cases. */
export interface MeasuredCase {
  readonly name: string;
  readonly title: string;
  /** The first is the figure that the case is about. */
  readonly metrics: readonly Metric[];
  /** The name of the driver that ratios are taken to. */
  readonly reference: string;
}

export interface MeasuredDriver {
  readonly name: string;
  readonly title: string;
}

export interface MeasuredTrial extends Trial {
  /** Null where nothing was pinned. */
  readonly hop: Hop | null;
}

/** All trials of one driver in one case, and the reason if it failed. */
export interface Result {
  readonly case: string;
  readonly driver: string;
  readonly trials: readonly MeasuredTrial[];
  readonly failure: string | null;
}

/** A run of the benchmark, as `--json` writes it and as every report reads it. */
export interface Outcome {
  readonly format: typeof FORMAT;
  /** When the run began, in ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  readonly seconds: number;
  readonly cases: readonly MeasuredCase[];
  readonly drivers: readonly MeasuredDriver[];
  /** Drivers that could not run here, and why. */
  readonly absent: readonly { readonly driver: string; readonly reason: string }[];
  readonly results: readonly Result[];
  /** The case `ipaddress`, if it ran. */
  readonly addresses: readonly Row[] | null;
}

export function makeOutcome(parts: Omit<Outcome, 'format'>): Outcome {
  return { format: FORMAT, ...parts };
}

/** The results of one case, in the order of the drivers. */
export function resultsOf(outcome: Outcome, bench: MeasuredCase): Result[] {
  return outcome.results.filter((result) => result.case === bench.name);
}

/** Reads what `--json` wrote. Throws, with the file's name and what is wrong with it, if it is anything else. */
export function readOutcome(file: string): Outcome {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no result of the benchmark: ${(error as Error).message}`);
  }
  return checkOutcome(value, file);
}

/** The value, if it is an outcome. Throws, with what is wrong, if not. */
export function checkOutcome(value: unknown, file: string): Outcome {
  const { format } = Object(value) as { format?: unknown };
  if (format !== FORMAT) {
    const other = typeof format === 'string' && /^berkeley bench \d+$/.test(format);
    const why = other
      ? `it is of the format "${format}", and this version reads "${FORMAT}"`
      : 'it does not say that it is one';
    throw new Error(`${file} is no result of the benchmark that can be read: ${why}`);
  }
  const wrong = outcome(value, 'it') ?? strayResult(value as Outcome);
  if (wrong !== null) throw new Error(`${file} is no result of the benchmark: ${wrong}`);
  return value as Outcome;
}

function strayResult({ cases, results }: Outcome): string | null {
  const stray = results.findIndex((result) => !cases.some(({ name }) => name === result.case));
  return stray < 0 ? null : `it.results.${stray}.case is no case of the run`;
}

/** Checks a value, and gives what is wrong with it in words, or null. `at` says where in the file it is. */
type Check = (value: unknown, at: string) => string | null;

const string: Check = (value, at) => (typeof value === 'string' ? null : `${at} is no text`);
const boolean: Check = (value, at) => (typeof value === 'boolean' ? null : `${at} is neither true nor false`);
const number: Check = (value, at) => (Number.isFinite(value) ? null : `${at} is no number`);

function nullable(check: Check): Check {
  return (value, at) => (value === null ? null : check(value, at));
}

function oneOf(...values: unknown[]): Check {
  return (value, at) => (values.includes(value) ? null : `${at} is none of ${values.join(', ')}`);
}

function each(check: Check, values: Iterable<[string | number, unknown]>, at: string): string | null {
  for (const [key, value] of values) {
    const wrong = check(value, `${at}.${key}`);
    if (wrong !== null) return wrong;
  }
  return null;
}

function list(check: Check): Check {
  return (value, at) => (Array.isArray(value) ? each(check, value.entries(), at) : `${at} is no list`);
}

function record(check: Check): Check {
  return (value, at) => (isObject(value) ? each(check, Object.entries(value), at) : `${at} is no object`);
}

function object(fields: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isObject(value)) return `${at} is no object`;
    for (const [key, check] of Object.entries(fields)) {
      const wrong = check((value as Record<string, unknown>)[key], `${at}.${key}`);
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const metric = object({
  name: string,
  title: string,
  unit: string,
  digits: (value, at) =>
    Number.isInteger(value) && 0 <= Number(value) && Number(value) <= 20 ? null : `${at} is no count of digits`,
  better: oneOf('more', 'less'),
  ratio: boolean,
});

const filled: Check = (value, at) => (Array.isArray(value) && value.length > 0 ? null : `${at} is empty`);

const outcome = object({
  date: (value, at) => (Number.isNaN(Date.parse(String(value))) ? `${at} is no date` : null),
  machine: record(nullable(string)),
  rounds: number,
  seconds: number,
  cases: list(
    object({
      name: string,
      title: string,
      metrics: (value, at) => list(metric)(value, at) ?? filled(value, at),
      reference: string,
    }),
  ),
  drivers: list(object({ name: string, title: string })),
  absent: list(object({ driver: string, reason: string })),
  results: list(
    object({
      case: string,
      driver: string,
      failure: nullable(string),
      trials: list(
        object({ round: number, values: record(number), hop: nullable(object({ before: number, after: number })) }),
      ),
    }),
  ),
  addresses: nullable(list(object({ test: string, rates: record(number), ratios: record(number) }))),
});
