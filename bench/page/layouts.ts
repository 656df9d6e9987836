// Panels on paper: beside each other where there is room, with every driver in a line of its own through all of them;
// else one below the other.
import type { MeasuredCase } from '../outcome.ts';
import { atOne, axis, drawing, label } from './drawing.ts';
import { element, join, type Markup, text } from './markup.ts';
import { BAR, type Entry, type Panel } from './panels.ts';

/** Room for half of a scale's mark. */
const EDGE = 12;

function wordsOf(panel: Panel, entries: readonly Entry[]): string {
  const taking = entries.filter(panel.takes);
  const list = taking.map(({ driver, summary }) => `${driver} ${summary ? panel.describe(summary) : 'failed'}`);
  return `${panel.title}, ${panel.note}: ${list.join('; ')}.`;
}

/** The figure, in front of what stands behind it. */
function figure(x: number, y: number, [value, more]: readonly [string, string]): Markup {
  const rest = more ? [element('tspan', { class: 'more' }, text(` · ${more}`))] : [];
  return element('text', { x, y, 'text-anchor': 'end', class: 'value' }, text(value), ...rest);
}

/** An empty track where the bar would be, so that nobody takes a failure for a small number. */
function track(from: number, to: number, y: number): Markup {
  return element('rect', { x: from, y: y - BAR / 2, width: to - from, height: BAR, rx: 2, class: 'track' });
}

/** Roughly what a letter of the names and of the figures takes. */
const LETTER = { name: 6.7, figure: 7.2 };

/** A drawing that is as wide as the page. */
export const WIDE = 1240;

/** The room that the longest name needs, which is the same in all wide drawings. */
export function roomFor(names: readonly string[]): number {
  return Math.max(...names.map((name) => name.length)) * LETTER.name + 8;
}

/** All panels in one wide drawing, with the names once, in `names` units. */
export function beside(
  bench: MeasuredCase,
  panels: readonly Panel[],
  entries: readonly Entry[],
  names: number,
): Markup {
  const [row, top, gap] = [24, 44, 24];
  const weights = panels.reduce((sum, { weight }) => sum + weight, 0);
  // A lone panel does not need all of the page.
  const unit = Math.min(480, (WIDE - names - gap * (panels.length - 1)) / weights);
  let next = names;
  const bottom = top + entries.length * row;
  const middle = (i: number) => top + i * row + row / 2;
  const drawn = panels.map((panel) => {
    const [left, end] = [next, next + unit * panel.weight];
    next = end + gap;
    // The figures have a column to the right of the plot.
    const figures = entries.map((entry) =>
      entry.summary && panel.takes(entry) ? panel.value(entry.summary).join(' · ').length : 8,
    );
    const right = Math.max(end - Math.max(...figures) * LETTER.figure, left + (end - left) * 0.4);
    const scale = panel.scale(left + EDGE, right - EDGE);
    const rows = entries.map((entry, i) => {
      const y = middle(i);
      if (!panel.takes(entry)) return label(end, y + 4, '–', 'mark', 'end');
      if (entry.summary === null) {
        return join([track(left + EDGE, right - EDGE, y), label(end, y + 4, '✕ failed', 'failed', 'end')]);
      }
      return join([panel.draw(entry, entry.summary, scale, y), figure(end, y + 4, panel.value(entry.summary))]);
    });
    return join([
      label(left + EDGE, 14, panel.title, 'head'),
      label(left + EDGE, 30, panel.note, 'mark'),
      axis(scale, top, bottom),
      ...(panel.isRatio ? [atOne(scale, top, bottom)] : []),
      ...rows,
    ]);
  });
  const words = panels.map((panel) => wordsOf(panel, entries)).join(' ');
  return drawing({ id: `${bench.name}-wide`, title: bench.title, description: words }, WIDE, bottom + 20, [
    ...entries.map((entry, i) => label(0, middle(i) + 4, entry.driver, 'name')),
    ...drawn,
  ]);
}

/** One panel as a drawing of its own: 360 units wide, as a telephone in pixels, so that text is legible there. */
export function alone(bench: MeasuredCase, panel: Panel, entries: readonly Entry[]): Markup {
  const [width, row] = [360, 36];
  const taking = entries.filter(panel.takes);
  const scale = panel.scale(EDGE, width - EDGE);
  const rows = taking.map((entry, i) => {
    const [name, y] = [i * row + 12, i * row + 23];
    if (entry.summary === null) {
      return join([
        label(0, name, entry.driver, 'name'),
        label(width, name, '✕ failed', 'failed', 'end'),
        track(EDGE, width - EDGE, y),
      ]);
    }
    const [value, more] = panel.value(entry.summary);
    const fits = roomFor([entry.driver]) + (value.length + more.length) * LETTER.figure < width - 30;
    return join([
      panel.draw(entry, entry.summary, scale, y),
      // Not through the names and the figures.
      ...(panel.isRatio ? [atOne(scale, y - 8, y + 10)] : []),
      label(0, name, entry.driver, 'name'),
      figure(width, name, [value, fits ? more : '']),
    ]);
  });
  const bottom = taking.length * row;
  return element(
    'figure',
    {},
    element('figcaption', {}, element('b', {}, text(panel.title)), text(`, ${panel.note}`)),
    drawing(
      {
        id: `${bench.name}-${panel.name}`,
        title: `${bench.title}: ${panel.title}`,
        description: wordsOf(panel, entries),
      },
      width,
      bottom + 20,
      [axis(scale, 0, bottom), ...rows],
    ),
  );
}
