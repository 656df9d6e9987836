/** Text of HTML or SVG that needs no more escaping. */
export type Markup = string & { readonly markup: unique symbol };

type Value = string | number | undefined;

const CODES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Any text, as markup. */
export function text(content: string | number): Markup {
  return String(content).replace(/[&<>"]/g, (character) => CODES[character]!) as Markup;
}

/** One after the other. */
export function join(parts: readonly Markup[], between = ''): Markup {
  return parts.join(between) as Markup;
}

/**
 * An element. Strings among its children are text. An attribute that is undefined is left out.
 *
 * `element('p', { class: 'note' }, 'less & more')` is `<p class="note">less &amp; more</p>`.
 */
export function element(name: string, attributes: Readonly<Record<string, Value>>, ...children: Markup[]): Markup {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${text(typeof value === 'number' ? round(value) : value!)}"`);
  return `<${name}${list.join('')}>${children.join('')}</${name}>` as Markup;
}

/** An element of HTML that has neither content nor end. */
export function empty(name: string, attributes: Readonly<Record<string, Value>>): Markup {
  return element(name, attributes).replace(`></${name}>`, '>') as Markup;
}

/** Hundredths of a pixel are enough. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
