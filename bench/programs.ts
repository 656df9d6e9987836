import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from './types.ts';

/**
 * Where the native programs go. A package that is installed may lie where nothing can be written, so it is a folder of
 * this process, which goes when the process does.
 */
const output = join(tmpdir(), `berkeley-bench-${process.pid}-${randomUUID()}`);

/** The program that is compiled from `bench/native/NAME.c`. */
export function nativeProgram(name: string, ...args: string[]): Command {
  return { file: join(output, name), args };
}

/** A compiled JavaScript program, run by this Node: `nodeProgram(new URL('./servers/x.js', import.meta.url))`. */
export function nodeProgram(script: URL, ...args: string[]): Command {
  return { file: process.execPath, args: [fileURLToPath(script), ...args] };
}

/**
 * The same for a server that says, when it is asked, how much memory JavaScript uses. V8 sizes the memory for new objects by
 * how many a program makes, which would hide what a connection takes: it is held at 1 MiB.
 */
export function idleProgram(script: URL, ...args: string[]): Command {
  const { file, args: rest } = nodeProgram(script, ...args);
  return { file, args: ['--expose-gc', '--max-semi-space-size=1', ...rest], tellsHeap: true };
}

/** The programs that the cases and the drivers use. */
const programs: readonly string[] = [
  'echo_epoll',
  'echo_udp',
  'sink_epoll',
  'client_blocking',
  'load',
  'bulk',
  'idle',
  'hop',
  'cpu_time',
];

/**
 * Compiles the programs of `bench/native/`, to where {@link nativeProgram} finds them. Throws with what the compiler said,
 * or with what to do where there is none.
 */
export function compileNative(): void {
  // It fails if the folder is there: nobody else's programs are run.
  mkdirSync(output, { mode: 0o700 });
  process.once('exit', () => rmSync(output, { recursive: true, force: true }));
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  for (const name of programs) compile(name);
}

/** What anybody would compile a server with, and the same for all. */
export const COMPILER_FLAGS: readonly string[] = ['-O2', '-pthread'];

function compile(name: string): void {
  const source = join(packageRoot(), 'bench', 'native', `${name}.c`);
  const { status, error, stderr } = spawnSync(compiler(), [...COMPILER_FLAGS, '-o', join(output, name), source], {
    encoding: 'utf8',
  });
  if (error) {
    throw new Error(
      `there is no C compiler (${error.message}). The load and the reference are C programs, since any other would be ` +
        'what is measured: install a compiler, as with "apt install gcc libc6-dev", or name one in CC.',
    );
  }
  if (status !== 0) throw new Error(`${compiler()} could not compile ${source}:\n${stderr}`);
}

/** The command of the C compiler. */
export function compiler(): string {
  return process.env.CC || 'cc';
}

/** The folder of the package. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
