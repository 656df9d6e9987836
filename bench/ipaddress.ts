// Addresses a second: parsing, formatting and membership, against CPython's ipaddress and two packages of npm.
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { ip_address, ip_network } from 'berkeley/ipaddress';

const ROUNDS = 9;
const SLICE_MS = 40;

/** Operations a second of one contestant in one case, measured for about `SLICE_MS`. */
type Measure = (test: string) => Promise<number> | number;

interface Contestant {
  name: string;
  measure: Measure;
  close?: () => void;
}

/** What every contestant works on: texts, and the network to look for them in. */
interface Data {
  texts: string[];
  network: string;
}

/** One package's way to do the three things. */
interface Library<A, N> {
  parse(text: string): A;
  format(address: A): string;
  network(text: string): N;
  has(network: N, address: A): boolean;
}

/** The same addresses in every run: a linear congruential generator's. */
function makeData(): Record<'IPv4' | 'IPv6', Data> {
  let state = 1;
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  const group = () => (next(2) === 0 ? '' : next(0x10000).toString(16));
  const four = () => `10.${next(4)}.${next(256)}.${next(256)}`;
  const six = () => `2001:db8:${next(4)}:${group() || 0}::${[group(), group()].filter(Boolean).join(':')}`;
  return {
    IPv4: { texts: Array.from({ length: 1024 }, four), network: '10.2.0.0/15' },
    IPv6: { texts: Array.from({ length: 1024 }, six), network: '2001:db8:2::/47' },
  };
}

const data = makeData();

/** Runs `pass`, which does 1024 operations, for a slice of time. */
function rate(pass: () => number): number {
  let [passes, sum] = [0, 0];
  const start = performance.now();
  let elapsed = 0;
  do {
    sum += pass();
    passes++;
    elapsed = performance.now() - start;
  } while (elapsed < SLICE_MS);
  // The results are used, so that no compiler leaves the work out.
  if (sum === 0) throw new Error('the benchmark found nothing');
  return (passes * 1024 * 1000) / elapsed;
}

/** The contestant that a library is. Each has loops of its own, so that one's shapes do not slow another. */
function contestant<A, N>(name: string, make: (version: 'IPv4' | 'IPv6') => Library<A, N>): Contestant {
  const passes = new Map<string, () => number>();
  for (const version of ['IPv4', 'IPv6'] as const) {
    const build = new Function(
      'library',
      'texts',
      'network',
      // The name is in the source because V8 shares what it learns of two functions of the same source.
      `// ${name} ${version}
      const { parse, format, has } = library;
      const addresses = texts.map((text) => parse(text));
      return {
        parse() { let n = 0; for (const text of texts) if (parse(text)) n++; return n; },
        format() { let n = 0; for (const address of addresses) n += format(address).length; return n; },
        membership() { let n = 0; for (const address of addresses) if (has(network, address)) n++; return n; },
      };`,
    );
    const library = make(version);
    const { texts, network } = data[version];
    for (const [test, pass] of Object.entries(build(library, texts, library.network(network)) as object)) {
      passes.set(`${version} ${test}`, pass);
    }
  }
  return { name, measure: (test) => rate(passes.get(test) as () => number) };
}

const TESTS = ['IPv4', 'IPv6'].flatMap((version) =>
  ['parse', 'format', 'membership'].map((test) => `${version} ${test}`),
);

const berkeley = contestant('berkeley', () => ({
  parse: ip_address,
  format: (address) => address.toString(),
  network: (text) => ip_network(text),
  has: (network, address) => network.has(address),
}));

/** A package that may not be installed. */
async function load(name: string): Promise<Record<string, unknown> | undefined> {
  try {
    const found = await import(name);
    return found.default ?? found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

interface IpaddrJs {
  parse(text: string): IpaddrAddress;
  parseCIDR(text: string): [IpaddrAddress, number];
}

interface IpaddrAddress {
  toString(): string;
  match(range: [IpaddrAddress, number]): boolean;
}

function ipaddrJs(module: IpaddrJs): Contestant {
  return contestant<IpaddrAddress, [IpaddrAddress, number]>('ipaddr.js', () => ({
    parse: (text) => module.parse(text),
    format: (address) => address.toString(),
    network: (text) => module.parseCIDR(text),
    has: (network, address) => address.match(network),
  }));
}

interface IpAddressAddress {
  correctForm(): string;
  isInSubnet(subnet: IpAddressAddress): boolean;
}

type IpAddress = Record<'Address4' | 'Address6', new (text: string) => IpAddressAddress>;

function ipAddress(module: IpAddress): Contestant {
  return contestant<IpAddressAddress, IpAddressAddress>('ip-address', (version) => {
    const type = version === 'IPv4' ? module.Address4 : module.Address6;
    return {
      parse: (text) => new type(text),
      format: (address) => address.correctForm(),
      network: (text) => new type(text),
      has: (network, address) => address.isInSubnet(network),
    };
  });
}

const PYTHON = `
import ipaddress, json, sys, time
data = json.loads(sys.stdin.readline())
passes = {}
def add(version, texts, network):
    addresses = [ipaddress.ip_address(text) for text in texts]
    net = ipaddress.ip_network(network)
    def parse():
        for text in texts: ipaddress.ip_address(text)
    def format():
        for address in addresses: str(address)
    def membership():
        for address in addresses: address in net
    for test in (parse, format, membership): passes[version + ' ' + test.__name__] = test
for version, given in data.items(): add(version, given['texts'], given['network'])
for line in sys.stdin:
    name, slice = json.loads(line)
    run, count, start = passes[name], 0, time.perf_counter()
    while True:
        run()
        count += 1
        elapsed = time.perf_counter() - start
        if elapsed * 1000 >= slice: break
    print(count * 1024 / elapsed, flush=True)
`;

/** The first Python 3 of those that may be there. */
function cpython(): Contestant | undefined {
  for (const env of [{ ...process.env, PYENV_VERSION: '3.13.0' }, process.env]) {
    try {
      const options = { env, encoding: 'utf8', stdio: 'pipe' } as const;
      const version = execFileSync('python3', ['-c', 'import platform; print(platform.python_version())'], options);
      const child: ChildProcessWithoutNullStreams = spawn('python3', ['-c', PYTHON], { env });
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      child.stdin.write(`${JSON.stringify(data)}\n`);
      const measure = async (test: string) => {
        child.stdin.write(`${JSON.stringify([test, SLICE_MS])}\n`);
        return Number((await lines.next()).value);
      };
      return { name: `CPython ${version.trim()}`, measure, close: () => child.stdin.end() };
    } catch {
      // No such Python: the next, or none.
    }
  }
  return undefined;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}

/** One line of the result: millions of operations a second, and how many times the peer's that ours are. */
export interface Row {
  test: string;
  /** Millions of operations a second, by contestant; the median of the rounds. */
  rates: Record<string, number>;
  /** Our rate over each peer's; the median of the ratios within a round. */
  ratios: Record<string, number>;
}

/**
 * Measures every case in interleaved rounds. A peer that is not installed is left out.
 *
 * @param rounds How often each contestant does each case.
 */
export async function benchIpaddress(rounds = ROUNDS): Promise<Row[]> {
  const [first, second] = [await load('ipaddr.js'), await load('ip-address')];
  const found = [
    first && ipaddrJs(first as never as IpaddrJs),
    second && ipAddress(second as never as IpAddress),
    cpython(),
  ];
  const contestants = [berkeley, ...found.filter((peer) => peer !== undefined)];
  const rates = new Map(TESTS.map((test) => [test, contestants.map((): number[] => [])]));
  // The first round warms up, and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const [test, lists] of rates) {
      for (const i of contestants.keys()) {
        // Each goes first in its turn.
        const at = (i + round) % contestants.length;
        const measured = await (contestants[at] as Contestant).measure(test);
        if (round > 0) (lists[at] as number[]).push(measured);
      }
    }
  }
  for (const { close } of contestants) close?.();
  return [...rates].map(([test, lists]) => row(test, contestants, lists));
}

function row(test: string, contestants: readonly Contestant[], lists: readonly number[][]): Row {
  const ours = lists[0] as number[];
  const named = (pick: (list: number[]) => number) =>
    Object.fromEntries(contestants.map(({ name }, i) => [name, pick(lists[i] as number[])]));
  const ratios = named((list) => median(list.map((value, round) => (ours[round] as number) / value)));
  delete ratios.berkeley;
  return { test, rates: named((list) => median(list) / 1e6), ratios };
}

/** The rows as a table of text. */
export function formatRows(rows: readonly Row[]): string {
  const names = Object.keys(rows[0]?.rates ?? {});
  const cells = rows.map(({ test, rates, ratios }) => [
    test,
    ...names.map((name) => {
      const ratio = ratios[name];
      return (rates[name] as number).toFixed(2) + (ratio === undefined ? '' : ` (${ratio.toFixed(1)}x)`);
    }),
  ]);
  const lines = [['millions a second', ...names], ...cells];
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((line) => (line[i] as string).length))) ?? [];
  return lines
    .map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number))),
    )
    .map((line) => line.join('  '))
    .join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log('ipaddress: medians of interleaved rounds; in brackets, how many times the peer berkeley is');
  console.log(formatRows(await benchIpaddress()));
}
