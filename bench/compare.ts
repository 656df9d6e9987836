// Two runs beside each other: what a change did, and whether more than chance.
import { machineLines } from './description.ts';
import { align, fixed } from './format.ts';
import type { MeasuredCase, Outcome, Result } from './outcome.ts';
import type { Spread } from './spread.ts';
import { summarize } from './statistics.ts';
import type { Metric } from './types.ts';

/**
 * What became of a figure: `'same'` if the spreads of both runs overlap, so that the change may be chance, and
 * `'unclear'` if one of them has too few rounds to know its spread.
 */
export type Verdict = 'better' | 'worse' | 'same' | 'unclear';

/** One figure of one driver in one case, in both runs. */
export interface Change {
  readonly case: string;
  readonly driver: string;
  /** The title of the metric. */
  readonly metric: string;
  /** Whether `before` and `after` are ratios to the reference, which a faster machine leaves alone, or plain values. */
  readonly ratio: boolean;
  readonly digits: number;
  readonly before: Spread;
  readonly after: Spread;
  readonly verdict: Verdict;
}

export interface Comparison {
  readonly changes: readonly Change[];
  /** What only one of the runs has, and what failed, in words. */
  readonly remarks: readonly string[];
  /** What differs between the machines: label, before, after. */
  readonly machine: readonly (readonly [string, string, string])[];
}

/** A spread of fewer rounds says little: two trials may agree by chance. */
const ROUNDS = 3;

/** Compares by ratios to the reference where a metric has them, else by values. */
export function compare(before: Outcome, after: Outcome): Comparison {
  const changes: Change[] = [];
  const remarks: string[] = [];
  for (const result of after.results) {
    const old = find(before, result);
    const name = `${result.case} ${result.driver}`;
    const [was, is] = [old && summarize(before, old), summarize(after, result)];
    if (!old) remarks.push(`${name}: only in the new run`);
    else if (old.failure !== null && result.failure !== null) remarks.push(`${name}: failed in both runs`);
    else if (result.failure !== null) remarks.push(`${name}: FAILED in the new run, and not in the old one`);
    else if (old.failure !== null) remarks.push(`${name}: failed in the old run, and no longer`);
    if (!was || !is) continue;
    const rounds = Math.min(old!.trials.length, result.trials.length);
    const bench = after.cases.find((one) => one.name === result.case)!;
    if (bench.reference !== before.cases.find((one) => one.name === result.case)?.reference) {
      remarks.push(`${name}: its ratios were to another driver`);
      continue;
    }
    for (const metric of shown(bench)) {
      const ratio = is.ratios[metric.name] !== undefined && was.ratios[metric.name] !== undefined;
      // It is 1 in every run.
      if (ratio && result.driver === bench.reference) continue;
      const [from, to] = ratio ? [was.ratios, is.ratios] : [was.values, is.values];
      const [then, now] = [from[metric.name], to[metric.name]];
      if (!then || !now) continue;
      changes.push({
        case: result.case,
        driver: result.driver,
        metric: metric.title,
        ratio,
        digits: ratio ? 2 : metric.digits,
        before: then,
        after: now,
        verdict: judge(metric, then, now, rounds),
      });
    }
  }
  for (const old of before.results) {
    if (!find(after, old)) remarks.push(`${old.case} ${old.driver}: only in the old run`);
  }
  return { changes, remarks, machine: differences(before, after) };
}

function find(outcome: Outcome, { case: name, driver }: Result): Result | undefined {
  return outcome.results.find((result) => result.case === name && result.driver === driver);
}

/** The figures that have a ratio, or the first if none has: the others follow from them. */
function shown({ metrics }: MeasuredCase): Metric[] {
  const withRatio = metrics.filter(({ ratio }) => ratio);
  return withRatio.length > 0 ? withRatio : metrics.slice(0, 1);
}

function judge(metric: Metric, before: Spread, after: Spread, rounds: number): Verdict {
  if (rounds < ROUNDS) return 'unclear';
  if (before.min <= after.max && after.min <= before.max) return 'same';
  return after.median > before.median === (metric.better === 'more') ? 'better' : 'worse';
}

function differences(before: Outcome, after: Outcome): (readonly [string, string, string])[] {
  const [old, now] = [new Map(machineLines(before.machine)), new Map(machineLines(after.machine))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((label) => [label, old.get(label) ?? '-', now.get(label) ?? '-'] as const)
    .filter(([, was, is]) => was !== is);
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  better: 'BETTER',
  worse: 'WORSE',
  same: 'within the spread',
  unclear: 'too few rounds to say',
};

/** As text: a table, then what it cannot show. */
export function formatComparison(comparison: Comparison, before: Outcome, after: Outcome): string {
  const header = ['case', 'driver', 'figure', 'before', 'after', 'change', ''];
  const rows = comparison.changes.map((change) => [
    change.case,
    change.driver,
    change.ratio ? `${change.metric}, ratio` : change.metric,
    range(change.before, change.digits),
    range(change.after, change.digits),
    percent(change.before.median, change.after.median),
    VERDICTS[change.verdict],
  ]);
  const blocks = [`The run of ${before.date}, and then that of ${after.date}`, ...align([header, ...rows], 3)];
  if (comparison.changes.length === 0) blocks.splice(1, 1, 'No case has the same driver in both runs.');
  const machine = comparison.machine.map(([label, was, is]) => `${label}: ${was}, then ${is}`);
  return [
    blocks.join('\n'),
    ...(comparison.remarks.length > 0 ? [comparison.remarks.join('\n')] : []),
    ...(machine.length > 0 ? [['What differs between the two:', ...machine].join('\n')] : []),
  ].join('\n\n');
}

/** The median, and the band that the rounds lie in. */
function range({ median, min, max }: Spread, digits: number): string {
  return `${fixed(median, digits)} [${fixed(min, digits)}, ${fixed(max, digits)}]`;
}

function percent(before: number, after: number): string {
  if (before === 0) return '-';
  const value = (after / before - 1) * 100;
  return `${value > 0 ? '+' : ''}${fixed(value, 1)} %`;
}
