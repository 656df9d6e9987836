import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Cores, cpuMicroseconds, pin } from './machine.ts';
import type { Case, Command, LoadResult, Trial } from './types.ts';

/** How long a program may say nothing before the trial is given up, beyond the time that it measures. */
const patienceMs = 15_000;

/** Runs one server process under one load. Throws, with a reason for people, if anything at all is wrong. */
export async function runTrial(
  bench: Case,
  server: Command,
  options: { round: number; seconds: number; cores: Cores | null },
): Promise<Trial> {
  const { round, seconds, cores } = options;
  const folder = bench.role === 'unix_echo' ? mkdtempSync(join(tmpdir(), 'berkeley-bench-')) : null;
  const command = folder === null ? server : { ...server, args: [...server.args, join(folder, 'echo')] };
  const program = new Program('the server', pin(command, cores?.server));
  let load: Program | undefined;
  let failure: Error;
  try {
    const endpoint = /^listening (.+)/.exec(await program.line(patienceMs))?.[1];
    if (endpoint === undefined) throw new Error(`the server did not say where it listens`);
    load = new Program('the load', pin(bench.load(endpoint, seconds), cores?.load));
    const warm = await load.line(patienceMs + seconds * 1e3);
    if (warm !== 'warm') throw new Error('the load failed while it warmed up');
    // Every reply is in, and the server sleeps: all that it uses from here on belongs to the measured phase.
    const before = cpuMicroseconds(program.pid);
    load.write('go\n');
    const result = JSON.parse(await load.line(patienceMs + seconds * 1e3)) as LoadResult;
    if (result.errors > 0 || result.ops === 0) throw new Error('the load saw an error');
    const cpu = cpuMicroseconds(program.pid) - before;
    const status = await load.exit();
    if (status !== '0') throw new Error(`the load ended with ${status}`);
    if (program.ended) throw new Error('the server ended under load');
    return {
      round,
      opsPerSecond: result.ops / result.seconds,
      cpuPerOp: cpu / result.ops,
      p50: result.p50_us,
      p99: result.p99_us,
      p999: result.p999_us,
    };
  } catch (error) {
    failure = error as Error;
  } finally {
    await Promise.all([program.stop(), load?.stop()]);
    if (folder !== null) rmSync(folder, { recursive: true });
  }
  // The two ends' own words say more than ours.
  throw new Error([failure.message, load?.words, program.words].filter((text) => text).join('\n'));
}

/** A child process that is read line by line. It ends when its standard input does, so none outlives this process. */
class Program {
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
