import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { shareOfBusy } from '../../bench/description.ts';
import { checkOutcome, readOutcome } from '../../bench/outcome.ts';
import { page } from '../../bench/page/page.ts';
import { Progress } from '../../bench/progress.ts';
import { remarks } from '../../bench/remarks.ts';
import { describeRun, report } from '../../bench/report.ts';
import { sample } from './outcome.ts';

describe('the report', () => {
  it('is a table of every case', () => {
    const lines = report(sample).split('\n');
    expect(lines[0]).toBe('TCP echo');
    expect(lines[1]).toMatch(/^driver +ops\/s +min +max +of C +CPU us\/op +of C +p50 us +p99 us$/);
    expect(lines[3]).toMatch(/^berkeley_recv +90,000 +88,000 +108,000 +0\.90 +11\.11 +1\.11 +711\.1 +1,422\.2$/);
    expect(lines[5]).toBe('wrong           FAILED');
    expect(lines[6]).toBe('wrong FAILED: load: connection 3: byte <17> is wrong');
    expect(lines.at(-1)).toBe('bun is left out: there is no bun');
  });

  it('describes the machine, as far as it is known', () => {
    expect(describeRun(sample)).toBe(
      ['date      2030-01-02T03:04:05.678Z', 'CPU       A <fast> CPU', 'Node.js   22.0.0', 'berkeley  1.2.3'].join(
        '\n',
      ),
    );
  });
});

describe('what to know before believing it', () => {
  it('is nothing on a quiet machine', () => {
    expect(remarks({ ...sample, machine: { busy: '3 %', pinned: 'to cores' } })).toEqual([]);
  });

  it('is said, in the report and on the page', () => {
    const doubtful = { ...sample, rounds: 1, machine: { busy: '64 %', pinned: null } };
    const words = remarks(doubtful);
    expect(words.map((one) => one.split(' ').slice(0, 3).join(' '))).toEqual([
      'Other programs took',
      'Server and load',
      'With less than',
    ]);
    for (const one of words) {
      expect(report(doubtful)).toContain(one);
      expect(page(doubtful)).toContain(one);
    }
  });

  it('counts what others take of the machine, and what the host takes', () => {
    const before = 'cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 1 1';
    expect(shareOfBusy(before, 'cpu  150 0 100 850 50 0 0 50 0 0\n')).toBe(0.5);
    expect(shareOfBusy(before, before)).toBe(0);
  });
});

describe('progress', () => {
  it('says how much is left, by what each case has taken', () => {
    const progress = new Progress(
      new Map([
        ['quick', 2],
        ['slow', 60],
      ]),
    );
    expect(String(progress)).toBe('[0/62]');
    progress.done('quick', 1_000);
    expect(String(progress)).toBe('[1/62, 61 s left]');
    progress.done('slow', 10_000);
    expect(String(progress)).toBe('[2/62, 10 min left]');
    progress.done('quick', null);
    for (let i = 0; i < 58; i++) progress.done('slow', 10_000);
    expect(String(progress)).toBe('[61/62, 10 s left]');
    progress.done('slow', 10_000);
    expect(String(progress)).toBe('[62/62]');
  });
});

describe('a file of results', () => {
  async function fileOf(text: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'berkeley-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'old.json');
    writeFileSync(file, text);
    return file;
  }

  it('is read as it was written', async () => {
    expect(readOutcome(await fileOf(JSON.stringify(sample)))).toEqual(sample);
  });

  it('that is not there, or no JSON, is named', async () => {
    expect(() => readOutcome('/no/such/file')).toThrow('/no/such/file cannot be read: ENOENT');
    const file = await fileOf('{');
    expect(() => readOutcome(file)).toThrow(`${file} is no result of the benchmark: `);
  });

  it.each([
    [[], 'it does not say that it is one'],
    [null, 'it does not say that it is one'],
    [{ format: 'berkeley bench 99' }, 'it is of the format "berkeley bench 99", and this version reads'],
    [{ ...sample, date: 'soon' }, 'it.date is no date'],
    [{ ...sample, rounds: 'x' }, 'it.rounds is no number'],
    [{ ...sample, machine: { cpu: 3 } }, 'it.machine.cpu is no text'],
    [{ ...sample, cases: [{ ...sample.cases[0], metrics: [] }] }, 'it.cases.0.metrics is empty'],
    [
      { ...sample, results: [{ case: 'tcp_echo_64', driver: 'x', failure: null, trials: [3] }] },
      'it.results.0.trials.0 is no object',
    ],
    [
      { ...sample, results: [{ case: 'nosuch', driver: 'x', failure: null, trials: [] }] },
      'it.results.0.case is no case of the run',
    ],
  ])('that is something else is refused (%#)', (value, why) => {
    expect(() => checkOutcome(JSON.parse(JSON.stringify(value)), 'x.json')).toThrow(why);
  });
});
