import { bun, bunProgram } from '../runtimes.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/bun.js', import.meta.url);
const udp = new URL('./servers/bun_udp.js', import.meta.url);

/** Bun's own sockets. */
export const bunListen: Driver = {
  name: 'bun',
  title: 'Bun: Bun.listen, Bun.udpSocket',
  absent: bun.absent,
  get servers() {
    const server = bunProgram(script);
    return {
      tcp_echo: server,
      unix_echo: server,
      tcp_idle: server,
      tcp_sink: bunProgram(new URL('./servers/bun_sink.js', import.meta.url)),
      udp_echo: bunProgram(udp),
      udp_bulk: bunProgram(udp, 'bulk'),
      tcp_client: bunProgram(new URL('./servers/bun_client.js', import.meta.url)),
    };
  },
};
