import { describe, expect, it } from 'vitest';
import { page } from '../../bench/page/page.ts';
import { linear, logarithmic, reach } from '../../bench/page/scale.ts';
import { outcomeOf, result, sample } from './outcome.ts';

const VOID = new Set(['meta']);

/** Checks that every element ends where it must, and gives the names of all. */
function elements(markup: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  for (const [, slash, name, attributes] of markup.matchAll(/<(\/?)([a-z]\w*)((?: [\w-]+="[^"<]*")*)>/gi)) {
    if (slash) expect(open.pop()).toBe(name);
    else if (!VOID.has(name!)) open.push(name!);
    if (!slash) names.push(name!);
    expect(attributes).not.toMatch(/NaN|undefined|Infinity/);
  }
  expect(open).toEqual([]);
  // Nothing but the elements and the declaration begins with the sign that elements begin with.
  expect(markup.replace(/<\/?[a-z][^>]*>/gi, '')).toMatch(/^<!doctype html>[^<]*$/);
  return names;
}

describe('the page', () => {
  const html = page(sample);

  it('is well-formed, and needs nothing but itself', () => {
    const names = elements(html);
    expect(names).not.toContain('script');
    expect(names).not.toContain('link');
    expect(html).not.toMatch(/https?:|@import|url\(|src=/);
    expect(html.match(/<a href="[^"]*"/g)!.every((link) => link.includes('href="#'))).toBe(true);
  });

  it('escapes what comes from elsewhere', () => {
    expect(html).toContain('A &lt;fast&gt; CPU');
    expect(html).toContain('byte &lt;17&gt; is wrong');
  });

  it('has a title and a description of every chart, each with its own id', () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const charts = [...html.matchAll(/<svg [^>]*role="img" aria-labelledby="(\S+) (\S+)"/g)];
    // Two overviews, the wide one, and the three of a telephone.
    expect(charts).toHaveLength(2 + 1 + 3);
    for (const [, title, description] of charts) {
      expect(html).toContain(`<title id="${title}">`);
      expect(html).toContain(`<desc id="${description}">`);
    }
    expect(html).toContain('berkeley_recv 0.90 (0.80 to 0.90)');
  });

  it('shows what failed as failed, with the reason', () => {
    expect(html).toContain('✕ failed');
    expect(html).toContain('wrong failed: </b>load: connection 3: byte');
    expect(html).toMatch(/wrong<\/th><td class="failed"[^>]*>failed/);
    expect(html).toContain('✕ 1 failed');
  });

  it('has the numbers, the machine, and who was left out', () => {
    expect(html).toMatch(/node_net<\/th><td>60,000<small> 50,000–66,000<\/small><\/td><td>0\.50<\/td>/);
    expect(html).toContain('<dt>Node.js</dt><dd>22.0.0</dd>');
    expect(html).not.toContain('governor');
    expect(html).toContain('bun (there is no bun)');
    expect(html).toContain('2030-01-02 03:04 UTC');
  });

  it.each([
    ['nothing but a failure', outcomeOf([result('c_epoll', [], 'it failed')])],
    ['no results', outcomeOf([])],
    ['no reference', outcomeOf([result('node_net', [1, 2, 3])])],
    [
      'zeros',
      outcomeOf([
        { ...result('c_epoll', []), trials: [{ round: 0, values: { ops: 0, cpu: 0, p50: 0, p99: 0 }, hop: null }] },
      ]),
    ],
    [
      'addresses',
      outcomeOf([], { addresses: [{ test: 'IPv4 parse', rates: { berkeley: 5, peer: 1 }, ratios: { peer: 5 } }] }),
    ],
  ])('can be made of %s', (_, outcome) => {
    elements(page(outcome));
  });
});

describe('a scale', () => {
  it('begins at 0 and marks round values', () => {
    const scale = linear(1.07, 0, 200);
    expect(scale.ticks).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([0, 1.07, 2].map(scale.at)).toEqual([0, 200, 200]);
    expect(linear(0, 0, 100).at(0)).toBe(0);
  });

  it('leaves room for differences beside one that is far off', () => {
    expect(reach([1, 1.2, 2.9])).toBe(2.9);
    expect(reach([1, 1.2, 1.1, 20])).toBeCloseTo(3.6);
    expect(reach([])).toBe(0);
    const far = outcomeOf([result('c_epoll', [1000]), result('node_net', [900]), result('far', [10_000])]);
    expect(page(far)).toContain('class="gap"');
    expect(page(sample)).not.toContain('class="gap"');
  });

  it('of logarithms gives each factor the same room', () => {
    const scale = logarithmic(10, 1000, 0, 300);
    expect(scale.at(100)).toBeCloseTo(150);
    expect(scale.ticks).toEqual([10, 20, 50, 100, 200, 500, 1000]);
    expect(logarithmic(10, 1000, 0, 100).ticks).toEqual([10, 100, 1000]);
    expect(logarithmic(31, 33, 0, 100).ticks).toEqual([31, 33]);
    expect(logarithmic(5, 5, 0, 100).at(5)).toBeCloseTo(50);
  });
});
