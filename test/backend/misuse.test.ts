import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { backends, type Parameter, shorter, signatures } from '../support/contract.ts';

/** One call with one argument that does not fit. */
interface Outcome {
  kind: 'type' | 'number' | 'span' | 'missing';
  /** The argument, from 1. A span is three. */
  first: number;
  last: number;
  value: string;
  /** `TypeError`, another class, or what was returned. */
  outcome: string;
  message: string;
}

// The calls are made in another process: until NaN is refused it is descriptor 0.
const script = (module: string) => `
import { inspect } from 'node:util';
import * as module from '${module}';
const { sys } = Object.values(module)[0]();
const signatures = ${JSON.stringify(signatures)};
const shorter = ${JSON.stringify(shorter)};
const detached = (bytes) => (structuredClone(bytes, { transfer: [bytes.buffer] }), bytes);
const trap = { valueOf() { throw new RangeError('valueOf'); }, toString() { throw new RangeError('toString'); } };
const things = [undefined, null, true, 1n, {}, [], [1], Symbol('s'), () => 1, new Date(0), trap];
const notInt = [...things, '1', new Uint8Array(4), new Number(1)];
const notText = [...things, 1, NaN, new String('x'), new Uint8Array(4), 'a\\0b', '\\0'];
const notBytes = (size) => [
  ...things, 'x', 1, new ArrayBuffer(size), new SharedArrayBuffer(size), new DataView(new ArrayBuffer(size)),
  new Int8Array(size), new Uint8ClampedArray(size), new Uint16Array(size), new Int32Array(size), new Float64Array(size), new BigInt64Array(size),
];
const notRecord = [...notBytes(200), new Uint8Array(0), new Uint8Array(135), detached(new Uint8Array(200))];
const notWords = [...things, 'x', 1, new ArrayBuffer(8), new Uint8Array(8), new Uint32Array(2), new Int16Array(4), new Float32Array(2), new DataView(new ArrayBuffer(8))];
// C's conversions make 0 of each, and descriptor 0 is /dev/null here: nothing waits or prints, whatever they are taken for.
const numbers = [NaN, Infinity, -Infinity, 0.5, 2 ** 53, -(2 ** 53), 2 ** 32, -(2 ** 32), 2 ** 63, Number.MAX_VALUE];
const spans = [
  [9, 0], [0, 9], [4, 5], [8, 1], [-1, 1], [-1, 0], [4, -1], [0, -1], [0, 2 ** 31], [2 ** 31, 0], [0, 2 ** 32], [2 ** 32, 0], [-(2 ** 32), 1],
  [2 ** 53, 0], [0, 2 ** 53], [1, 2 ** 53], [2 ** 63, 2 ** 63], [-(2 ** 63), 1], [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  [0, Infinity], [-Infinity, 0], [Infinity, -Infinity],
];
const fractions = [[NaN, 0], [0, NaN], [NaN, NaN], [0.5, 1], [0, 1.5]];
const good = { int: [-1], offset: [0], bytes: [new Uint8Array(0)], span: [new Uint8Array(8), 0, 8], 'span?': [new Uint8Array(8), 0, 8], record: [new Uint8Array(136)],
  'record?': [null], parts: [[]], words: [new Int32Array(2)], numbers: [new Float64Array(6)], text: ['x'], 'text?': [null], packed: [new Uint8Array(16)],
  function: [() => {}] };
function bad(parameter) {
  const each = (kind, values) => values.map((value) => [kind, [value]]);
  switch (parameter) {
    case 'int': return [...each('type', notInt), ...each('number', numbers)];
    case 'offset': return [...each('type', notInt), ...each('number', [NaN, Infinity, -Infinity, 0.5, -1, 2 ** 53, 2 ** 63, -(2 ** 63)])];
    case 'bytes': return each('type', [...notBytes(8)]);
    case 'span': case 'span?': return [
      ...notBytes(8).filter((value) => parameter === 'span' || value !== null).map((value) => ['type', [value, 0, 8]]),
      ...notInt.flatMap((value) => [['type', [new Uint8Array(8), value, 8]], ['type', [new Uint8Array(8), 0, value]]]),
      ...spans.map((span) => ['span', [new Uint8Array(8), ...span]]),
      ...fractions.map((span) => ['number', [new Uint8Array(8), ...span]]),
      ['span', [detached(new Uint8Array(8)), 0, 8]], ['span', [detached(new Uint8Array(8)), 0, 1]],
      ...(parameter === 'span?' ? [['span', [null, 0, -1]], ['number', [null, 0, NaN]], ['type', [null, 0, 'x']]] : []),
    ];
    case 'record': return each('type', notRecord);
    case 'record?': return each('type', notRecord.filter((value) => value !== null));
    case 'parts': return each('type', [...notBytes(8).filter((value) => !Array.isArray(value) || value.length > 0), ...notBytes(8).map((value) => [new Uint8Array(1), value])]);
    case 'words': return each('type', notWords);
    case 'numbers': return each('type', [...notWords.filter((value) => !(value instanceof Float64Array)), new Int32Array(2)]);
    case 'text': return each('type', notText);
    case 'text?': return each('type', notText.filter((value) => value !== null));
    case 'bytes': return each('type', notBytes(8));
    case 'function': return each('type', [...things.filter((thing) => typeof thing !== 'function'), 'x', 1]);
    case 'packed': return each('type', [...notBytes(16), new Uint8Array(3), new Uint8Array(0), detached(new Uint8Array(16))]);
  }
}
const result = {};
for (const [name, parameters] of Object.entries(signatures)) {
  if (typeof sys[name] !== 'function') continue;
  const outcomes = result[name] = [];
  const attempt = (kind, first, last, shown, args) => {
    let outcome, message = '';
    try { outcome = 'returned ' + inspect(sys[name](...args)); } catch (error) { outcome = error?.name; message = error?.message; }
    outcomes.push({ kind, first, last, value: inspect(shown, { depth: 0, breakLength: Infinity }), outcome, message });
  };
  // A wait must not be without end, should it be taken for one.
  const int = ['poll', 'select', 'epoll_wait', 'kevent', 'stream_exchange'].includes(name) ? [0] : good.int;
  const base = parameters.map((parameter) => (parameter === 'int' ? int : good[parameter]));
  for (let i = 0, first = 1; i < base.length; first += base[i++].length) {
    const last = first + base[i].length - 1;
    for (const [kind, values] of bad(parameters[i])) attempt(kind, first, last, values, base.with(i, values).flat());
    for (let given = first - 1; given < last; given++) {
      if (!shorter[name]?.includes(given)) attempt('missing', first, last, given, base.flat().slice(0, given));
    }
  }
}
console.log(JSON.stringify(result));
`;

describe.each(backends)('misuse of the $name backend', (backend) => {
  let outcomes: Record<string, Outcome[]>;
  beforeAll(() => {
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', script(backend.module)],
      { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 26, timeout: 8000 },
    );
    expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: '' });
    outcomes = JSON.parse(stdout);
  });

  const functions = Object.entries(signatures).filter(
    ([name, parameters]) => parameters.length > 0 && name in backend.sys,
  );
  const takes = (...wanted: Parameter[]) => functions.filter(([, list]) => list.some((one) => wanted.includes(one)));

  /** Those that were not a TypeError. */
  function accepted(name: string, ...kinds: Outcome['kind'][]): string[] {
    const tried = outcomes[name]!.filter(({ kind }) => kinds.includes(kind));
    expect(tried.length).toBeGreaterThan(0);
    return tried
      .filter(({ outcome }) => outcome !== 'TypeError')
      .map(({ first, value, outcome }) => `argument ${first} ${value}: ${outcome}`);
  }

  it.each(functions)('%s refuses an argument of another type', (name) => {
    expect(accepted(name, 'type')).toEqual([]);
  });

  it.each(functions)('%s refuses to be called with too little', (name) => {
    expect(accepted(name, 'missing')).toEqual([]);
  });

  it.each(takes('span', 'span?'))('%s refuses a span outside its bytes', (name) => {
    expect(accepted(name, 'span')).toEqual([]);
  });

  it.each(takes('int', 'offset', 'span', 'span?'))('%s refuses a number that is no int of C', (name) => {
    expect(accepted(name, 'number')).toEqual([]);
  });

  it.each(functions)('%s says its name and the argument', (name) => {
    const unclear = outcomes[name]!.filter(({ outcome }) => outcome === 'TypeError').filter(
      ({ first, last, message }) => {
        const [, call, argument] = /^(\w+)\(\) argument (\d+) /.exec(message) ?? [];
        return call !== name || Number(argument) < first || Number(argument) > last;
      },
    );
    expect(unclear.map(({ first, value, message }) => `argument ${first} ${value}: ${message}`)).toEqual([]);
  });

  it('inet_pton and inet_ntop need all the bytes of an IPv6 address', () => {
    const { sys, constant } = backend;
    expect(() => sys.inet_pton(constant('AF_INET6'), '::1', new Uint8Array(15))).toThrow(TypeError);
    expect(() => sys.inet_ntop(constant('AF_INET6'), new Uint8Array(15))).toThrow(TypeError);
  });
});
