import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkOutcome } from '../../bench/outcome.ts';
import { sample } from '../bench/outcome.ts';
import { type Ended, root, run } from '../support/child.ts';

const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function bench(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return run(process.execPath, [join(root, bin.berkeley), 'bench', ...args], { env: { ...process.env, ...env } }).ended;
}

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berkeley-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Whether a program is there. */
function has(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

describe('berkeley bench', () => {
  it.each([
    [['--nosuch'], "'--nosuch'"],
    [['more'], "'more'"],
    [['--rounds', '0'], '--rounds must be from 1 to 1000, not 0'],
    [['--rounds', '1.5'], '--rounds must be from 1 to 1000, not 1.5'],
    [['--seconds', 'x'], '--seconds must be from 0.01 to 60, not x'],
    [['--case', 'nosuch'], '--case nosuch: there is only tcp_echo_1, '],
    [['--driver', 'nosuch'], '--driver nosuch: there is only c_epoll, '],
    [['--json', '/no/such/folder/x'], '--json /no/such/folder/x cannot be written'],
    [['--html', root], `--html ${root} cannot be written: it is a folder`],
  ])('with %j explains itself and ends with 2', async (args, why) => {
    const { code, stdout, stderr } = await bench(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(why);
    expect(stderr).toContain('usage: berkeley bench');
    expect(stderr).not.toContain('    at ');
  });

  it('says what it can do, and what there is', async () => {
    expect(await bench(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--compare'),
      stderr: '',
    });
    const { code, stdout } = await bench(['--list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^cases:\n {2}tcp_echo_1 .*\ndrivers:\n {2}c_epoll /s);
    expect(stdout).toMatch(/^ {2}node_net /m);
  });

  it('shows and compares earlier runs', async () => {
    const folder = await temporary();
    const [file, html] = [join(folder, 'old.json'), join(folder, 'page.html')];
    writeFileSync(file, JSON.stringify(sample));
    const { code, stdout, stderr } = await bench(['--from', file, '--compare', file, '--html', html]);
    // That a driver failed then is no failure now.
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^node_net +60,000/m);
    expect(stdout).toMatch(/^tcp_echo_64 +node_net +ops\/s, ratio .* within the spread$/m);
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('refuses to compare with what is no result, before it runs anything', async () => {
    const { code, stdout, stderr } = await bench(['--compare', join(root, 'package.json')]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^berkeley bench: .*package\.json is no result of the benchmark.*\n$/);
  });

  it.runIf(process.platform === 'linux')('says that it needs a compiler', async () => {
    const { code, stdout, stderr } = await bench(['--case', 'tcp_echo_1'], { CC: join(root, 'no such compiler') });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^berkeley bench: there is no C compiler \(.*ENOENT\)\..*\n$/);
  });

  it.runIf(process.platform === 'linux' && has('cc') && has('taskset'))('measures', async () => {
    const folder = await temporary();
    const [json, html] = [join(folder, 'new.json'), join(folder, 'new.html')];
    const args = '--rounds 1 --seconds 0.05 --case tcp_echo_1 --driver node_net'.split(' ');
    const { code, stdout, stderr } = await bench([...args, '--json', json, '--html', html], { TMPDIR: folder });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^\[2\/2\] tcp_echo_1 \w+: ops\/s [\d,]+/m),
    });
    // With a tilde where the cores moved meanwhile.
    expect(stdout).toMatch(/^c_epoll .* ~?1\.00 /m);
    expect(stdout).toMatch(/^node_net +[\d,]+/m);
    const outcome = checkOutcome(JSON.parse(readFileSync(json, 'utf8')), json);
    expect(outcome.machine).toMatchObject({ node: process.versions.node, v8: process.versions.v8 });
    expect(outcome.results.map(({ driver, failure, trials }) => [driver, failure, trials.length])).toEqual([
      ['c_epoll', null, 1],
      ['node_net', null, 1],
    ]);
    expect(readFileSync(html, 'utf8')).toContain('node_net');
    // The programs that were compiled are gone.
    expect(readdirSync(folder).sort()).toEqual(['new.html', 'new.json']);
  });
});

describe.runIf(process.platform === 'linux' && has('cc'))('without the addon', () => {
  it('leaves its drivers out, and says so', async () => {
    const args = '--rounds 1 --seconds 0.05 --case tcp_echo_1 --driver berkeley_epoll_recv'.split(' ');
    const { code, stdout } = await bench(args, { BERKELEY_BACKEND: 'js' });
    expect(code).toBe(0);
    expect(stdout).toContain('berkeley_epoll_recv is left out: the addon was not loaded: npx berkeley info says why\n');
    expect(stdout).not.toContain('FAILED');
    expect(stdout).toMatch(/^berkeley runs on +the backend in JavaScript$/m);
  });
});

describe.runIf(process.platform === 'linux' && has('cc'))('a run that is interrupted', () => {
  it('shows what it has measured', async () => {
    const folder = await temporary();
    const args = '--rounds 1000 --seconds 0.05 --case tcp_echo_1 --driver node_net'.split(' ');
    const env = { ...process.env, TMPDIR: folder };
    const child = run(process.execPath, [join(root, bin.berkeley), 'bench', ...args], { env });
    let words = '';
    child.process.stderr!.on('data', (text: string) => {
      // The second trial, or a later one, is running.
      if (!words.includes('[1/2000') && `${words}${text}`.includes('[1/2000')) child.kill('SIGINT');
      words += text;
    });
    const { code, stdout } = await child.ended;
    expect(code).toBe(130);
    expect(words).toContain('stopping: what was measured follows');
    expect(stdout).toMatch(/^c_epoll +[\d,]+/m);
    expect(stdout).not.toContain('FAILED');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux' && has('cc'))('the programs in C', () => {
  const folder = join(root, 'bench', 'native');

  it.each(readdirSync(folder).filter((name) => name.endsWith('.c')))('%s compiles without a warning', (name) => {
    const flags = ['-O2', '-pthread', '-Wall', '-Wextra', '-Werror', '-o', '/dev/null'];
    expect(spawnSync('cc', [...flags, join(folder, name)], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe('the package', () => {
  it('has all that the benchmark needs', () => {
    const { stdout } = spawnSync('npm pack --dry-run --ignore-scripts --json', {
      cwd: root,
      shell: true,
      encoding: 'utf8',
    });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const packed = new Set(files.map(({ path }) => path));
    const sources = readdirSync(join(root, 'bench'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      // TypeScript is packed as it was compiled.
      .map((path) => (path.endsWith('.ts') ? `dist/${path.replace(/ts$/, 'js')}` : path));
    expect(sources.filter((path) => !packed.has(path))).toEqual([]);
  });
});
