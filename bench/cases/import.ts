import { spawnSync } from 'node:child_process';
import { pin } from '../machine.ts';
import { nodeProgram } from '../programs.ts';
import type { Case, Command, Metric } from '../types.ts';

const empty = nodeProgram(new URL('../drivers/servers/import_nothing.js', import.meta.url));
const times = 7;

const metrics: readonly Metric[] = [{ name: 'ms', title: 'ms', unit: 'ms', digits: 1, better: 'less', ratio: false }];

/** The time of a process that imports something, and nothing else, less that of one which imports nothing. */
export const importTime: Case = {
  name: 'import',
  title: 'Time to import, in a fresh process, less that of a program without imports',
  role: 'import',
  metrics,
  run: async (program, { cores }) => {
    const difference: number[] = [];
    for (let i = 0; i <= times; i++) {
      const took = milliseconds(pin(program, cores?.server));
      const more = took - milliseconds(pin(empty, cores?.server));
      // The first reads the files from the disk, perhaps.
      if (i > 0) difference.push(more);
    }
    difference.sort((a, b) => a - b);
    return { ms: difference[times >> 1]! };
  },
};

function milliseconds({ file, args, env }: Command): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(file, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the program ended with ${status}\n${stderr}`);
  return performance.now() - start;
}
