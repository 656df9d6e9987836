import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, runScript } from '../support/child.ts';

// Which backend is in force is decided when the package is first imported: each case is a process.

const script = `
  const { socket } = await import('berkeley');
  console.log(socket.capabilities.name);
`;

describe('BERKELEY_BACKEND', () => {
  it.each([
    ['native', 'native'],
    ['', 'native'],
    [undefined, 'native'],
  ])('%o chooses %s', async (name, chosen) => {
    const child = runScript(script, [], { BERKELEY_BACKEND: name });
    expect(await child.ended).toEqual({ code: 0, signal: null, stdout: `${chosen}\n`, stderr: '' });
  });

  it.each(['nosuch', 'Native', 'constructor', '__proto__', 'toString'])(
    'of %s is an error that names the known ones',
    async (name) => {
      const { code, stderr } = await runScript(script, [], { BERKELEY_BACKEND: name }).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(`BERKELEY_BACKEND=${name}`);
      expect(stderr).toMatch(/known: .*native/);
    },
  );
});

describe('the addon', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'berkeley-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A folder as node-gyp-build takes it from BERKELEY_PREBUILD, with this for an addon. */
  function prebuild(name: string, write: (file: string) => void): string {
    const release = join(folder, name, 'build', 'Release');
    mkdirSync(release, { recursive: true });
    write(join(release, 'berkeley.node'));
    return join(folder, name);
  }

  it('is loaded from where BERKELEY_PREBUILD says', async () => {
    const there = prebuild('good', (file) => copyFileSync(join(root, 'build/Release/berkeley.node'), file));
    const maps = `${script}
      const { readFileSync } = await import('node:fs');
      try { console.log(readFileSync('/proc/self/maps', 'utf8').includes(process.env.BERKELEY_PREBUILD)); } catch { console.log(true); }`;
    const { stdout } = await runScript(maps, [], { BERKELEY_PREBUILD: there }).ended;
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

  it('that is missing is an error that says where it was looked for', async () => {
    const there = join(folder, 'none');
    mkdirSync(there);
    const { code, stdout, stderr } = await runScript(script, [], { BERKELEY_PREBUILD: there }).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/No native build was found/);
    expect(stderr).toContain(there);
  });
});
