import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Command } from './types.ts';

/** How long a program may say nothing before the trial is given up, beyond the time that it measures. */
export const patienceMs = 15_000;

/** A child process that is read line by line. It ends when its standard input does, so none outlives this process. */
export class Program {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #closed: Promise<string>;
  #stderr = '';
  ended = false;

  constructor(name: string, command: Command) {
    this.#name = name;
    this.#child = spawn(command.file, command.args, { env: { ...process.env, ...command.env } });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-4000);
    });
    // A program that died shows in its silence and its status.
    this.#child.stdin!.on('error', () => {});
    this.#closed = once(this.#child, 'close').then(
      ([code, signal]) => String(code ?? signal),
      (error: Error) => error.message,
    );
    this.#child.once('exit', () => {
      this.ended = true;
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** The end of what it wrote on standard error. */
  get words(): string {
    return this.#stderr.trim();
  }

  write(text: string): void {
    this.#child.stdin!.write(text);
  }

  /** The next line that it prints. Throws if it ends or stays silent instead. */
  async line(withinMs: number): Promise<string> {
    const result = await within(this.#lines.next(), withinMs, `${this.#name} said nothing for ${withinMs} ms`);
    if (result.done) throw new Error(`${this.#name} ended with ${await this.exit()}`);
    return result.value;
  }

  /** Its exit code, the signal that ended it, or why it could not start. */
  exit(): Promise<string> {
    return within(this.#closed, patienceMs, `${this.#name} does not end`);
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 2_000);
    await this.#closed;
    clearTimeout(timer);
  }
}

async function within<T>(promise: Promise<T>, ms: number, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
