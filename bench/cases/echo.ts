import { nativeProgram } from '../programs.ts';
import { type Load, loadMetrics, underLoad } from '../trial.ts';
import type { Case } from '../types.ts';

const bytes = '64';

function name(connections: number): string {
  return `${bytes} bytes, ${connections.toLocaleString('en-US')} connection${connections === 1 ? '' : 's'}`;
}

/** Each connection sends 64 bytes, waits for the same 64 bytes, and sends the next. */
function echo(role: Case['role'], title: string, connections: number, ...options: string[]): Case {
  const load: Load = (endpoint, seconds) =>
    nativeProgram('load', '-p', ...options, endpoint, String(connections), bytes, String(seconds));
  return {
    name: `${role}_${connections}`,
    title: `${title}, ${name(connections)}`,
    role,
    metrics: loadMetrics,
    run: (server, options) => underLoad(load, { ...options, unix: role === 'unix_echo' }, server),
  };
}

export const tcpEcho1 = echo('tcp_echo', 'TCP echo', 1);
/** One connection across two idle cores measures how they wake up: the same with both ends on one. */
export const tcpEcho1OneCore: Case = {
  ...tcpEcho1,
  name: 'tcp_echo_1_one_core',
  title: `${tcpEcho1.title}, server and load on one core`,
  run: (server, { seconds, cores }) =>
    tcpEcho1.run(server, { seconds, cores: cores && { server: cores.server, load: cores.server } }),
};
/** Nor how the load wakes up, for servers that may look before they sleep: the rest is the server's waking up. */
export const tcpSpin1 = echo('tcp_spin', 'TCP echo, to a load that never sleeps', 1, '-s');
export const tcpEcho64 = echo('tcp_echo', 'TCP echo', 64);
/** For servers that have one connection at a time. */
export const tcpBlocking1 = echo('tcp_blocking', 'TCP echo, one connection at a time', 1);
export const tcpEcho1000 = echo('tcp_echo', 'TCP echo', 1000);
export const unixEcho64 = echo('unix_echo', 'Unix stream echo', 64);

/**
 * Each connection sends 64 bytes, waits for the same 64 bytes, and is closed; a new one takes its place. There are far fewer
 * of them a second than messages, and each thread has only its part: compilers take longer to be done.
 */
function churn(name: string, title: string, role: Case['role'], connections: number, warmUp: number): Case {
  const load: Load = (endpoint, seconds) =>
    nativeProgram(
      'load',
      '-c',
      '-p',
      '-w',
      String(Math.max(warmUp, seconds / 4)),
      endpoint,
      String(connections),
      bytes,
      String(seconds),
    );
  return {
    name,
    title: `${title}, ${bytes} bytes, ${connections} connections at once; an operation is a connection`,
    role,
    metrics: loadMetrics,
    run: (server, options) => underLoad(load, options, server),
  };
}

export const tcpChurn64: Case = churn('tcp_churn_64', 'TCP connect, echo, close', 'tcp_echo', 64, 1);
/** For servers that have a thread for each connection. */
export const tcpThreads8: Case = churn('tcp_threads_8', 'TCP connect, echo, close, in threads', 'tcp_threads', 8, 2);
