import { readSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { AF_INET, capabilities, IPPROTO_TCP, type Socket, TCP_CONGESTION } from 'berkeley/socket';

const input = Buffer.alloc(64);

/** Does what standard input says, which is ready. For loops that do not go back to Node's. */
export function readInput(): void {
  // Not process.stdin, which would read from it by itself.
  const length = readSync(0, input);
  if (length === 0) process.exit();
  obey(input.toString('latin1', 0, length));
}

/** Does what standard input says, and ends with it. For programs on Node's event loop. */
export function endWithInput(): void {
  process.stdin
    .setEncoding('latin1')
    .on('data', obey)
    .on('end', () => process.exit());
}

/** Has another thread end the process with standard input. For programs whose calls block, or wait for sockets only. */
export function endWithInputInThread(): void {
  const script = "while (require('node:fs').readSync(0, Buffer.alloc(64)) > 0); process.kill(process.pid);";
  new Worker(script, { eval: true });
}

/** Asked for `memory`, a server prints the bytes that JavaScript uses, on V8's heap and outside of it. */
function obey(text: string): void {
  if (!text.startsWith('memory')) return;
  // Twice: what a first one finds unreachable may hold memory that only a second one gives back.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  console.log(String(heapUsed + external));
}

/**
 * Has the connections of a listener use the congestion control that the case wants, if it wants one. The backend in
 * JavaScript cannot say: its connections have the system's.
 */
export function setCongestion(listener: Pick<Socket, 'family' | 'setsockopt'>): void {
  const wanted = process.env.BENCH_CONGESTION;
  if (wanted === undefined || listener.family !== AF_INET || !capabilities.allOptions) return;
  listener.setsockopt(IPPROTO_TCP, TCP_CONGESTION as number, Buffer.from(wanted));
}
