import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/node_net_piped.js', import.meta.url));

/** Node's own sockets as streams, which keep back-pressure. */
export const nodeNetPiped: Driver = {
  name: 'node_net_piped',
  title: 'node:net, socket.pipe(socket)',
  servers: { tcp_echo: server, unix_echo: server },
};
