import { pin, residentBytes } from '../machine.ts';
import { Program, patienceMs } from '../process.ts';
import { nativeProgram } from '../programs.ts';
import { withServer } from '../trial.ts';
import type { Case, Metric } from '../types.ts';

/** Those that are there before it is measured: what grows in steps has grown, and what is compiled is. */
const first = 1_000;
const count = 10_000;

const metrics: readonly Metric[] = [
  { name: 'heap', title: 'JS bytes', unit: 'bytes', digits: 0, better: 'less', ratio: true },
  { name: 'rss', title: 'RSS bytes', unit: 'bytes', digits: 0, better: 'less', ratio: true },
];

/** Bytes by which a server grows for each connection that waits for a request. */
export const tcpIdle10000: Case = {
  name: 'tcp_idle_10000',
  title: `Memory of an idle TCP connection, of ${count.toLocaleString('en-US')}: on the heap of JavaScript and outside of it; and in RAM`,
  role: 'tcp_idle',
  reference: 'node_net',
  maxRounds: 2,
  metrics,
  run: (command, { cores }) =>
    withServer(command, { cores }, async (server, endpoint, start) => {
      const args = [endpoint, String(first), String(count)];
      const load = start(new Program('the load', pin(nativeProgram('idle', ...args), cores?.load)));
      const look = async (word: string) => {
        if ((await load.line(4 * patienceMs)) !== word) throw new Error('the load saw an error');
        let heap: number | undefined;
        if (command.tellsHeap) {
          server.write('memory\n');
          heap = Number(await server.line(patienceMs));
        }
        const rss = residentBytes(server.pid);
        load.write('go\n');
        return { heap, rss };
      };
      const before = await look('warm');
      const after = await look('open');
      const { errors } = JSON.parse(await load.line(4 * patienceMs)) as { errors: number };
      if (errors > 0) throw new Error('the load saw an error');
      const rss = (after.rss - before.rss) / count;
      if (before.heap === undefined || after.heap === undefined) return { rss };
      return { heap: (after.heap - before.heap) / count, rss };
    }),
};
