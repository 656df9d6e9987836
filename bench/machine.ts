import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { nativeProgram } from './programs.ts';
import type { Command } from './types.ts';

/** One core for the server and one for the load. */
export interface Cores {
  readonly server: number;
  readonly load: number;
}

/** Two cores that this process may use, of different physical cores if it can be; null where there are none. */
export function chooseCores(): Cores | null {
  if (spawnSync('taskset', ['--version']).error) return null;
  const allowed = parseList(/^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '');
  const [server, second] = allowed;
  if (server === undefined || second === undefined) return null;
  const siblings = hyperthreadsOf(server);
  return { server, load: allowed.find((core) => !siblings.includes(core)) ?? second };
}

/** The same command, kept on one core with all its threads. */
export function pin(command: Command, core: number | undefined): Command {
  if (core === undefined) return command;
  return { ...command, file: 'taskset', args: ['-c', String(core), command.file, ...command.args] };
}

/** CPU time of a process so far, in microseconds: of every thread, those that have ended included. */
export function cpuMicroseconds(pid: number): number {
  const { file, args } = nativeProgram('cpu_time', String(pid));
  return Number(execFileSync(file, args, { encoding: 'utf8' })) / 1e3;
}

/** Memory of a process that is in RAM, in bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

function hyperthreadsOf(core: number): number[] {
  try {
    return parseList(readFileSync(`/sys/devices/system/cpu/cpu${core}/topology/thread_siblings_list`, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return [core];
  }
}

/** `'0-2,7'` is `[0, 1, 2, 7]`. */
function parseList(list: string): number[] {
  return list
    .trim()
    .split(',')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const [first, last = first] = range.split('-').map(Number);
      return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
    });
}
