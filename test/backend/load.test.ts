import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, run, runScript } from '../support/child.ts';
import { backends, hasAddon } from '../support/contract.ts';

// Which backend is in force is decided when the package is first imported: each case is a process.

const script = `
  const { socket } = await import('berkeley');
  console.log(socket.capabilities.name);
`;

describe('BERKELEY_BACKEND', () => {
  it.runIf(hasAddon()).each([
    ['native', 'native'],
    ['js', 'js'],
    ['', 'native'],
    [undefined, 'native'],
  ])('%o chooses %s', async (name, chosen) => {
    const child = runScript(script, [], { BERKELEY_BACKEND: name });
    expect(await child.ended).toEqual({ code: 0, signal: null, stdout: `${chosen}\n`, stderr: '' });
  });

  it.skipIf(hasAddon()).each(['js', '', undefined])('%o chooses js where there is no addon', async (name) => {
    const child = runScript(script, [], { BERKELEY_BACKEND: name });
    expect(await child.ended).toEqual({ code: 0, signal: null, stdout: 'js\n', stderr: '' });
  });

  it.each(backends.map(({ name }) => name))('%s serves who requires the package', async (name) => {
    const required = `console.log(require('berkeley').capabilities.name);`;
    const child = run(process.execPath, ['--input-type=commonjs', '--eval', required], {
      env: { ...process.env, BERKELEY_BACKEND: name },
    });
    expect(await child.ended).toMatchObject({ code: 0, stdout: `${name}\n` });
  });

  it.each(['nosuch', 'Native', 'constructor', '__proto__', 'toString'])(
    'of %s is an error that names the known ones',
    async (name) => {
      const { code, stderr } = await runScript(script, [], { BERKELEY_BACKEND: name }).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(`BERKELEY_BACKEND=${name}`);
      expect(stderr).toMatch(/known: native, js/);
    },
  );
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berkeley-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the addon', () => {
  /** A folder as node-gyp-build takes it from BERKELEY_PREBUILD, with this for an addon. */
  function prebuild(name: string, write: (file: string) => void): string {
    const release = join(folder, name, 'build', 'Release');
    mkdirSync(release, { recursive: true });
    write(join(release, 'berkeley.node'));
    return join(folder, name);
  }

  it.runIf(hasAddon())('is loaded from where BERKELEY_PREBUILD says', async () => {
    const there = prebuild('good', (file) => copyFileSync(join(root, 'build/Release/berkeley.node'), file));
    const maps = `${script}
      const { readFileSync } = await import('node:fs');
      try { console.log(readFileSync('/proc/self/maps', 'utf8').includes(process.env.BERKELEY_PREBUILD)); } catch { console.log(true); }`;
    const { stdout } = await runScript(maps, [], { BERKELEY_BACKEND: undefined, BERKELEY_PREBUILD: there }).ended;
    expect(stdout).toBe('native\ntrue\n');
  });

  it.each<[string, (file: string) => void]>([
    ['is garbage', (file) => writeFileSync(file, 'this is no shared object')],
    ['is empty', (file) => writeFileSync(file, '')],
    ['is a folder', (file) => mkdirSync(file)],
  ])('that %s fails loudly, with nothing in its place', async (what, write) => {
    const there = prebuild(what.replaceAll(' ', '-'), write);
    for (const backend of ['native', '']) {
      const child = runScript(script, [], { BERKELEY_PREBUILD: there, BERKELEY_BACKEND: backend });
      const { code, stdout, stderr } = await child.ended;
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(join(there, 'build', 'Release', 'berkeley.node'));
    }
  });

  it('that is not where BERKELEY_PREBUILD says is an error that says where it was looked for', async () => {
    const there = join(folder, 'none');
    mkdirSync(there);
    const { code, stdout, stderr } = await runScript(script, [], {
      BERKELEY_BACKEND: undefined,
      BERKELEY_PREBUILD: there,
    }).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/No native build was found/);
    expect(stderr).toContain(there);
  });
});

describe('the package', () => {
  /** A copy of the built package that has no addon, and what it says of itself. */
  function copy(name: string): { at: string; script: string } {
    const at = join(folder, name);
    cpSync(join(root, 'dist'), join(at, 'dist'), { recursive: true });
    copyFileSync(join(root, 'package.json'), join(at, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(at, 'node_modules'), 'junction');
    const url = pathToFileURL(join(at, 'dist', 'index.js')).href;
    const why = pathToFileURL(join(at, 'dist', 'backend', 'load.js')).href;
    return {
      at,
      script: `
        const { capabilities } = await import('${url}');
        console.log(capabilities.name, (await import('${why}')).whyNotNative);`,
    };
  }
  const here = { BERKELEY_BACKEND: undefined, BERKELEY_PREBUILD: undefined };

  it('without an addon runs on js, and knows why', async () => {
    const { script } = copy('without');
    const { code, stdout, stderr } = await runScript(script, [], here).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^js No native build was found for platform=/);
    // Who asks for the addon is not given something else.
    const forced = await runScript(script, [], { ...here, BERKELEY_BACKEND: 'native' }).ended;
    expect(forced).toMatchObject({ code: 1, stdout: '' });
    expect(forced.stderr).toContain('No native build was found');
  });

  it('with an addon that does not load does not run on js', async () => {
    const { at, script } = copy('broken');
    mkdirSync(join(at, 'build', 'Release'), { recursive: true });
    writeFileSync(join(at, 'build', 'Release', 'berkeley.node'), 'this is no shared object');
    const { code, stdout, stderr } = await runScript(script, [], here).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('does not load');
    const forced = await runScript(script, [], { ...here, BERKELEY_BACKEND: 'js' }).ended;
    expect(forced).toMatchObject({ code: 0, stderr: '' });
  });

  it.runIf(hasAddon())('on the addon reads no file of the js backend', async () => {
    const { at, script } = copy('native');
    const build = join(at, 'build', 'Release');
    mkdirSync(build, { recursive: true });
    copyFileSync(join(root, 'build', 'Release', 'berkeley.node'), join(build, 'berkeley.node'));
    const backend = join(at, 'dist', 'backend');
    const files = readdirSync(backend).filter((name) => /^js(\.js|\.d\.ts|)$/.test(name));
    expect(files).toContain('js.js');
    for (const name of files) rmSync(join(backend, name), { recursive: true });
    const { code, stdout, stderr } = await runScript(script, [], here).ended;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'native null\n', stderr: '' });
  });
});
