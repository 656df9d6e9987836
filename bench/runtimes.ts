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
  #found: string | null | undefined;

  /**
   * @param name Its command, looked for by PATH.
   * @param variable The environment variable that names another one.
   * @param ask The arguments with which it prints the path of the program that runs: the command may only start that.
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
      this.#found = status === 0 ? stdout.trim() : null;
    }
    return this.#found === null ? `${this.#wanted} does not run; ${this.#variable} can name another one` : null;
  };

  /** It, with these arguments. */
  command(...args: string[]): Command {
    this.absent();
    return { file: this.#found ?? this.#wanted, args };
  }

  get #wanted(): string {
    return process.env[this.#variable] ?? this.#name;
  }
}

export const bun: Runtime = new Runtime('bun', 'BUN', ['-e', 'console.log(process.execPath)']);
export const deno: Runtime = new Runtime('deno', 'DENO', ['eval', 'console.log(Deno.execPath())']);
export const python: Runtime = new Runtime('python3', 'PYTHON', ['-c', 'import sys; print(sys.executable)']);

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
