import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from './types.ts';

/** The folder that this file was compiled into, and where the native programs go. */
const output = dirname(fileURLToPath(import.meta.url));

/** The program that is compiled from `bench/native/NAME.c`. */
export function nativeProgram(name: string, ...args: string[]): Command {
  return { file: join(output, name), args };
}

/** A compiled JavaScript program, run by this Node: `nodeProgram(new URL('./servers/x.js', import.meta.url))`. */
export function nodeProgram(script: URL, ...args: string[]): Command {
  return { file: process.execPath, args: [fileURLToPath(script), ...args] };
}

/** The programs that the cases and the drivers use. */
export const nativePrograms: readonly string[] = ['echo_epoll', 'echo_udp', 'load'];

/** Compiles `bench/native/NAME.c` of this package. Throws with what the compiler said. */
export function compileNative(name: string): void {
  const source = join(packageRoot(), 'bench', 'native', `${name}.c`);
  const compiler = process.env.CC ?? 'cc';
  const flags = ['-O2', '-pthread', '-Wall', '-Wextra', '-Werror'];
  const { status, error, stderr } = spawnSync(compiler, [...flags, '-o', join(output, name), source], {
    encoding: 'utf8',
  });
  if (error) throw new Error(`the benchmark needs a C compiler: ${error.message}`);
  if (status !== 0) throw new Error(`${compiler} could not compile ${source}:\n${stderr}`);
}

function packageRoot(): string {
  let folder = output;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
