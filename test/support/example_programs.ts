import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How long to wait for a line before the test fails with what there is. */
const PATIENCE_MS = 15_000;

const folder = fileURLToPath(new URL('../../out/examples/', import.meta.url));
const running = new Set<Program>();

export interface ProgramOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Its standard input. */
  input?: string;
  /** Whether the input stays open after that, as a terminal does. */
  holdInput?: boolean;
  /** Whether what it prints on its standard error is output as well, and no complaint: `2>&1`. */
  mergeErrors?: boolean;
}

/** A program that runs as a child process. `stopPrograms` stops it at the latest. */
export class Program {
  /** What it has printed so far. */
  output = '';
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #news = new EventEmitter();
  #errors = '';
  #hasEnded = false;

  constructor(
    command: string,
    args: readonly string[],
    { input = '', holdInput = false, mergeErrors = false, ...options }: ProgramOptions = {},
  ) {
    this.#name = args.join(' ');
    this.#child = spawn(command, args, { ...options, stdio: 'pipe' });
    running.add(this);
    this.#ended = once(this.#child, 'close').then(() => {
      this.#hasEnded = true;
      running.delete(this);
    });
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
      this.#news.emit('output');
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      if (mergeErrors) this.output += text;
      else this.#errors += text;
      this.#news.emit('output');
    });
    this.#child.stdin!.write(input);
    if (!holdInput) this.#child.stdin!.end();
  }

  /** Waits until the output matches. Fails if the program ends first. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#wait(() => pattern.exec(this.output), `${pattern}`);
  }

  /** Waits until there are as many lines as in `text`, stops the program, and gives all that it printed. */
  async linesOf(text: string): Promise<string> {
    const lines = text.split('\n').length;
    await this.#wait(() => (this.output.split('\n').length >= lines ? true : null), `${lines} lines`);
    await this.stop();
    return this.output;
  }

  /** Waits for the end of the program, and gives all that it printed. Fails if it complained. */
  async end(status = 0): Promise<string> {
    await this.#wait(() => (this.#hasEnded ? true : null), 'its end', true);
    if (this.#child.exitCode !== status || this.#errors !== '') throw this.#failure(`an end with ${status}`);
    return this.output;
  }

  /** Types a line. */
  type(line: string): void {
    this.#child.stdin!.write(`${line}\n`);
  }

  /** Sends it a signal, and waits until it is gone. Returns the signal that ended it. */
  async interrupt(signal: NodeJS.Signals): Promise<NodeJS.Signals | null> {
    this.#child.kill(signal);
    await this.#ended;
    return this.#child.signalCode;
  }

  /** Kills it, if it runs, and waits until it is gone. */
  async stop(): Promise<void> {
    if (!this.#hasEnded) this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async #wait<T>(check: () => T | null, what: string, mayEnd = false): Promise<T> {
    const late = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const found = check();
      if (found !== null) return found;
      if (late.aborted || (this.#hasEnded && !mayEnd)) throw this.#failure(what);
      const news = once(this.#news, 'output', { signal: late }).catch(() => undefined);
      await Promise.race([news, this.#ended]);
    }
  }

  #failure(what: string): Error {
    const state = this.#hasEnded ? `ended with ${this.#child.exitCode ?? this.#child.signalCode}` : 'runs';
    return new Error(`${this.#name}: no ${what}; it ${state} and printed\n${this.output}\n${this.#errors}`);
  }
}

/** Starts `examples/NAME.ts`. */
export function example(name: string, args: readonly string[] = [], options?: ProgramOptions): Program {
  return new Program(process.execPath, [`${folder}${name}.js`, ...args], options);
}

/** Starts it where it can have so many descriptors at the most. Needs a POSIX shell. */
export function exampleWithFew(descriptors: number, name: string, args: readonly string[], options?: ProgramOptions) {
  const script = `ulimit -n ${descriptors} && exec "$@"`;
  return new Program('sh', ['-c', script, 'sh', process.execPath, `${folder}${name}.js`, ...args], options);
}

/** Starts a server on a free port, and waits until it takes clients. */
export async function server(
  name: string,
  args: readonly string[] = [],
  ready = /waiting/,
  options: ProgramOptions = {},
) {
  const program = example(name, [...args, '--port', '0'], options);
  const [, port] = await program.until(/port (\d+)\n/);
  await program.until(ready);
  return { program, port: port! };
}

/** For `afterEach`: nothing that a test started outlives it. */
export async function stopPrograms(): Promise<void> {
  await Promise.all([...running].map((program) => program.stop()));
}

/** The output as in the tutorial: its server is on port 10000, and its client on 65141. */
export function withTutorialPorts(output: string, port: string): string {
  return output
    .replaceAll(`port ${port}\n`, 'port 10000\n')
    .replaceAll(`', ${port})`, "', 10000)")
    .replaceAll(/\('127\.0\.0\.1', (?!10000\))\d+\)/g, "('127.0.0.1', 65141)");
}
