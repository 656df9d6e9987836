import { isC, short } from '../format.ts';
import { element, join, type Markup, text } from './markup.ts';
import type { Scale } from './scale.ts';

/** Who made a driver, which gives its colour. */
export type Family = 'c' | 'berkeley' | 'node' | 'other';

/** What a driver belongs to, by its name. */
export function family(driver: string): Family {
  if (isC(driver)) return 'c';
  return /^berkeley/.test(driver) ? 'berkeley' : /^node/.test(driver) ? 'node' : 'other';
}

/** A whole drawing. A screen reader says the title and then the description; `id` is its own within the page. */
export function drawing(
  words: { id: string; title: string; description: string },
  width: number,
  height: number,
  parts: readonly Markup[],
): Markup {
  const id = words.id.replace(/[^\w-]/g, '-');
  return element(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-labelledby': `${id}-t ${id}-d` },
    element('title', { id: `${id}-t` }, text(words.title)),
    element('desc', { id: `${id}-d` }, text(words.description)),
    ...parts,
  );
}

export function label(x: number, y: number, content: string, kind: string, anchor?: 'middle' | 'end'): Markup {
  return element('text', { x, y, class: kind, 'text-anchor': anchor }, text(content));
}

export function line(x1: number, y1: number, x2: number, y2: number, kind: string): Markup {
  return element('line', { x1, y1, x2, y2, class: kind });
}

/** The marks of a scale below `bottom`, each with a line up to `top`. */
export function axis(scale: Scale, top: number, bottom: number): Markup {
  return join(
    scale.ticks.map((tick) => {
      const x = scale.at(tick);
      return join([line(x, top, x, bottom, 'grid'), label(x, bottom + 14, short(tick), 'mark', 'middle')]);
    }),
  );
}

/** Where the reference is, on a scale of ratios. */
export function atOne(scale: Scale, top: number, bottom: number): Markup {
  return line(scale.at(1), top, scale.at(1), bottom, 'one');
}

/** Marks that are told from each other by their shape, and not by their colour alone. */
export const SHAPES = ['●', '◆', '▲'];

/** The mark of that number in {@link SHAPES}. */
export function dot(shape: number, x: number, y: number, kind: string): Markup {
  if (shape === 1) return element('path', { d: `M${fine(x)} ${fine(y - 6)}l6 6l-6 6l-6-6z`, class: kind });
  if (shape === 2) return element('path', { d: `M${fine(x)} ${fine(y - 6)}l6 10.5h-12z`, class: kind });
  return element('circle', { cx: x, cy: y, r: 4.5, class: kind });
}

/** Across the end of a bar that is longer than there is room. */
export function gap(x: number, y: number): Markup {
  return element('path', { d: `M${fine(x - 13)} ${fine(y + 7)}l4 -14`, class: 'gap' });
}

/** Tenths of a pixel are enough. */
function fine(value: number): number {
  return Math.round(value * 10) / 10;
}
