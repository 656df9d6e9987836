// What a case's charts show: each panel is one figure, or some that belong together, of every driver. How panels are laid
// out is another matter.
import { fixed, referenceTitle, short } from '../format.ts';
import type { MeasuredCase } from '../outcome.ts';
import type { Summary } from '../statistics.ts';
import type { Metric } from '../types.ts';
import { dot, type Family, gap, line, SHAPES } from './drawing.ts';
import { element, join, type Markup } from './markup.ts';
import { linear, logarithmic, reach, type Scale } from './scale.ts';

/** One driver in one case. */
export interface Entry {
  readonly driver: string;
  readonly family: Family;
  /** Null if it failed. */
  readonly summary: Summary | null;
}

export interface Panel {
  readonly name: string;
  readonly title: string;
  /** What there is to know about the title, to follow it. */
  readonly note: string;
  /** How wide it is beside others. */
  readonly weight: number;
  /** Whether 1 on its scale is the reference. */
  readonly isRatio: boolean;
  scale(from: number, to: number): Scale;
  /** Whether the driver has the figure, or failed and so might have had it. */
  takes(entry: Entry): boolean;
  /** The figure, and what stands behind it, as text. */
  value(summary: Summary): readonly [figure: string, more: string];
  /** Draws it, `y` being the middle. */
  draw(entry: Entry, summary: Summary, scale: Scale, y: number): Markup;
  /** For those who cannot see it. */
  describe(summary: Summary): string;
}

export const BAR = 10;

/** The panels of a case: a figure each, but one for all percentiles. Without those that nobody has. */
export function panelsOf(bench: MeasuredCase, entries: readonly Entry[]): Panel[] {
  const latencies = bench.metrics.filter(({ name }) => /^p\d+$/.test(name));
  const at = bench.metrics.findIndex((metric) => latencies.includes(metric));
  return bench.metrics
    .map((metric, i) => {
      if (!latencies.includes(metric)) return bars(bench, metric, entries);
      return i === at ? percentiles(latencies, entries) : null;
    })
    .filter((panel) => panel !== null);
}

/** Bars of one metric: of its ratio to the reference if it has one, else of itself. */
function bars(bench: MeasuredCase, metric: Metric, entries: readonly Entry[]): Panel | null {
  const { name, digits } = metric;
  const isRatio = metric.ratio && entries.some(({ summary }) => summary?.ratios[name] !== undefined);
  const pick = (summary: Summary | null) => (isRatio ? summary?.ratios : summary?.values)?.[name];
  const all = entries.flatMap(({ summary }) => pick(summary) ?? []);
  if (all.length === 0) return null;
  const far = reach(all.map(({ median }) => median));
  const most = Math.max(isRatio ? 1 : 0, ...all.filter(({ median }) => median <= far).map(({ max }) => max), far);
  return {
    name,
    title: metric.title,
    note: `${isRatio ? `ratio to ${referenceTitle(bench.reference)}, ` : ''}${metric.better} is better`,
    weight: isRatio ? 1 : 0.6,
    isRatio,
    scale: (from, to) => linear(most, from, to),
    takes: ({ summary }) => summary === null || summary.values[name] !== undefined,
    value: (summary) => {
      const own = fixed(summary.values[name]!.median, digits);
      if (!isRatio) return [own, ''];
      const ratio = summary.ratios[name];
      return [ratio ? `${summary.mixed ? '~' : ''}${fixed(ratio.median, 2)}` : 'no ratio', own];
    },
    draw: (entry, summary, scale, y) => {
      const value = pick(summary);
      if (!value) return join([]);
      const [from, least, at, greatest] = [0, value.min, value.median, value.max].map(scale.at) as Four;
      const width = Math.max(at - from, 1);
      return join([
        element('rect', { x: from, y: y - BAR / 2, width, height: BAR, rx: 2, class: `bar ${entry.family}` }),
        ...(value.median > most
          ? [gap(at, y)]
          : [
              line(least, y, greatest, y, 'whisker'),
              line(least, y - 4, least, y + 4, 'whisker'),
              line(greatest, y - 4, greatest, y + 4, 'whisker'),
            ]),
      ]);
    },
    describe: (summary) => {
      const value = pick(summary);
      const places = isRatio ? 2 : digits;
      if (!value) return 'has no ratio';
      return `${fixed(value.median, places)} (${fixed(value.min, places)} to ${fixed(value.max, places)})`;
    },
  };
}

type Four = [number, number, number, number];

/** Some percentiles of one thing on one logarithmic scale: a mark each, joined. */
function percentiles(metrics: readonly Metric[], entries: readonly Entry[]): Panel | null {
  const has = (summary: Summary) => metrics.every(({ name }) => summary.values[name] !== undefined);
  const medians = (summary: Summary) => metrics.map(({ name }) => summary.values[name]!.median);
  const all = entries
    .flatMap(({ summary }) => (summary && has(summary) ? medians(summary) : []))
    .filter((one) => one > 0);
  if (all.length === 0) return null;
  const { unit } = metrics[0]!;
  const texts = (summary: Summary) => medians(summary).map((value) => (value < 1e4 ? fixed(value, 0) : short(value)));
  return {
    name: 'latency',
    title: 'latency',
    // The titles of metrics end with the unit.
    note: `${unit}: ${metrics.map(({ title }, i) => `${SHAPES[i] ?? SHAPES[0]} ${title.replace(` ${unit}`, '')}`).join(' ')}, less is better`,
    weight: 1,
    isRatio: false,
    scale: (from, to) => logarithmic(Math.min(...all), Math.max(...all), from, to),
    takes: ({ summary }) => summary === null || has(summary),
    value: (summary) => [texts(summary).join(' / '), ''],
    draw: (entry, summary, scale, y) => {
      const places = medians(summary).map(scale.at);
      return join([
        line(places[0]!, y, places.at(-1)!, y, `span ${entry.family}`),
        ...places.map((x, i) => dot(i, x, y, `dot ${entry.family}`)),
      ]);
    },
    describe: (summary) => texts(summary).join(', '),
  };
}
