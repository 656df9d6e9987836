// Runs the tests on the backend in JavaScript, also where the addon is.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('vitest', ['run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, BERKELEY_BACKEND: 'js' },
});
process.exit(status ?? 1);
