import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { bytes, ours, type Script, type Step, theirs } from '../support/file_scripts.ts';
import { type Outcome, python } from '../support/python.ts';

guardFds();

/** As the tests compare it, but for the texts of codecs' errors, which are Python's, and their names. */
function compare(have: Outcome, want: Outcome, label: string): unknown {
  if (!/^Unicode/.test(want.error ?? '')) return difference(have, want, label);
  return isDeepStrictEqual(have, want) ? undefined : { call: label, here: have, python: want };
}

/** All that differs from Python, in all scripts at once. */
function differences(scripts: readonly Script[]): string[] {
  const wanted = theirs(scripts);
  return scripts.flatMap((script, i) => {
    const have = ours(script);
    const found = wanted[i]!.map((end, at) =>
      compare(have[at] ?? {}, end, JSON.stringify(script.steps[at - 1] ?? 'made')),
    );
    return found
      .filter((one) => one !== undefined)
      .map((one) => `${JSON.stringify({ ...script, steps: [] })} ${JSON.stringify(one)}`);
  });
}

const lines = bytes('one\ntwo\r\nthree\rfour\n\nlast');
const reading = (steps: readonly Step[], more: Partial<Script> = {}): Script => ({
  mode: 'rb',
  waits: true,
  ...more,
  steps: [['feed', lines], ['shut'], ...steps],
});

const READS: readonly Step[][] = [
  [['read']],
  [['read', 0], ['read', 4], ['read', 100], ['read', 1], ['read']],
  [
    ['readline'],
    ['readline', 2],
    ['readline', 0],
    ['readline', -1],
    ['readline', 100],
    ['readline'],
    ['readline'],
    ['readline'],
    ['readline'],
  ],
  [
    ['readline', 5],
    ['readline', 4],
    ['readline', 1],
    ['readline', 1],
    ['readline', 1],
  ],
  [['readlines']],
  [
    ['readlines', 0],
    ['readlines', 1],
  ],
  [
    ['readlines', 4],
    ['readlines', 5],
    ['readlines', 9],
    ['readlines', -3],
  ],
  [['list'], ['list'], ['read']],
  [['readline'], ['list']],
  [['readline'], ['read', 3], ['readline'], ['read']],
];

const BYTE_READS: readonly Step[][] = [
  ...READS,
  [['read1', 4], ['read1', 0], ['read1'], ['read1'], ['read1', 5]],
  [
    ['into', 4],
    ['into', 0],
    ['into', 100],
    ['into', 4],
  ],
  [['readline'], ['into', 5], ['into1', 3], ['into1', 100], ['into1', 2]],
  [
    ['read', -1],
    ['read', -1],
  ],
  [
    ['read', -2],
    ['readline', -2],
    ['readline', -7],
  ],
];

describe.skipIf(!python)('files, as in Python', () => {
  it('read bytes', () => {
    const sizes = [undefined, 1, 2, 3, 7, 8192, 100_000, -7];
    const scripts = sizes.flatMap((buffering) =>
      BYTE_READS.map((steps) => reading(steps, { ...(buffering && { buffering }) })),
    );
    expect(differences(scripts)).toEqual([]);
    // A small pair in Python gives lines beyond the size that it was asked for.
    const pairs = BYTE_READS.map((steps) => reading(steps, { mode: 'rwb' }));
    expect(differences(pairs)).toEqual([]);
    const raw = BYTE_READS.filter((steps) => !steps.some(([name]) => /read1|into1/.test(name)));
    expect(differences(raw.map((steps) => reading(steps, { buffering: 0 })))).toEqual([]);
  });

  it('read text, with each kind of newline', () => {
    const scripts = [null, '', '\n', '\r', '\r\n'].flatMap((newline) =>
      [undefined, 1, 5].flatMap((buffering) =>
        READS.map((steps) =>
          reading([...steps, ['get', 'newlines']], { mode: 'r', text: { newline }, ...(buffering && { buffering }) }),
        ),
      ),
    );
    expect(differences(scripts)).toEqual([]);
  });

  it('read text that comes in pieces', () => {
    const piece = fc.constantFrom('a', '\r', '\n', '\r\n', 'é', '€', '😀', 'xyz\r');
    const call = fc.oneof(
      fc.tuple(fc.constant('readline'), fc.integer({ min: -1, max: 4 })),
      fc.tuple(fc.constant('read'), fc.integer({ min: 0, max: 4 })),
    );
    const scripts = fc.sample(
      fc.record({
        pieces: fc.array(piece, { maxLength: 8 }),
        calls: fc.array(call, { maxLength: 8 }),
        newline: fc.constantFrom(null, '', '\n', '\r', '\r\n'),
        buffering: fc.constantFrom(1, 2, 3, 8192),
      }),
      { seed: 7, numRuns: 400 },
    );
    const made = scripts.map(({ pieces, calls, newline, buffering }): Script => {
      const feed: Step = ['feed', bytes(pieces.join(''), 'utf8')];
      return {
        mode: 'r',
        buffering,
        text: { newline },
        waits: true,
        steps: [feed, ['shut'], ...calls, ['read'], ['get', 'newlines']],
      };
    });
    expect(differences(made)).toEqual([]);
  });

  it('decode, and say what is wrong', () => {
    const encodings: [string, string[]][] = [
      [
        'utf-8',
        [
          '61',
          'c3a9',
          'ff',
          'c3',
          'c328',
          'e282',
          'e28228',
          'eda080',
          'f09f9880',
          'f09f98',
          'f4908080',
          'c080',
          '80',
          'efbbbf61',
          'f0808080',
          'e2ff',
        ],
      ],
      ['utf-8-sig', ['efbbbf61', '61', 'efbb', 'ef', 'efbbbfefbbbf']],
      ['ascii', ['61', '61ff62', '8081']],
      ['latin-1', ['61ff80']],
      ['utf-16', ['fffe6100', 'feff0061', '61006200', 'fffe610062', 'fffe00d86100', 'fffe3dd800de']],
      ['utf-16-le', ['61003dd800de', '00dc6100', '3dd8', '6100ff', '00d800d8']],
      ['utf-16-be', ['0061d83dde00', 'dc000061', 'd83d']],
      ['iso8859-2', ['61a1ff']],
      ['iso-8859-15', ['a4']],
      ['cp1252', ['80e98d', '9f81']],
      ['cp1251', ['cff0e8e2e5f2', '98']],
      ['cp866', ['8fe0a8']],
      ['koi8-r', ['f0d2c9']],
      ['mac-roman', ['8e']],
    ];
    const handlers = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape'];
    const scripts = encodings.flatMap(([encoding, inputs]) =>
      inputs.flatMap((hex) =>
        handlers.flatMap((errors) =>
          // How Python escapes half a unit of UTF-16 is not told.
          (errors === 'surrogateescape' && encoding.startsWith('utf-16') ? [] : [1, 8192]).map((buffering): Script => {
            const feed: Step = ['feed', { bytes: [...Buffer.from(hex, 'hex')] }];
            const steps: Step[] = [feed, ['shut'], ['read'], ['get', 'encoding'], ['get', 'errors']];
            return { mode: 'r', buffering, text: { encoding, errors }, waits: true, steps };
          }),
        ),
      ),
    );
    expect(differences(scripts)).toEqual([]);
  });

  it('decode what other encodings have in several bytes', () => {
    const inputs: [string, string][] = [
      ['shift_jis', '93fa967b'],
      ['euc_jp', 'c6fccbdc'],
      ['gbk', 'd6d0b9fa'],
      ['gb18030', 'd6d08130813961'],
      ['big5', 'a4a4a4e5'],
      ['euc_kr', 'b0a1'],
    ];
    const scripts = inputs.flatMap(([encoding, hex]) =>
      [1, 8192].map((buffering): Script => {
        const feed: Step = ['feed', { bytes: [...Buffer.from(hex, 'hex')] }];
        return {
          mode: 'r',
          buffering,
          text: { encoding },
          waits: true,
          steps: [feed, ['shut'], ['read', 1], ['read']],
        };
      }),
    );
    expect(differences(scripts)).toEqual([]);
  });

  it('encode, and say what is wrong', () => {
    const texts = [
      '',
      'abc',
      'é',
      '€',
      '😀!',
      'a\ud800b',
      '\udcff\udc80',
      '\udc80é',
      'x\ud83d',
      'Ж\n',
      '\u0100\u0101a',
    ];
    const encodings = [
      'utf-8',
      'utf-8-sig',
      'ascii',
      'latin-1',
      'utf-16-le',
      'utf-16-be',
      'utf-16',
      'cp1251',
      'iso8859-15',
      'koi8-r',
    ];
    const handlers = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'xmlcharrefreplace'];
    const scripts = encodings.flatMap((encoding) =>
      handlers.flatMap((errors) =>
        // Which of several characters cannot be escaped, Python says in some encodings alone.
        texts
          .filter((text) => errors !== 'surrogateescape' || text !== '\udc80é')
          .map(
            (text): Script => ({
              mode: 'w',
              text: { encoding, errors },
              waits: true,
              steps: [['write', text], ['flush'], ['sent'], ['write', 'z'], ['flush'], ['sent']],
            }),
          ),
      ),
    );
    expect(differences(scripts)).toEqual([]);
  });

  it('write bytes, and send them when the buffer is full', () => {
    const steps: Step[] = [
      ['write', bytes('ab')],
      ['sent'],
      ['write', bytes('cdef')],
      ['sent'],
      ['write', bytes('')],
      ['write', bytes('0123456789')],
      ['sent'],
      ['writelines', [bytes('x\n'), bytes('y')]],
      ['sent'],
      ['flush'],
      ['sent'],
      ['write', 'text'],
      ['write', bytes('end')],
      ['close'],
      ['sent'],
    ];
    const sizes = [undefined, 0, 1, 2, 3, 4, 5, 6, 7, 10];
    const scripts = ['wb', 'rwb'].flatMap((mode) =>
      sizes.map((buffering): Script => ({ mode, waits: true, steps, ...(buffering !== undefined && { buffering }) })),
    );
    expect(differences(scripts)).toEqual([]);
  });

  it('write text, with each kind of newline', () => {
    const long = `${'x'.repeat(5000)}\n`;
    const steps: Step[] = [
      ['write', 'a\nb\r\nc\r'],
      ['sent'],
      ['flush'],
      ['sent'],
      ['writelines', ['1\n', '2']],
      ['write', long],
      ['sent'],
      ['write', long],
      ['sent'],
      ['write', '😀'],
      ['write', bytes('x')],
      ['flush'],
      ['sent'],
      ['write', 'end'],
      ['close'],
      ['sent'],
    ];
    const scripts = [null, '', '\n', '\r', '\r\n'].flatMap((newline) =>
      ['w', 'rw'].map((mode): Script => ({ mode, text: { newline }, waits: true, steps })),
    );
    expect(differences(scripts)).toEqual([]);
  });

  it('say what a mode cannot do, and what they are', () => {
    const calls: Step[] = [
      ['read'],
      ['read', 1],
      ['readline'],
      ['readlines'],
      ['readable'],
      ['writable'],
      ['seekable'],
      ['isatty'],
      ['seek', 0],
      ['tell'],
      ['truncate'],
      ['get', 'mode'],
      ['get', 'closed'],
      ['flush'],
      ['close'],
      ['close'],
      ['get', 'closed'],
      ['get', 'mode'],
      ['readline'],
      ['readlines'],
      ['flush'],
      ['isatty'],
      ['writelines', []],
      ['list'],
    ];
    const scripts = ['r', 'w', 'rw', 'rb', 'wb', 'rb0', 'wb0', 'rwb0', 'b', 'bw', '', 'rr'].map((mode): Script => {
      const write: Step[] = [['write', mode.includes('b') ? bytes('x') : 'x']];
      return {
        mode: mode.replace('0', ''),
        waits: true,
        ...(mode.endsWith('0') && { buffering: 0 }),
        steps: [['feed', lines], ['shut'], ...write, ...calls, ...write],
      };
    });
    expect(differences(scripts)).toEqual([]);
  });

  it('do not wait on a socket that does not', () => {
    const part: Step = ['feed', bytes('par')];
    const rest: Step = ['feed', bytes('tial\nnext')];
    const rounds: Step[][] = [
      [['read'], part, ['read'], ['read', 2], rest, ['read', 2], ['read', 100], ['read', 2], ['read']],
      [['readline'], part, ['readline'], rest, ['readline'], ['readline'], ['readline']],
      [['read1'], part, ['read1', 2], ['read1', 2], ['read1', 2], ['peek'], ['shut'], ['read1'], ['peek']],
      [['into', 3], part, ['into', 2], ['into', 2], ['into', 2], ['into1', 2], ['shut'], ['into', 2], ['into1', 2]],
      [['readlines'], part, ['peek'], ['readlines'], ['list']],
    ];
    const scripts = rounds.flatMap((steps) =>
      [1, 2, 8192].map((buffering): Script => ({ mode: 'rb', buffering, waits: false, steps })),
    );
    const raw: Step[] = [
      ['read'],
      ['read', 3],
      ['into', 3],
      part,
      ['read', 2],
      ['read'],
      ['readall'],
      ['shut'],
      ['read'],
      ['read', 2],
    ];
    const text: Step[] = [
      ['readline'],
      part,
      ['readline'],
      rest,
      ['readline'],
      ['read', 2],
      ['read', 9],
      ['shut'],
      ['read'],
    ];
    expect(
      differences([
        ...scripts,
        { mode: 'rb', buffering: 0, waits: false, steps: raw },
        { mode: 'r', waits: false, steps: text },
      ]),
    ).toEqual([]);
  });

  it('refuse what is no mode, size, newline or encoding', () => {
    const wrong: Partial<Script>[] = [
      { mode: 'x' },
      { mode: 'U' },
      { mode: 'rt' },
      { mode: 'r+' },
      { mode: 'a' },
      { mode: 'r', buffering: 0 },
      { mode: 'w', buffering: 0 },
      { mode: 'r', text: { newline: 'x' } },
      { mode: 'r', text: { newline: '\n\r' } },
    ];
    expect(differences(wrong.map((one) => ({ mode: 'r', waits: true, steps: [], ...one })))).toEqual([]);
  });
});
