import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Outcome } from '../../bench/outcome.ts';
import { bench } from '../../bench/run.ts';
import type { Driver } from '../../bench/types.ts';
import { hasCompiler } from './liar.ts';

vi.mock('../../bench/drivers/index.ts', async (original) => {
  const { reference } = await original<{ reference: Driver }>();
  const { liar } = await import('./liar.ts');
  const servers = { tcp_echo: liar('wrong') };
  const drivers: Driver[] = [
    reference,
    { name: 'wrong', title: 'Changes a byte', servers },
    { name: 'nowhere', title: 'Needs what is not there', servers, absent: () => 'it is not there' },
  ];
  return { reference, drivers };
});

describe.skipIf(process.platform !== 'linux' || !hasCompiler())('a run (on Linux, with a C compiler)', () => {
  it('reports a driver that lies as failed, and one that cannot run as left out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berkeley-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const json = join(folder, 'run.json');
    const code = await bench(['--case', 'tcp_echo_1', '--rounds', '2', '--seconds', '0.05', '--json', json]);
    const printed = log.mock.calls.join('\n');
    const told = error.mock.calls.join('\n');
    vi.restoreAllMocks();

    expect(code).toBe(1);
    expect(printed).toMatch(/^wrong +FAILED$/m);
    expect(printed).toMatch(/^wrong FAILED: load: wrong byte at offset 32 of a reply: sent \d+, got \d+$/m);
    expect(told).toContain('tcp_echo_1 wrong: FAILED');
    expect(told).toContain('nowhere is left out: it is not there');
    const { results, absent } = JSON.parse(readFileSync(json, 'utf8')) as Outcome;
    expect(results.map(({ driver, failure, trials }) => [driver, failure === null, trials.length])).toEqual([
      ['c_epoll', true, 2],
      ['wrong', false, 0],
    ]);
    expect(absent).toEqual([{ driver: 'nowhere', reason: 'it is not there' }]);
  });
});
