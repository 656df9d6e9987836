// A run as text, for a terminal.
import { machineLines } from './description.ts';
import { align, fixed, gist, referenceTitle } from './format.ts';
import { type MeasuredCase, type Outcome, resultsOf } from './outcome.ts';
import { remarks } from './remarks.ts';
import type { Spread } from './spread.ts';
import { type Summary, summarize } from './statistics.ts';
import type { Metric } from './types.ts';

/** Every case's table, with what there is to say about all of them. */
export function report(outcome: Outcome): string {
  const tables = outcome.cases
    .filter((bench) => resultsOf(outcome, bench).length > 0)
    .map((bench) => table(outcome, bench));
  const words = [
    ...outcome.absent.map(({ driver, reason }) => `${driver} is left out: ${reason}`),
    ...remarks(outcome),
  ];
  return [...tables, ...(words.length > 0 ? [words.join('\n')] : [])].join('\n\n');
}

/** The machine, and when it was. */
export function describeRun({ date, machine }: Outcome): string {
  return pairsOf([['date', date], ...machineLines(machine)]);
}

function pairsOf(pairs: readonly [string, string][]): string {
  const width = Math.max(...pairs.map(([label]) => label.length));
  return pairs.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n');
}

function table(outcome: Outcome, bench: MeasuredCase): string {
  const of = `of ${referenceTitle(bench.reference)}`;
  const header = ['driver', ...bench.metrics.flatMap((metric, i) => columns(metric, i === 0, of))];
  const results = resultsOf(outcome, bench);
  const summaries = results.map((result) => summarize(outcome, result));
  const rows = results.map(({ driver }, i) => {
    const summary = summaries[i] ?? null;
    if (summary === null) return [driver, 'FAILED'];
    return [driver, ...bench.metrics.flatMap((metric, first) => cells(summary, metric, first === 0))];
  });
  return [
    bench.title,
    ...align([header, ...rows]),
    ...results.flatMap(({ driver, failure }) => (failure === null ? [] : `${driver} FAILED: ${gist(failure)}`)),
    ...(summaries.some((summary) => summary?.mixed)
      ? ['~ the cores lay differently apart for the reference: this ratio says less']
      : []),
  ].join('\n');
}

/** The first metric also has its least and its most. */
function columns(metric: Metric, first: boolean, of: string): string[] {
  return [metric.title, ...(first ? ['min', 'max'] : []), ...(metric.ratio ? [of] : [])];
}

function cells({ values, ratios, mixed }: Summary, metric: Metric, first: boolean): string[] {
  const value = values[metric.name];
  if (!value) return columns(metric, first, '').map(() => '-');
  const numbers = [value.median, ...(first ? [value.min, value.max] : [])];
  return [
    ...numbers.map((one) => fixed(one, metric.digits)),
    ...(metric.ratio ? [quotient(ratios[metric.name], mixed)] : []),
  ];
}

function quotient(ratio: Spread | undefined, mixed: boolean): string {
  return ratio ? `${mixed ? '~' : ''}${fixed(ratio.median, 2)}` : '-';
}
