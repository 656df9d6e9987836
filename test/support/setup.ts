import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Says which backend the tests of the package run on, once, before them all. Fails where there is none. */
export default function setup(): void {
  const { backend, reason } = JSON.parse(execFileSync(process.execPath, [CLI, 'info', '--json'], { encoding: 'utf8' }));
  console.log(`backend: ${backend}${reason === null ? '' : ` (${reason})`}`);
}
