import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, root, run } from '../support/child.ts';
import { backends } from '../support/contract.ts';

const { bin, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function berkeley(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return run(process.execPath, [join(root, bin.berkeley), ...args], { env: { ...process.env, ...env } }).ended;
}

describe.each(backends)('berkeley info on the $name backend', ({ name, capabilities }) => {
  const env = { BERKELEY_BACKEND: name };

  it('prints what runs, and each feature as present or missing', async () => {
    const { code, stdout, stderr } = await berkeley(['info'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`berkeley  ${version}\n`);
    expect(stdout).toContain(`backend   ${name}\n`);
    expect(stdout).toContain(`node      ${process.versions.node}\n`);
    expect(stdout).toContain(`platform  ${process.platform} ${process.arch}\n`);
    expect(stdout.includes('The addon was not loaded:')).toBe(name !== 'native');
    const [, present, missing] = /\nPresent:\n(.*)\n\nMissing:\n(.*)\n$/s.exec(stdout) as string[];
    const count = Object.keys(capabilities).length - 1; // All but the name.
    expect(`${present}\n${missing}`.split('\n').filter((line) => line !== '  nothing')).toHaveLength(count);
    expect(present!.includes('IPv6 sockets')).toBe(capabilities.ipv6);
    expect(missing!.includes('IPv6 sockets')).toBe(!capabilities.ipv6);
    expect((capabilities.epoll ? present : missing)!).toContain('epoll');
  });

  it('prints it as JSON', async () => {
    const { code, stdout } = await berkeley(['info', '--json'], env);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      berkeley: version,
      backend: name,
      reason: name === 'native' ? null : expect.stringMatching(/./),
      node: process.versions.node,
      platform: process.platform,
      arch: process.arch,
      capabilities,
    });
  });
});

describe('berkeley info', () => {
  it('says why there is no backend at all', async () => {
    const { code, stdout, stderr } = await berkeley(['info'], { BERKELEY_BACKEND: 'nosuch' });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/backend {3}none/);
    expect(stdout).toContain('BERKELEY_BACKEND=nosuch: there is no such backend');
  });
});

describe('the command', () => {
  it.each([
    [[], 'a command is missing'],
    [['nosuch'], "there is no command 'nosuch'"],
    [['constructor'], "there is no command 'constructor'"],
    [['info', '--nosuch'], "'--nosuch'"],
    [['info', 'more'], "'more'"],
  ])('with %j explains itself and ends with 2', async (args, why) => {
    const { code, stdout, stderr } = await berkeley(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(why);
    expect(stderr).toContain('usage: berkeley <command>');
    expect(stderr).not.toContain('    at ');
  });

  it('says what it can do, and its version', async () => {
    expect(await berkeley(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('info'), stderr: '' });
    expect(await berkeley(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});
