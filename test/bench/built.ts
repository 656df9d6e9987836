import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Case, Driver } from '../../bench/types.ts';
import { root } from '../support/child.ts';

// The benchmark as it is built: the drivers' servers are programs of their own.

function built(name: string) {
  return import(pathToFileURL(join(root, 'dist', 'bench', `${name}.js`)).href);
}

export const { cases } = (await built('cases/index')) as { cases: readonly Case[] };
export const { drivers, reference } = (await built('drivers/index')) as {
  drivers: readonly Driver[];
  reference: Driver;
};
export const { absence } = (await built('absence')) as { absence: (driver: Driver) => string | null };
export const { compileNative, COMPILER_FLAGS } = (await built('programs')) as {
  compileNative: () => void;
  COMPILER_FLAGS: readonly string[];
};
export const { cpuMicroseconds } = (await built('machine')) as { cpuMicroseconds: (pid: number) => number };
