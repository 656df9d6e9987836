import { type MeasuredTrial, makeOutcome, type Outcome, type Result } from '../../bench/outcome.ts';
import type { Metric } from '../../bench/types.ts';

const METRICS: Metric[] = [
  { name: 'ops', title: 'ops/s', unit: 'ops/s', digits: 0, better: 'more', ratio: true },
  { name: 'cpu', title: 'CPU us/op', unit: 'us', digits: 2, better: 'less', ratio: true },
  { name: 'p50', title: 'p50 us', unit: 'us', digits: 1, better: 'less', ratio: false },
  { name: 'p99', title: 'p99 us', unit: 'us', digits: 1, better: 'less', ratio: false },
];

/** A trial of each round, with so many operations a second, at one distance of the cores. */
export function trials(rates: readonly number[], hop = 40): MeasuredTrial[] {
  return rates.map((ops, round) => ({
    round,
    values: { ops, cpu: 1e6 / ops, p50: 64e6 / ops, p99: 128e6 / ops },
    hop: { before: hop, after: hop },
  }));
}

export function result(driver: string, rates: readonly number[], failure: string | null = null): Result {
  return { case: 'tcp_echo_64', driver, trials: trials(rates), failure };
}

/** A run of one case, with these results. */
export function outcomeOf(results: readonly Result[], parts: Partial<Outcome> = {}): Outcome {
  return makeOutcome({
    date: '2030-01-02T03:04:05.678Z',
    machine: { cpu: 'A <fast> CPU', node: '22.0.0', berkeley: '1.2.3', governor: null },
    rounds: 3,
    seconds: 0.5,
    cases: [{ name: 'tcp_echo_64', title: 'TCP echo', metrics: METRICS, reference: 'c_epoll' }],
    drivers: results.map(({ driver }) => ({ name: driver, title: `all about ${driver}` })),
    absent: [{ driver: 'bun', reason: 'there is no bun' }],
    results,
    addresses: null,
    ...parts,
  });
}

/** The reference, one that is slower, one that is quicker by chance, and one that failed. */
export const sample = outcomeOf([
  result('c_epoll', [100_000, 110_000, 120_000]),
  result('berkeley_recv', [90_000, 88_000, 108_000]),
  result('node_net', [50_000, 66_000, 60_000]),
  result('wrong', [70_000], 'the load saw an error\nload: connection 3: byte <17> is wrong'),
]);
