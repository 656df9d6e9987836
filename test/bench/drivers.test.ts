import { beforeAll, describe, expect, it } from 'vitest';
import { absence, cases, compileNative, drivers } from './built.ts';
import { hasCompiler } from './liar.ts';

const present = drivers
  .filter((driver) => process.platform === 'linux' && absence(driver) === null)
  .map((driver) => ({ driver, name: driver.name, bench: cases.find(({ role }) => driver.servers[role])! }));

describe.skipIf(process.platform !== 'linux' || !hasCompiler())('a driver (on Linux, with a C compiler)', () => {
  beforeAll(() => compileNative());

  it('has a name of its own, and a case to play in', () => {
    expect(new Set(drivers.map(({ name }) => name)).size).toBe(drivers.length);
    for (const { name, servers } of present.map(({ driver }) => driver)) {
      expect(Object.keys(servers), name).not.toEqual([]);
      for (const role of Object.keys(servers))
        expect(
          cases.map((one) => one.role),
          name,
        ).toContain(role);
    }
  });

  it.each(present)('$name passes $bench.name', async ({ driver, bench }) => {
    const values = await bench.run(driver.servers[bench.role]!, { seconds: 0.02, cores: null });
    expect(values[bench.metrics[0]!.name]).toEqual(expect.any(Number));
  });
});
