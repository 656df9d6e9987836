import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A test file is a process: blocking calls and /proc/self/fd are its own.
    pool: 'forks',
    // Most of them wait most of the time: a core less, vitest's choice, would leave half of a small machine idle.
    maxWorkers: '100%',
    testTimeout: 20_000,
    globalSetup: 'test/support/setup.ts',
    // The tests use the package as it is built, by its own name.
    server: { deps: { external: [/\/dist\//] } },
  },
});
