import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from './programs.ts';
import type { Command } from './types.ts';

/** Another language's runtime, which may not be installed. */
export class Runtime {
  readonly #name: string;
  readonly #variable: string;
  readonly #ask: readonly string[];
  #found: { file: string; version: string } | null | undefined;

  /**
   * @param name Its command, looked for by PATH.
   * @param variable The environment variable that names another one.
   * @param ask The arguments with which it prints the path of the program that runs, as the command may only start that,
   * and on another line its version.
   */
  constructor(name: string, variable: string, ask: readonly string[]) {
    this.#name = name;
    this.#variable = variable;
    this.#ask = ask;
  }

  /** Why it cannot be used; `null` if it can. */
  readonly absent = (): string | null => {
    if (this.#found === undefined) {
      const { status, stdout } = spawnSync(this.#wanted, this.#ask, { encoding: 'utf8', timeout: 30_000 });
      const [file, version] = status === 0 ? stdout.trim().split('\n') : [];
      this.#found = file !== undefined && version !== undefined ? { file, version } : null;
    }
    return this.#found === null ? `${this.#wanted} does not run; ${this.#variable} can name another one` : null;
  };

  /** `null` if it cannot be used. */
  get version(): string | null {
    this.absent();
    return this.#found?.version ?? null;
  }

  /** It, with these arguments. */
  command(...args: string[]): Command {
    this.absent();
    return { file: this.#found?.file ?? this.#wanted, args };
  }

  get #wanted(): string {
    return process.env[this.#variable] ?? this.#name;
  }
}

export const bun: Runtime = new Runtime('bun', 'BUN', [
  '-e',
  'console.log(process.execPath); console.log(Bun.version)',
]);
export const deno: Runtime = new Runtime('deno', 'DENO', [
  'eval',
  'console.log(Deno.execPath()); console.log(Deno.version.deno)',
]);
export const python: Runtime = new Runtime('python3', 'PYTHON', [
  '-c',
  'import sys; print(sys.executable); print(sys.version.split()[0])',
]);

/** A compiled JavaScript program, run by Bun. */
export function bunProgram(script: URL, ...args: string[]): Command {
  return bun.command(fileURLToPath(script), ...args);
}

/** A compiled JavaScript program, run by Deno. */
export function denoProgram(script: URL, ...args: string[]): Command {
  return deno.command('run', '--allow-all', '--no-check', fileURLToPath(script), ...args);
}

/** The program `bench/drivers/servers/NAME.py`, run by CPython. */
export function pythonProgram(name: string, ...args: string[]): Command {
  // -B: it would else leave its compiled modules in the package.
  return python.command('-B', join(packageRoot(), 'bench', 'drivers', 'servers', `${name}.py`), ...args);
}
