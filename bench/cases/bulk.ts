import { nativeProgram } from '../programs.ts';
import { underLoad } from '../trial.ts';
import type { Case, Command, Metric, TrialOptions } from '../types.ts';

const connections = '4';
const chunk = '65536';

/** What a megabyte costs is the figure: how many come in a second depends on the load's core as well. */
const metrics: readonly Metric[] = [
  { name: 'cpu', title: 'CPU us/MB', unit: 'us', digits: 1, better: 'less', ratio: true },
  { name: 'ops', title: 'MB/s', unit: 'MB/s', digits: 0, better: 'more', ratio: false },
  { name: 'rss', title: 'RSS MB', unit: 'MB', digits: 0, better: 'less', ratio: false },
];

/** bbr paces what it sends, and reno sends what the receiver takes: which one a machine has would decide. */
const reno = { BENCH_CONGESTION: 'reno' };

function bulk(server: Command, options: TrialOptions, ...args: string[]) {
  return underLoad(
    (endpoint, seconds) => ({
      ...nativeProgram('bulk', ...args, endpoint, connections, chunk, String(seconds)),
      env: reno,
    }),
    options,
    { ...server, env: { ...server.env, ...reno } },
  );
}

export const tcpBulkEcho: Case = {
  name: 'tcp_bulk_echo',
  title: `TCP bulk echo, writes of 64 KiB, ${connections} connections; an operation is a megabyte`,
  role: 'tcp_echo',
  metrics,
  run: (server, options) => bulk(server, options),
};

export const tcpBulkReceive: Case = {
  name: 'tcp_bulk_receive',
  title: `TCP bulk one way, the server receives writes of 64 KiB, ${connections} connections; an operation is a megabyte`,
  role: 'tcp_sink',
  metrics,
  run: (server, options) => bulk(server, options, '-s'),
};
