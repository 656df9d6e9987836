import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuMicroseconds, pin, residentBytes } from './machine.ts';
import { Program, patienceMs } from './process.ts';
import type { Command, Metric, TrialOptions, Values } from './types.ts';

/**
 * The load to put on the server at `endpoint`. It warms up, prints `warm`, goes on when it reads a line, measures for
 * `seconds`, and prints a {@link LoadResult} as one line of JSON. It exits with 0 only if every byte was right.
 */
export type Load = (endpoint: string, seconds: number) => Command;

/** What a load generator, or a client, says at the end. Not all have latencies. */
export interface LoadResult {
  readonly ops: number;
  readonly seconds: number;
  readonly errors: number;
  readonly p50_us?: number;
  readonly p99_us?: number;
  readonly p999_us?: number;
}

/** What {@link underLoad} measures. */
export const loadMetrics: readonly Metric[] = [
  { name: 'ops', title: 'ops/s', unit: 'ops/s', digits: 0, better: 'more', ratio: true },
  { name: 'cpu', title: 'CPU us/op', unit: 'us', digits: 2, better: 'less', ratio: true },
  { name: 'p50', title: 'p50 us', unit: 'us', digits: 1, better: 'less', ratio: false },
  { name: 'p99', title: 'p99 us', unit: 'us', digits: 1, better: 'less', ratio: false },
  { name: 'p999', title: 'p99.9 us', unit: 'us', digits: 1, better: 'less', ratio: false },
  { name: 'rss', title: 'RSS MB', unit: 'MB', digits: 0, better: 'less', ratio: false },
];

/** Runs one server process under one load. Throws, with a reason for people, if anything at all is wrong. */
export function underLoad(load: Load, options: TrialOptions & { unix?: boolean }, server: Command): Promise<Values> {
  return withServer(server, options, async (program, endpoint, start) => {
    const { seconds } = options;
    const client = start(new Program('the load', pin(load(endpoint, seconds), options.cores?.load)));
    const warm = await client.line(patienceMs + seconds * 1e3);
    if (warm !== 'warm') throw new Error('the load failed while it warmed up');
    // Every reply is in, and the server sleeps: all that it uses from here on belongs to the measured phase.
    const before = cpuMicroseconds(program.pid);
    client.write('go\n');
    const result = JSON.parse(await client.line(patienceMs + seconds * 1e3)) as LoadResult;
    if (result.errors > 0 || result.ops === 0) throw new Error('the load saw an error');
    const cpu = cpuMicroseconds(program.pid) - before;
    const rss = residentBytes(program.pid);
    const status = await client.exit();
    if (status !== '0') throw new Error(`the load ended with ${status}`);
    const { p50_us: p50, p99_us: p99, p999_us: p999 } = result;
    return {
      ops: result.ops / result.seconds,
      cpu: cpu / result.ops,
      rss: rss / 1e6,
      ...(p50 !== undefined && p99 !== undefined && p999 !== undefined ? { p50, p99, p999 } : {}),
    };
  });
}

/**
 * Starts a server, and calls `use` with it, with where it listens, and with a function that has a further program end
 * with it. A failure says what the programs themselves said.
 */
export async function withServer<T>(
  server: Command,
  options: Pick<TrialOptions, 'cores'> & { unix?: boolean },
  use: (server: Program, endpoint: string, start: (client: Program) => Program) => Promise<T>,
): Promise<T> {
  const folder = options.unix ? mkdtempSync(join(tmpdir(), 'berkeley-bench-')) : null;
  const command = folder === null ? server : { ...server, args: [...server.args, join(folder, 'echo')] };
  const program = new Program('the server', pin(command, options.cores?.server));
  const clients: Program[] = [];
  let failure: Error;
  try {
    const endpoint = /^listening (.+)/.exec(await program.line(patienceMs))?.[1];
    if (endpoint === undefined) throw new Error('the server did not say where it listens');
    const result = await use(program, endpoint, (client) => {
      clients.push(client);
      return client;
    });
    if (program.ended) throw new Error('the server ended under load');
    return result;
  } catch (error) {
    failure = error as Error;
  } finally {
    await Promise.all([program, ...clients].map((one) => one.stop()));
    if (folder !== null) rmSync(folder, { recursive: true });
  }
  // The two ends' own words say more than ours.
  throw new Error(
    [failure.message, ...clients.map(({ words }) => words), program.words].filter((text) => text).join('\n'),
  );
}
