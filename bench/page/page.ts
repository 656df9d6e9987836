import { machineLines } from '../description.ts';
import { fixed, gist, referenceTitle } from '../format.ts';
import { type MeasuredCase, type Outcome, resultsOf } from '../outcome.ts';
import { remarks } from '../remarks.ts';
import { type Summary, summarize } from '../statistics.ts';
import type { Metric } from '../types.ts';
import { type Family, family } from './drawing.ts';
import { alone, beside, roomFor, WIDE } from './layouts.ts';
import { element, empty, join, type Markup, text } from './markup.ts';
import { type Field, legendMark, overview } from './overview.ts';
import { type Entry, panelsOf } from './panels.ts';
import { STYLE } from './style.ts';

/** A run as one HTML page that needs nothing else: no network, no script. */
export function page(outcome: Outcome): string {
  const title = `berkeley bench, ${outcome.date.slice(0, 10)}`;
  const fields = outcome.cases.map((bench): Field => ({ bench, entries: entriesOf(outcome, bench) }));
  const names = roomFor([...outcome.cases, ...outcome.drivers].map(({ name }) => name));
  const head = element(
    'head',
    {},
    empty('meta', { charset: 'utf-8' }),
    empty('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, text(title)),
    element('style', {}, STYLE as Markup),
  );
  const main = element(
    'main',
    {},
    element('h1', {}, text('Sockets in Node.js, beside C')),
    paragraph('soft', `${outcome.date.slice(0, 16).replace('T', ' ')} UTC · ${introduction(outcome)}`),
    ...remarks(outcome).map((words) => paragraph('remark', words)),
    overviewCard(fields, names),
    ...fields.map((field) => caseCard(outcome, field, names)),
    addressesCard(outcome),
    machineCard(outcome),
    readingCard(),
  );
  return `<!doctype html>\n${element('html', { lang: 'en' }, head, element('body', {}, main))}\n`;
}

function entriesOf(outcome: Outcome, bench: MeasuredCase): Entry[] {
  return resultsOf(outcome, bench)
    .map((result) => ({ result, summary: summarize(outcome, result) }))
    .filter(({ result, summary }) => summary !== null || result.failure !== null)
    .map(({ result, summary }) => ({ driver: result.driver, family: family(result.driver), summary }));
}

function introduction({ machine, rounds, seconds, cases, results }: Outcome): string {
  const failures = results.filter(({ failure }) => failure !== null).length;
  const parts = [
    machine.cpu,
    machine.node && `Node.js ${machine.node}`,
    machine.berkeley && `berkeley ${machine.berkeley}`,
    `${cases.length} ${cases.length === 1 ? 'case' : 'cases'}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ${seconds} s`,
    failures > 0 && `${failures} failed`,
  ];
  return parts.filter(Boolean).join(' · ');
}

const FAMILIES: readonly [Family, string][] = [
  ['berkeley', 'berkeley'],
  ['node', "Node's own modules"],
  ['other', 'other runtimes'],
  ['c', 'C, the reference'],
];

function overviewCard(fields: readonly Field[], names: number): Markup {
  const [wide, narrow] = [overview(fields, WIDE, names), overview(fields, 360, 0)];
  if (wide === null || narrow === null) return join([]);
  const present = new Set(fields.flatMap(({ entries }) => entries.map((entry) => entry.family)));
  const legend = FAMILIES.filter(([name]) => present.has(name)).map(([name, words]) =>
    element('li', {}, legendMark(name), text(words)),
  );
  return card(
    'overview',
    'Overview',
    paragraph(
      'soft',
      'Speed by the first figure of each case. C is 1, the dashed line; further to the right is faster.',
    ),
    element('ul', { class: 'legend' }, ...legend),
    element('div', { class: 'wide' }, wide),
    element('div', { class: 'narrow small' }, narrow),
  );
}

function caseCard(outcome: Outcome, { bench, entries }: Field, names: number): Markup {
  const panels = panelsOf(bench, entries);
  const failures = resultsOf(outcome, bench).filter(({ failure }) => failure !== null);
  const mixed = entries.some(({ summary }) => summary?.mixed);
  return card(
    bench.name,
    bench.title,
    paragraph('soft', '', element('code', {}, text(bench.name))),
    ...(panels.length === 0
      ? []
      : [
          element('div', { class: 'wide' }, beside(bench, panels, entries, names)),
          element('div', { class: 'narrow charts' }, ...panels.map((panel) => alone(bench, panel, entries))),
        ]),
    failures.length === 0
      ? join([])
      : element(
          'ul',
          { class: 'failures' },
          ...failures.map(({ driver, failure }) =>
            element('li', {}, element('b', { class: 'failed' }, text(`${driver} failed: `)), text(gist(failure!))),
          ),
        ),
    mixed
      ? paragraph('soft', '~ marks ratios to a reference for which the cores lay differently apart: they say less.')
      : join([]),
    element('details', {}, element('summary', {}, text('The numbers')), table(bench, entries)),
  );
}

/** Median and, smaller, the range; then the median of the ratio. */
function table(bench: MeasuredCase, entries: readonly Entry[]): Markup {
  const heads = bench.metrics.flatMap(({ title, ratio }) => [
    title,
    ...(ratio ? [`to ${referenceTitle(bench.reference)}`] : []),
  ]);
  const rows = entries.map(({ driver, summary }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row', class: 'name' }, text(driver)),
      ...(summary === null
        ? [element('td', { class: 'failed', colspan: heads.length }, text('failed'))]
        : bench.metrics.flatMap((metric) => cells(metric, summary))),
    ),
  );
  return tableOf(['driver', ...heads], rows);
}

function cells({ name, digits, ratio }: Metric, { values, ratios, mixed }: Summary): Markup[] {
  const value = values[name];
  const [median, least, most] = value ? [value.median, value.min, value.max].map((one) => fixed(one, digits)) : ['–'];
  const range = least === most ? [] : [element('small', {}, text(` ${least}–${most}`))];
  const first = element('td', {}, text(median!), ...range);
  const quotient = ratios[name];
  const second = element('td', {}, text(quotient ? `${mixed ? '~' : ''}${fixed(quotient.median, 2)}` : '–'));
  return ratio ? [first, second] : [first];
}

function addressesCard({ addresses }: Outcome): Markup {
  if (addresses === null || addresses.length === 0) return join([]);
  const names = Object.keys(addresses[0]!.rates);
  const rows = addresses.map(({ test, rates, ratios }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, text(test)),
      ...names.map((name) =>
        element(
          'td',
          {},
          text(rates[name] === undefined ? '–' : fixed(rates[name], 2)),
          ...(ratios[name] === undefined ? [] : [element('small', {}, text(` ${fixed(ratios[name], 1)}×`))]),
        ),
      ),
    ),
  );
  return card(
    'ipaddress',
    'Addresses: parsing, formatting, membership',
    paragraph('soft', 'Millions a second; beside each peer, how many times its rate berkeley reached.'),
    tableOf(['', ...names], rows),
  );
}

function machineCard(outcome: Outcome): Markup {
  const pairs = machineLines(outcome.machine).flatMap(([label, value]) => [
    element('dt', {}, text(label)),
    element('dd', {}, text(value)),
  ]);
  return card(
    'machine',
    'The machine',
    element('dl', {}, ...pairs),
    ...(outcome.absent.length === 0
      ? []
      : [
          paragraph(
            'soft',
            `Not measured: ${outcome.absent.map((one) => `${one.driver} (${one.reason})`).join(', ')}.`,
          ),
        ]),
  );
}

const READING = [
  'A bar is the median of the rounds; the line through its end reaches from the least to the most. Where two such fields overlap, the difference is within what this machine varies by itself.',
  'A ratio compares trials of the same round with each other, since a machine changes its pace over a run. Compare ratios, not numbers of different machines.',
  'Look at CPU time beside the rate: with many connections the load generator may be the slower end, and then only CPU time tells what a server costs.',
  'With many connections, latency is the queue: a request waits for its turn among the others. With one, it is mostly the waking up of a core.',
  'A driver that made an error, or sent one wrong byte, has failed, whatever it reached before.',
];

function readingCard(): Markup {
  return card(
    'reading',
    'How to read it',
    element('ul', {}, ...READING.map((words) => element('li', {}, text(words)))),
  );
}

function card(id: string, title: string, ...content: Markup[]): Markup {
  return element(
    'section',
    { class: 'card', id, 'aria-labelledby': `${id}-h` },
    element('h2', { id: `${id}-h` }, text(title)),
    ...content,
  );
}

function paragraph(kind: string, words: string, ...more: Markup[]): Markup {
  return element('p', { class: kind || undefined }, text(words), ...more);
}

function tableOf(heads: readonly string[], rows: readonly Markup[]): Markup {
  const head = element('tr', {}, ...heads.map((words) => element('th', { scope: 'col' }, text(words))));
  // It can be scrolled by the keys too.
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'table' },
    element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows)),
  );
}
