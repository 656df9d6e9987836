import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A test file is a process: blocking calls and /proc/self/fd are its own.
    pool: 'forks',
    testTimeout: 20_000,
    globalSetup: 'test/support/setup.ts',
    // The tests use the package as it is built, by its own name.
    server: { deps: { external: [/\/dist\//] } },
  },
});
