import { fixed, isC } from '../format.ts';
import type { MeasuredCase } from '../outcome.ts';
import { atOne, axis, dot, drawing, type Family, label, line } from './drawing.ts';
import { element, join, type Markup, text } from './markup.ts';
import type { Entry } from './panels.ts';
import { linear, reach } from './scale.ts';

/** A case with its drivers. */
export interface Field {
  readonly bench: MeasuredCase;
  readonly entries: readonly Entry[];
}

const EDGE = 12;
const SHAPE: Readonly<Record<Family, number>> = { c: 0, berkeley: 0, node: 1, other: 2 };

/** A family's mark, for the legend. */
export function legendMark(name: Family): Markup {
  const mark = name === 'c' ? line(7, 0, 7, 14, 'one') : dot(SHAPE[name], 7, 7, `dot ${name}`);
  return element('svg', { viewBox: '0 0 14 14', 'aria-hidden': 'true' }, mark);
}

/** By the first figure of the case; more than 1 is faster than the reference. */
function speedsOf({ bench, entries }: Field) {
  const { name, better } = bench.metrics[0]!;
  return entries.flatMap(({ driver, family, summary }) => {
    const ratio = summary?.ratios[name]?.median;
    if (!ratio || driver === bench.reference) return [];
    return [{ driver, family, speed: better === 'more' ? ratio : 1 / ratio }];
  });
}

/**
 * A line a case, a dot a driver. Null where no case has a ratio.
 *
 * @param names - room for the names of the cases, to the left of the dots; 0 to have them above.
 */
export function overview(fields: readonly Field[], width: number, names: number): Markup | null {
  const compared = fields
    .map((field) => ({ ...field, speeds: speedsOf(field) }))
    .filter(({ speeds }) => speeds.length > 0);
  if (compared.length === 0) return null;
  const wide = names > 0;
  const row = wide ? 28 : 38;
  const from = names + EDGE;
  const to = width - (wide ? 90 : EDGE);
  const most = Math.max(1, reach(compared.flatMap(({ speeds }) => speeds.map(({ speed }) => speed))));
  const scale = linear(most, from, to);
  const rows = compared.map(({ bench, entries, speeds }, i) => {
    const y = i * row + (wide ? row / 2 : 24);
    const words = wide ? y + 4 : i * row + 12;
    const failures = entries.filter(({ summary }) => summary === null).length;
    return join([
      element('a', { href: `#${bench.name}` }, label(0, words, bench.name, 'name')),
      ...(isC(bench.reference) ? [] : [label(wide ? to + EDGE : width / 2, words, `1 is ${bench.reference}`, 'mark')]),
      line(from, y, to, y, 'grid'),
      ...(failures > 0 ? [label(width, words, `✕ ${failures} failed`, 'failed', 'end')] : []),
      ...speeds.map(({ driver, family, speed }) =>
        element(
          'g',
          {},
          element('title', {}, text(`${driver}: ${fixed(speed, 2)}`)),
          dot(SHAPE[family], scale.at(speed), y, `dot ${family}`),
          // It belongs further to the right.
          ...(speed > most ? [label(to - 10, y + 4, `${fixed(speed, 1)} →`, 'mark', 'end')] : []),
        ),
      ),
    ]);
  });
  const words = compared.map(({ bench, speeds }) => {
    return `${bench.name}: ${speeds.map(({ driver, speed }) => `${driver} ${fixed(speed, 2)}`).join(', ')}`;
  });
  const height = compared.length * row;
  return drawing(
    { id: `overview-${width}`, title: 'Speed beside the reference, case by case', description: `${words.join('; ')}.` },
    width,
    height + 20,
    [axis(scale, 0, height), atOne(scale, 0, height), ...rows],
  );
}
