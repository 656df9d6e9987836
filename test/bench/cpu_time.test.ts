import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileNative, cpuMicroseconds } from './built.ts';
import { hasCompiler } from './liar.ts';

/** What the clocks of the kernel may differ by, in microseconds: what runs at that moment is added at a tick. */
const TICKS = 20e3;

describe.skipIf(process.platform !== 'linux' || !hasCompiler())('CPU time (on Linux, with a C compiler)', () => {
  beforeAll(() => compileNative());

  it('is that of all threads, those that have ended included', async () => {
    const start = cpuMicroseconds(process.pid);
    const { user, system } = process.cpuUsage();
    const busy = 'const end = process.cpuUsage().user + 200e3; while (process.cpuUsage().user < end);';
    await once(new Worker(busy, { eval: true }), 'exit');
    const used = process.cpuUsage({ user, system });
    const counted = cpuMicroseconds(process.pid) - start;
    expect(used.user).toBeGreaterThanOrEqual(200e3);
    expect(counted).toBeGreaterThanOrEqual(used.user + used.system - TICKS);
  });
});
