// Runs the tests on the sanitized addon of build-dev: node itself is not sanitized, so the runtime is preloaded.
import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const library = (name) => execFileSync('cc', [`-print-file-name=${name}`], { encoding: 'utf8' }).trim();

const { status } = spawnSync('vitest', ['run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    BERKELEY_PREBUILD: resolve('build-dev'),
    LD_PRELOAD: [library('libasan.so'), library('libubsan.so')].join(' '),
    // What node never frees is not ours.
    ASAN_OPTIONS: 'detect_leaks=0:halt_on_error=1',
    UBSAN_OPTIONS: 'halt_on_error=1:print_stacktrace=1',
  },
});
process.exit(status ?? 1);
