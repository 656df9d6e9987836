import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Case, Driver } from '../../bench/types.ts';
import { root } from '../support/child.ts';
import { hasCompiler } from './liar.ts';

// As they are built: the servers are programs of their own.
const built = (name: string) => import(pathToFileURL(join(root, 'dist', 'bench', `${name}.js`)).href);
const { drivers } = (await built('drivers/index')) as { drivers: readonly Driver[] };
const { cases } = (await built('cases/index')) as { cases: readonly Case[] };
const { absence } = (await built('absence')) as { absence: (driver: Driver) => string | null };
const { compileNative } = (await built('programs')) as { compileNative: () => void };

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
