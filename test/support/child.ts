import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The folder of the package: a script that runs in it imports `berkeley/socket` as a user's does. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** How a process ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A process that ends with the test which started it. */
export class Child {
  readonly process: ChildProcess;
  /** Resolves when the process has ended and its output is read. */
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';
  readonly #lines: string[] = [];
  #wake: () => void = () => {};
  #over = false;

  /** @param fds - descriptors that it has from 3 on. */
  constructor(command: string, args: readonly string[], options: SpawnOptions, fds: readonly number[] = []) {
    this.process = spawn(command, args, { cwd: root, ...options, stdio: ['pipe', 'pipe', 'pipe', ...fds] });
    const { stdin, stdout, stderr } = this.process;
    stdin!.on('error', () => {}); // It may end without reading what it is given.
    stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    createInterface({ input: stdout! }).on('line', (line) => {
      this.#stdout += `${line}\n`;
      this.#lines.push(line);
      this.#wake();
    });
    this.ended = once(this.process, 'close').then(([code, signal]) => {
      this.#over = true;
      this.#wake();
      return { code, signal, stdout: this.#stdout, stderr: this.#stderr };
    });
    this.ended.catch(() => {}); // No such command: whoever awaits it is told.
  }

  get pid(): number {
    return this.process.pid!;
  }

  /** The next line of standard output. An error, with what was printed, if the process ends before there is one. */
  async line(): Promise<string> {
    while (this.#lines.length === 0) {
      if (this.#over) throw new Error(`the process ended without another line\n${this.#stdout}${this.#stderr}`);
      await Promise.race([this.ended, new Promise<void>((resolve) => (this.#wake = resolve))]);
    }
    return this.#lines.shift()!;
  }

  /** Writes to standard input. */
  write(text: string): void {
    this.process.stdin!.write(text);
  }

  /** Sends a signal. */
  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.process.kill(signal);
  }

  /** Resolves when the main thread sleeps in the kernel, as in a call that blocks. */
  blocked(): Promise<void> {
    return asleep(`/proc/${this.pid}/stat`);
  }
}

/** Starts a program inside a test, which kills it when it ends. */
export function run(command: string, args: readonly string[] = [], options: SpawnOptions = {}): Child {
  const child = new Child(command, args, options);
  onTestFinished(async () => {
    child.process.kill('SIGKILL');
    await child.ended.catch(() => {});
  });
  return child;
}

/**
 * Runs the text of an ES module in a new Node.js process: `import { socket } from 'berkeley/socket'` finds the built
 * package.
 *
 * @param flags - for node itself: `['--expose-gc']`.
 * @param env - added to the environment.
 */
export function runScript(script: string, flags: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Child {
  return run(process.execPath, [...flags, '--input-type=module', '--eval', script], {
    env: { ...process.env, ...env },
  });
}

/**
 * Resolves when the thread behind a `stat` file of /proc has been found asleep, or stopped, a few times in a row; at once where there is no
 * such file. It gives a thread the chance to block; no test may depend on it for more.
 */
export async function asleep(stat: string): Promise<void> {
  if (!existsSync(stat)) return;
  for (let seen = 0; seen < 4; ) {
    await delay(3);
    try {
      // `pid (name) S …`, and the name may hold anything. S sleeps, T was stopped by a signal.
      const text = readFileSync(stat, 'latin1');
      seen = 'ST'.includes(text[text.lastIndexOf(')') + 2]!) ? seen + 1 : 0;
    } catch {
      return; // It has ended.
    }
  }
}
