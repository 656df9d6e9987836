import { States } from './hops.ts';
import type { MeasuredTrial, Outcome, Result } from './outcome.ts';
import { type Spread, spread } from './spread.ts';
import type { Metric } from './types.ts';

/** The numbers of one driver in one case. A metric that it does not have, or has no ratio of, is left out. */
export interface Summary {
  readonly values: Readonly<Record<string, Spread>>;
  /** To the reference of the case, of trials that belong together. */
  readonly ratios: Readonly<Record<string, Spread>>;
  /** Whether the ratios had to be taken between trials for which the cores lay differently apart. */
  readonly mixed: boolean;
}

/** Null where the driver failed, or did not get to run. */
export function summarize(outcome: Outcome, result: Result): Summary | null {
  if (result.failure !== null || result.trials.length === 0) return null;
  const bench = outcome.cases.find(({ name }) => name === result.case)!;
  const reference = outcome.results.find(
    (other) => other.case === result.case && other.driver === bench.reference && other.failure === null,
  );
  const byRound = pairByRound(result.trials, reference?.trials ?? []);
  const byState = pairByState(result.trials, reference?.trials ?? [], new States(outcome));
  const mixed = byState.length === 0 && byRound.length > 0 && bench.metrics.some(isTimed);
  const values: Record<string, Spread> = {};
  const ratios: Record<string, Spread> = {};
  for (const metric of bench.metrics) {
    const { name } = metric;
    const series = result.trials.flatMap((trial) => trial.values[name] ?? []);
    if (series.length > 0) values[name] = spread(series);
    const pairs = isTimed(metric) && !mixed ? byState : byRound;
    const quotients = pairs.flatMap(([trial, peers]) => {
      const theirs = peers.flatMap((peer) => peer.values[name] ?? []);
      const base = theirs.length > 0 ? spread(theirs).median : 0;
      return trial.values[name] === undefined || base === 0 ? [] : trial.values[name] / base;
    });
    if (metric.ratio && quotients.length > 0) ratios[name] = spread(quotients);
  }
  return { values, ratios, mixed };
}

/** Whether it depends on how the cores lie. Memory does not. */
function isTimed({ unit, ratio }: Metric): boolean {
  return ratio && unit !== 'bytes' && unit !== 'MB';
}

type Pair = readonly [MeasuredTrial, readonly MeasuredTrial[]];

/** Each trial with the reference's of the same round, which ran within seconds of it: a machine changes its pace over a run. */
function pairByRound(trials: readonly MeasuredTrial[], reference: readonly MeasuredTrial[]): Pair[] {
  return trials.flatMap((trial): Pair[] => {
    const peers = reference.filter((peer) => peer.round === trial.round);
    return peers.length > 0 ? [[trial, peers]] : [];
  });
}

/**
 * The same where the cores lay alike for both. If they did not, it is the reference's trials of other rounds for which they
 * did; a trial without any is left out.
 */
function pairByState(trials: readonly MeasuredTrial[], reference: readonly MeasuredTrial[], states: States): Pair[] {
  return trials.flatMap((trial): Pair[] => {
    const alike = reference.filter((peer) => states.same(trial, peer));
    const peers = alike.filter((peer) => peer.round === trial.round);
    return alike.length > 0 ? [[trial, peers.length > 0 ? peers : alike]] : [];
  });
}
