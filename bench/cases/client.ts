import { cpuMicroseconds, pin, residentBytes } from '../machine.ts';
import { Program, patienceMs } from '../process.ts';
import { nativeProgram } from '../programs.ts';
import { type LoadResult, withServer } from '../trial.ts';
import type { Case, Metric } from '../types.ts';

const metrics: readonly Metric[] = [
  { name: 'ops', title: 'ops/s', unit: 'ops/s', digits: 0, better: 'more', ratio: true },
  { name: 'cpu', title: 'CPU us/op', unit: 'us', digits: 2, better: 'less', ratio: true },
  { name: 'rss', title: 'RSS MB', unit: 'MB', digits: 0, better: 'less', ratio: false },
];

/**
 * The driver is the client, of the reference server. Both are on one core: on two, a request waits for the other core to
 * wake up, which takes longer than either program.
 */
export const tcpClient1: Case = {
  name: 'tcp_client_1',
  title: 'TCP request and reply, 64 bytes, the client of a C server on the same core',
  role: 'tcp_client',
  metrics,
  run: (client, { seconds, cores }) =>
    withServer(nativeProgram('echo_epoll'), { cores }, async (_server, endpoint, start) => {
      const command = { ...client, args: [...client.args, endpoint, String(seconds)] };
      const program = start(new Program('the client', pin(command, cores?.server)));
      const warm = await program.line(patienceMs + seconds * 1e3);
      if (warm !== 'warm') throw new Error('the client failed while it warmed up');
      const before = cpuMicroseconds(program.pid);
      program.write('go\n');
      const result = JSON.parse(await program.line(patienceMs + seconds * 1e3)) as LoadResult;
      if (result.errors > 0 || result.ops === 0) throw new Error('the client saw an error');
      const cpu = cpuMicroseconds(program.pid) - before;
      return {
        ops: result.ops / result.seconds,
        cpu: cpu / result.ops,
        rss: residentBytes(program.pid) / 1e6,
      };
    }),
};
