// CPython's ipaddress, in one process that lives as long as the test file.
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** How to start a Python, and whether in pyenv's 3.13.0. */
type Start = readonly [command: string, environment: NodeJS.ProcessEnv];

const STARTS: readonly Start[] = [
  ['python3', { ...process.env, PYENV_VERSION: '3.13.0' }],
  ['python3.13', process.env],
  ['python3.14', process.env],
  ['python3', process.env],
];

// The text of mapped addresses is that of 3.13 on.
function isNewEnough([command, env]: Start): boolean {
  try {
    const script = 'import sys; print(sys.version_info >= (3, 13))';
    return execFileSync(command, ['-c', script], { env, encoding: 'utf8', stdio: 'pipe' }).trim() === 'True';
  } catch {
    return false;
  }
}

/** The first Python that is 3.13 or newer, or `undefined`. */
export const python3_13: Start | undefined = STARTS.find(isNewEnough);

/** A Python that answers batches of requests. */
export class Peer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  /** How many requests it has answered. */
  answered = 0;

  constructor([command, env]: Start) {
    this.#process = spawn(command, [fileURLToPath(new URL('peer.py', import.meta.url))], { env });
    this.#process.stderr.pipe(process.stderr);
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  /** What the function `name` of peer.py returns for each of the argument lists. */
  async ask(name: string, batch: readonly (readonly unknown[])[]): Promise<unknown[]> {
    this.#process.stdin.write(`${JSON.stringify([name, batch])}\n`);
    const line = await this.#lines.next();
    if (line.done) throw new Error('the Python process ended');
    this.answered += batch.length;
    return JSON.parse(line.value);
  }

  close(): void {
    this.#process.stdin.end();
  }
}
