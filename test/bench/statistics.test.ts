import { describe, expect, it } from 'vitest';
import { States } from '../../bench/hops.ts';
import { spread } from '../../bench/spread.ts';
import { summarize } from '../../bench/statistics.ts';
import { outcomeOf, result, sample, trials } from './outcome.ts';

describe('a spread', () => {
  it('is the median, the least and the most', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
    expect(spread([7])).toEqual({ median: 7, min: 7, max: 7 });
  });
});

describe('a summary', () => {
  it('takes ratios round by round', () => {
    const { values, ratios, mixed } = summarize(sample, sample.results[1]!)!;
    expect(values.ops).toEqual({ median: 90_000, min: 88_000, max: 108_000 });
    expect(ratios.ops).toEqual({ median: 0.9, min: 0.8, max: 0.9 });
    expect(ratios.cpu!.max).toBeCloseTo(1.25);
    expect(ratios).not.toHaveProperty('p50');
    expect(mixed).toBe(false);
  });

  it('of a driver that failed is none, whatever it reached before', () => {
    expect(summarize(sample, sample.results[3]!)).toBeNull();
  });

  it('has no ratios where the reference failed', () => {
    const outcome = outcomeOf([result('c_epoll', [100], 'it failed'), result('node_net', [50])]);
    expect(summarize(outcome, outcome.results[1]!)).toMatchObject({ values: { ops: { median: 50 } }, ratios: {} });
  });

  it('leaves out a figure that the driver does not have', () => {
    const bare = { ...result('node_net', []), trials: [{ round: 0, values: { ops: 50 }, hop: null }] };
    const outcome = outcomeOf([result('c_epoll', [100]), bare]);
    expect(Object.keys(summarize(outcome, bare)!.values)).toEqual(['ops']);
  });
});

describe('the distance of the cores', () => {
  const [near, far] = [trials([100, 102], 40), trials([50, 52, 54], 215)];
  const reference = {
    ...result('c_epoll', []),
    trials: [...near, ...far.map((one) => ({ ...one, round: one.round + 2 }))],
  };

  it('is sorted into states, with what is in between as chance', () => {
    const outcome = outcomeOf([reference, { ...result('node_net', []), trials: trials([1], 55) }]);
    const states = new States(outcome);
    expect(states.hops).toEqual([40, 215]);
    expect(states.trials).toEqual([3, 3]);
    expect(states.describe()).toBe(
      'The cores moved, and a cache line took from one to the other 40 ns in 3 trials, 215 ns in 3 trials: ratios are taken between alike trials.',
    );
  });

  it('says nothing where it was the same all the time, or was not measured', () => {
    expect(new States(sample).describe()).toBeNull();
    const unpinned = { ...reference, trials: near.map((trial) => ({ ...trial, hop: null })) };
    const outcome = outcomeOf([unpinned]);
    expect(new States(outcome).describe()).toBeNull();
    expect(summarize(outcome, unpinned)!.ratios.ops!.median).toBe(1);
  });

  it('compares with the reference at the same distance, if need be of other rounds', () => {
    // In round 0 the reference ran near and the driver far.
    const driver = { ...result('node_net', []), trials: trials([26], 215) };
    const outcome = outcomeOf([reference, driver]);
    expect(summarize(outcome, driver)).toMatchObject({ ratios: { ops: { median: 0.5 } }, mixed: false });
  });

  it('does not matter to memory', () => {
    const metric = { name: 'ops', title: 'bytes', unit: 'bytes', digits: 0, better: 'less', ratio: true } as const;
    const driver = { ...result('node_net', []), trials: trials([26], 3000) };
    const parts = { cases: [{ name: 'tcp_echo_64', title: '', metrics: [metric], reference: 'c_epoll' }] };
    const outcome = outcomeOf([reference, driver], parts);
    expect(summarize(outcome, driver)).toMatchObject({ ratios: { ops: { median: 0.26 } }, mixed: false });
  });

  it('leaves out a trial during which it changed, unless there is no other', () => {
    const moved = { ...trials([80])[0]!, round: 1, hop: { before: 40, after: 215 } };
    const both = { ...result('node_net', []), trials: [...trials([50], 40), moved] };
    const alone = { ...result('node_net', []), trials: [moved] };
    const outcome = outcomeOf([reference, both]);
    expect(summarize(outcome, both)).toMatchObject({ ratios: { ops: { min: 0.5, max: 0.5 } }, mixed: false });
    expect(new States(outcome).moved).toBe(1);
    const other = outcomeOf([reference, alone]);
    expect(summarize(other, alone)).toMatchObject({ ratios: { ops: { median: 80 / 102 } }, mixed: true });
  });
});
