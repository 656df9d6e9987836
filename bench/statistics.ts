import { States } from './hops.ts';
import type { MeasuredTrial, Outcome, Result } from './outcome.ts';
import { type Spread, spread } from './spread.ts';

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
  const { pairs, mixed } = pair(result.trials, reference?.trials ?? [], new States(outcome));
  const values: Record<string, Spread> = {};
  const ratios: Record<string, Spread> = {};
  for (const { name, ratio } of bench.metrics) {
    const series = result.trials.flatMap((trial) => trial.values[name] ?? []);
    if (series.length > 0) values[name] = spread(series);
    const quotients = pairs.flatMap(([trial, peers]) => {
      const theirs = peers.flatMap((peer) => peer.values[name] ?? []);
      const base = theirs.length > 0 ? spread(theirs).median : 0;
      return trial.values[name] === undefined || base === 0 ? [] : trial.values[name] / base;
    });
    if (ratio && quotients.length > 0) ratios[name] = spread(quotients);
  }
  return { values, ratios, mixed };
}

type Pair = readonly [MeasuredTrial, readonly MeasuredTrial[]];

/**
 * Each trial with what it is compared to: the reference's trial of the same round, which ran within seconds of it, since
 * a machine may change its pace over a run. Where the cores lay differently apart for these two, it is the reference's
 * trials of other rounds for which they lay the same. A trial without such peers is left out, unless that leaves none.
 */
function pair(trials: readonly MeasuredTrial[], reference: readonly MeasuredTrial[], states: States) {
  const byRound = trials.flatMap((trial): Pair[] => {
    const peers = reference.filter((peer) => peer.round === trial.round);
    return peers.length > 0 ? [[trial, peers]] : [];
  });
  const byState = trials.flatMap((trial): Pair[] => {
    const alike = reference.filter((peer) => states.same(trial, peer));
    const peers = alike.filter((peer) => peer.round === trial.round);
    return alike.length > 0 ? [[trial, peers.length > 0 ? peers : alike]] : [];
  });
  return byState.length > 0 ? { pairs: byState, mixed: false } : { pairs: byRound, mixed: byRound.length > 0 };
}
