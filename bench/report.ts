import type { Case, Driver, Metric, Trial } from './types.ts';

/** All trials of one driver in one case, and the reason if it failed. */
export interface Result {
  readonly bench: Case;
  readonly driver: Driver;
  readonly trials: Trial[];
  failure: string | null;
}

/** Median, least and most of a series. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** A metric's values, and their ratios to the reference's of the same round where the metric has them. */
export interface Summary extends Spread {
  readonly ratio: Spread | null;
}

/** The figures of the table by metric; null where the driver failed. */
export function summarize(result: Result, reference: Result | undefined): Record<string, Summary> | null {
  if (result.failure !== null) return null;
  const entries = result.bench.metrics.flatMap((metric) => {
    const values = result.trials.flatMap((trial) => trial.values[metric.name] ?? []);
    if (values.length === 0) return [];
    return [[metric.name, { ...spread(values), ratio: metric.ratio ? ratio(result, reference, metric.name) : null }]];
  });
  return Object.fromEntries(entries);
}

/** The result in this case that ratios are taken to. */
export function referenceOf(bench: Case, results: readonly Result[], reference: Driver): Result | undefined {
  const name = bench.reference ?? reference.name;
  return results.find((result) => result.bench === bench && result.driver.name === name);
}

/** Of each round's pair of trials, which ran within seconds of each other: a machine may change its pace over a run. */
function ratio(result: Result, reference: Result | undefined, key: string): Spread | null {
  if (!reference || reference.failure !== null) return null;
  const ratios: number[] = [];
  for (const trial of result.trials) {
    const value = trial.values[key];
    const peer = reference.trials.find((other) => other.round === trial.round)?.values[key];
    if (value !== undefined && peer !== undefined) ratios.push(value / peer);
  }
  return ratios.length > 0 ? spread(ratios) : null;
}

/** One case's table, as lines of text. */
export function table(results: readonly Result[], reference: Driver): string {
  const bench = results[0]!.bench;
  const base = referenceOf(bench, results, reference);
  const of = bench.reference === undefined ? 'of C' : `of ${bench.reference}`;
  const header = ['driver', ...bench.metrics.flatMap((metric, i) => columns(metric, i === 0, of))];
  const rows = results.map((result) => {
    const summary = summarize(result, base);
    if (!summary) return [result.driver.name, 'FAILED'];
    return [result.driver.name, ...bench.metrics.flatMap((metric, i) => cells(summary[metric.name], metric, i === 0))];
  });
  const failures = results.filter((result) => result.failure !== null);
  return [
    bench.title,
    ...align([header, ...rows]),
    ...failures.map(({ driver, failure }) => `${driver.name} FAILED: ${gist(failure!)}`),
  ].join('\n');
}

/** The first metric also has its least and its most. */
function columns(metric: Metric, first: boolean, of: string): string[] {
  return [metric.title, ...(first ? ['min', 'max'] : []), ...(metric.ratio ? [of] : [])];
}

function cells(summary: Summary | undefined, metric: Metric, first: boolean): string[] {
  const spreads = summary && [summary.median, ...(first ? [summary.min, summary.max] : [])];
  const ratio = summary?.ratio?.median.toFixed(2) ?? '-';
  if (!spreads) return columns(metric, first, '').map(() => '-');
  return [...spreads.map((value) => format(value, metric)), ...(metric.ratio ? [ratio] : [])];
}

/**
 * The most telling line of a failure: the server's exception, else what another program said, else what the
 * runner saw.
 */
function gist(failure: string): string {
  const lines = failure.split('\n');
  const find = (pattern: RegExp) => lines.find((line) => pattern.test(line));
  return (find(/^\w*Error\b.*: /) ?? find(/^(load|taskset): /) ?? lines[0]!).trim();
}

/** With as many decimals as the metric has; `12345.6` without any is `'12,346'`, whatever the reader's locale. */
export function format(value: number, metric: Metric): string {
  const { digits } = metric;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** First column to the left, numbers to the right. */
function align(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  '),
  );
}
