import { spawnSync } from 'node:child_process';
import { pin } from '../machine.ts';
import { nodeProgram } from '../programs.ts';
import type { Case, Command, Metric } from '../types.ts';

const empty = nodeProgram(new URL('../drivers/servers/import_nothing.js', import.meta.url));
const times = 7;

const metrics: readonly Metric[] = [
  { name: 'ms', title: 'ms', unit: 'ms', digits: 1, better: 'less', ratio: false },
  { name: 'cpu', title: 'CPU ms', unit: 'ms', digits: 1, better: 'less', ratio: false },
];

/** What a process takes that imports something, and does nothing else, less what one takes that imports nothing. */
export const importTime: Case = {
  name: 'import',
  title: 'Time to import, in a fresh process, less that of a program without imports',
  role: 'import',
  metrics,
  run: async (program, { cores }) => {
    const differences: Cost[] = [];
    for (let i = 0; i <= times; i++) {
      const took = cost(pin(program, cores?.server));
      const base = cost(pin(empty, cores?.server));
      // The first reads the files from the disk, perhaps.
      if (i > 0) differences.push({ ms: took.ms - base.ms, cpu: took.cpu - base.cpu });
    }
    return { ms: median(differences.map(({ ms }) => ms)), cpu: median(differences.map(({ cpu }) => cpu)) };
  },
};

/** Milliseconds: from start to end, and of CPU time. */
interface Cost {
  readonly ms: number;
  readonly cpu: number;
}

function cost({ file, args, env }: Command): Cost {
  const preload = `--import=${new URL('../drivers/servers/report_cpu.js', import.meta.url)}`;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(file, args, {
    env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${preload}`, ...env },
    encoding: 'utf8',
  });
  const ms = performance.now() - start;
  if (status !== 0) throw new Error(`the program ended with ${status}\n${stderr}`);
  return { ms, cpu: Number(stdout) / 1e3 };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}
