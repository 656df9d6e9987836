import type { Case, Driver, Trial } from './types.ts';

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

/** The numbers of the table; null where the driver, or for the ratios the reference, failed. */
export function summarize(result: Result, reference: Result | undefined) {
  if (result.failure !== null) return null;
  const series = (key: keyof Trial) => spread(result.trials.map((trial) => trial[key]));
  return {
    opsPerSecond: series('opsPerSecond'),
    cpuPerOp: series('cpuPerOp'),
    p50: series('p50'),
    p99: series('p99'),
    p999: series('p999'),
    opsToReference: ratio(result, reference, 'opsPerSecond'),
    cpuToReference: ratio(result, reference, 'cpuPerOp'),
  };
}

/** Of each round's pair of trials, which ran within seconds of each other: a machine may change its pace over a run. */
function ratio(result: Result, reference: Result | undefined, key: 'opsPerSecond' | 'cpuPerOp'): Spread | null {
  if (!reference || reference.failure !== null) return null;
  const ratios: number[] = [];
  for (const trial of result.trials) {
    const peer = reference.trials.find((other) => other.round === trial.round);
    if (peer) ratios.push(trial[key] / peer[key]);
  }
  return ratios.length > 0 ? spread(ratios) : null;
}

const header = ['driver', 'ops/s', 'min', 'max', 'of C', 'CPU us/op', 'of C', 'p50 us', 'p99 us', 'p99.9 us'];

/** One case's table, as lines of text. */
export function table(results: readonly Result[], reference: Driver): string {
  const base = results.find((result) => result.driver === reference);
  const rows = results.map((result) => {
    const summary = summarize(result, base);
    if (!summary) return [result.driver.name, 'FAILED'];
    const { opsPerSecond: ops, opsToReference, cpuToReference } = summary;
    return [
      result.driver.name,
      ...[ops.median, ops.min, ops.max].map(whole),
      opsToReference ? opsToReference.median.toFixed(2) : '-',
      summary.cpuPerOp.median.toFixed(2),
      cpuToReference ? cpuToReference.median.toFixed(2) : '-',
      ...[summary.p50, summary.p99, summary.p999].map((latency) => latency.median.toFixed(1)),
    ];
  });
  const failures = results.filter((result) => result.failure !== null);
  return [
    results[0]!.bench.title,
    ...align([header, ...rows]),
    ...failures.map(({ driver, failure }) => `${driver.name} FAILED: ${gist(failure!)}`),
  ].join('\n');
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

/** `12345.6` is `'12,346'`, whatever the reader's locale. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** First column to the left, numbers to the right. */
function align(rows: readonly string[][]): string[] {
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  '),
  );
}
