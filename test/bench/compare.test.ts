import { describe, expect, it } from 'vitest';
import { compare, formatComparison } from '../../bench/compare.ts';
import { outcomeOf, result, sample } from './outcome.ts';

const REFERENCE = result('c_epoll', [100, 100, 100]);

function verdicts(before: readonly number[], after: readonly number[]) {
  const [old, now] = [before, after].map((rates) => outcomeOf([REFERENCE, result('node_net', rates)]));
  return Object.fromEntries(compare(old!, now!).changes.map(({ metric, verdict }) => [metric, verdict]));
}

describe('two runs', () => {
  it('differ where the spreads of their ratios do not touch', () => {
    expect(verdicts([50, 52, 54], [60, 62, 64])).toEqual({ 'ops/s': 'better', 'CPU us/op': 'better' });
    expect(verdicts([50, 52, 54], [40, 42, 44])).toEqual({ 'ops/s': 'worse', 'CPU us/op': 'worse' });
  });

  it('are the same within the spread', () => {
    expect(verdicts([50, 52, 60], [59, 62, 64])).toEqual({ 'ops/s': 'same', 'CPU us/op': 'same' });
  });

  it('say nothing with few rounds', () => {
    expect(verdicts([50, 52], [60, 62, 64])).toEqual({ 'ops/s': 'unclear', 'CPU us/op': 'unclear' });
  });

  it('are compared by ratios, which a faster machine leaves alone', () => {
    const faster = outcomeOf([result('c_epoll', [200, 200, 200]), result('node_net', [100, 104, 108])]);
    const old = outcomeOf([REFERENCE, result('node_net', [50, 52, 54])]);
    const { changes } = compare(old, faster);
    expect(changes.map(({ driver }) => driver)).toEqual(['node_net', 'node_net']);
    expect(changes[0]).toMatchObject({
      ratio: true,
      verdict: 'same',
      before: { median: 0.52 },
      after: { median: 0.52 },
    });
  });

  it('are compared by values where there is no ratio', () => {
    const [old, now] = [
      [50, 51, 52],
      [60, 61, 62],
    ].map((rates) => outcomeOf([result('node_net', rates)]));
    expect(compare(old!, now!).changes[0]).toMatchObject({ ratio: false, verdict: 'better', after: { median: 61 } });
  });

  it('say what only one has, and what failed', () => {
    const before = outcomeOf([
      REFERENCE,
      result('gone', [1, 1, 1]),
      result('broken', [1, 1, 1]),
      result('mended', [], 'it failed'),
    ]);
    const after = outcomeOf([
      REFERENCE,
      result('new', [1, 1, 1]),
      result('broken', [], 'it failed'),
      result('mended', [1, 1, 1]),
    ]);
    expect(compare(before, after).remarks).toEqual([
      'tcp_echo_64 new: only in the new run',
      'tcp_echo_64 broken: FAILED in the new run, and not in the old one',
      'tcp_echo_64 mended: failed in the old run, and no longer',
      'tcp_echo_64 gone: only in the old run',
    ]);
  });

  it('say how the machines differ', () => {
    const other = { ...sample, machine: { ...sample.machine, node: '24.0.0', governor: 'performance' } };
    expect(compare(sample, other).machine).toEqual([
      ['Node.js', '22.0.0', '24.0.0'],
      ['frequency governor', '-', 'performance'],
    ]);
    const text = formatComparison(compare(sample, other), sample, other);
    expect(text).toContain('Node.js: 22.0.0, then 24.0.0');
    expect(text).toMatch(
      /tcp_echo_64 +node_net +ops\/s, ratio +0\.50 \[0\.50, 0\.60\] +0\.50 \[0\.50, 0\.60\] +0\.0 % +within the spread/,
    );
    expect(text).toContain('tcp_echo_64 wrong: failed in both runs');
  });

  it('with nothing in common say so', () => {
    const [old, now] = [outcomeOf([result('one', [1])]), outcomeOf([result('other', [1])])];
    expect(formatComparison(compare(old, now), old, now)).toContain('No case has the same driver in both runs.');
  });
});
