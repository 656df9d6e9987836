import { spawnSync } from 'node:child_process';
import { Program, type ProgramOptions } from './example_programs.ts';

/** The environment in which `python3` is a Python 3, or nothing. */
function probe(): NodeJS.ProcessEnv | undefined {
  // Where pyenv chooses, `python3` may be an old one unless it is told.
  const environments = [{ ...process.env, PYENV_VERSION: '3.13.0' }, process.env];
  return environments.find((env) => spawnSync('python3', ['-c', 'import socket, struct'], { env }).status === 0);
}

const environment = probe();

/** Whether there is a python3 to talk to. */
export const hasPython = environment !== undefined;

/** Runs a program of Python's. */
export function python(code: string, args: readonly string[] = [], options: ProgramOptions = {}): Program {
  return new Program('python3', ['-u', '-c', code, ...args], { ...options, env: environment ?? process.env });
}
