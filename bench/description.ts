import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cores } from './machine.ts';
import { compiler, packageRoot } from './programs.ts';
import { bun, deno, python } from './runtimes.ts';

/** What a reader of the results needs to know about where they come from. Null is not known, or not there. */
export type Machine = Readonly<Record<string, string | null>>;

const LABELS: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  cores: 'cores',
  memory: 'memory',
  virtual: 'virtual machine',
  governor: 'frequency governor',
  pinned: 'pinned',
  busy: 'taken before the run',
  kernel: 'kernel',
  congestionControl: 'TCP congestion control',
  compiler: 'C compiler',
  node: 'Node.js',
  v8: 'V8',
  bun: 'Bun',
  deno: 'Deno',
  python: 'CPython',
  berkeley: 'berkeley',
  backend: 'berkeley runs on',
  commit: 'commit',
};

/** As pairs of a label and a value, without what is not known. */
export function machineLines(machine: Machine): [string, string][] {
  return Object.entries(machine).flatMap(([key, value]) =>
    value === null ? [] : [[Object.hasOwn(LABELS, key) ? LABELS[key]! : key, value]],
  );
}

export async function describeMachine(cores: Cores | null): Promise<Machine> {
  const root = packageRoot();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    cpu: cpus()[0]?.model.trim() ?? null,
    cores: String(cpus().length),
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    virtual: isVirtual(),
    governor: read(`/sys/devices/system/cpu/cpu${cores?.server ?? 0}/cpufreq/scaling_governor`),
    pinned: cores && `the server to core ${cores.server}, the load to core ${cores.load}`,
    busy: await busyShare(),
    kernel: `Linux ${release()}`,
    congestionControl: read('/proc/sys/net/ipv4/tcp_congestion_control'),
    compiler: says(compiler(), ['--version']),
    node: process.versions.node,
    v8: process.versions.v8,
    bun: bun.version,
    deno: deno.version,
    python: python.version,
    berkeley: version,
    backend: backendInWords(),
    commit: commit(root),
  };
}

/** What `berkeley info` says that matters here. */
interface Info {
  readonly backend: string | null;
  readonly capabilities: { readonly io_uring: boolean } | null;
}

let found: Info | null | undefined;

function info(): Info | null {
  if (found !== undefined) return found;
  const text = says(process.execPath, [join(packageRoot(), 'dist', 'cli.js'), 'info', '--json'], (all) => all);
  found = text === null ? null : (JSON.parse(text) as Info);
  return found;
}

/** What the package runs on here: `'native'` or `'js'`; null if it cannot be imported. */
export function backendInForce(): string | null {
  return info()?.backend ?? null;
}

function backendInWords(): string | null {
  const backend = backendInForce();
  if (backend === 'js') return 'the backend in JavaScript';
  return backend && `the addon, ${info()?.capabilities?.io_uring ? 'with' : 'without'} io_uring`;
}

/** What others take of all cores while this process does nothing. The load average would tell of the last run as well. */
async function busyShare(): Promise<string | null> {
  const before = read('/proc/stat');
  await delay(300);
  const after = read('/proc/stat');
  return before && after && `${Math.round(100 * shareOfBusy(before, after))} %`;
}

/** From 0 to 1, between two readings of /proc/stat. */
export function shareOfBusy(before: string, after: string): number {
  const [from, to] = [before, after].map((text) => {
    // user nice system idle iowait irq softirq steal; guest time is in user time.
    const ticks = text.split('\n')[0]!.trim().split(/\s+/).slice(1, 9).map(Number);
    return { all: ticks.reduce((sum, value) => sum + value, 0), idle: ticks[3]! + (ticks[4] ?? 0) };
  });
  const all = to!.all - from!.all;
  return all > 0 ? 1 - (to!.idle - from!.idle) / all : 0;
}

/** Of a clone; null in an installed package, even if that lies within somebody's repository. */
function commit(root: string): string | null {
  if (!existsSync(join(root, '.git'))) return null;
  const head = says('git', ['-C', root, 'rev-parse', '--short=12', 'HEAD']);
  const changes = says('git', ['-C', root, 'status', '--porcelain', '--untracked-files=no']);
  return head && (changes ? `${head}, with changes` : head);
}

function isVirtual(): string | null {
  const flags = /^flags\s*:.*$/m.exec(read('/proc/cpuinfo') ?? '')?.[0];
  return flags === undefined ? null : / hypervisor\b/.test(flags) ? 'yes' : 'no';
}

/** The text of a file that a kernel may not have. */
function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch {
    return null;
  }
}

/** The first line of what a program prints, null if it fails or is not there: the description goes on without it. */
function says(file: string, args: string[], pick = (text: string) => text.split('\n')[0]!): string | null {
  try {
    return pick(execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()) || null;
  } catch {
    return null;
  }
}
