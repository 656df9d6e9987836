// npm run fuzz: builds the fuzzers of native/fuzz through cmake-js, and runs each for half a minute, or for the seconds that
// are given: `npm run fuzz -- 300`. What they are built of is what the addon is built of.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const seconds = Number(process.argv[2] ?? 30);
if (!(seconds > 0)) throw new Error(`usage: npm run fuzz -- [SECONDS], not ${process.argv[2]}`);

const out = 'build-fuzz';

/** Runs a program to its end; the first that fails is the end of this one. */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

for (const target of ['control', 'address']) {
  const program = `fuzz_${target}`;
  run('cmake-js', [
    ...['compile', '--debug', '--out', out, '--generator', 'Unix Makefiles', '--CDBERKELEY_FUZZ=ON'],
    ...['--target', program],
  ]);
  const path = [join(out, program), join(out, 'Debug', program)].find((file) => existsSync(file));
  if (path === undefined) throw new Error(`${program} was built, and is not in ${out}`);
  // libFuzzer adds what it finds to the first folder: the corpus of the repository is the second.
  const found = join(out, 'corpus', target);
  run('mkdir', ['-p', found]);
  run(path, [`-max_total_time=${seconds}`, '-max_len=512', found, join('native', 'fuzz', 'corpus', target)]);
}
