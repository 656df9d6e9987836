import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, run } from '../support/child.ts';

const SCRIPT = join(root, 'scripts', 'build-native.mjs');
/** None of the variables that name a tool. */
const unset = Object.fromEntries(
  ['CXX', 'MAKE', 'PYTHON', 'NODE_GYP_FORCE_PYTHON', 'npm_config_python', 'npm_package_config_node_gyp_python'].map(
    (name) => [name, undefined],
  ),
);

describe.skipIf(process.platform === 'win32')('the build of the addon', () => {
  it('is left out, and says so, where there are no tools', async () => {
    const env = { ...process.env, ...unset, PATH: join(root, 'no such folder') };
    const { code, stdout, stderr } = await run(process.execPath, [SCRIPT], { env }).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^The addon is not built: this machine has no C\+\+ compiler, no make, no Python 3\.\n/);
  });

  it('fails where a tool that was asked for is not there', async () => {
    const nosuch = join(root, 'no such tool');
    const env = {
      ...process.env,
      ...unset,
      PATH: join(root, 'no such folder'),
      CXX: nosuch,
      MAKE: nosuch,
      PYTHON: nosuch,
    };
    const { code, stderr } = await run(process.execPath, [SCRIPT], { env }).ended;
    expect(code).not.toBe(0);
    expect(stderr).not.toContain('The addon is not built');
  });
});
