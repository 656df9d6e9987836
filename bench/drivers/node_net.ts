import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/node_net.js', import.meta.url));

/** Node's own sockets, the way most programs use them. */
export const nodeNet: Driver = {
  name: 'node_net',
  title: "node:net, on('data') and write",
  servers: { tcp_echo: server, tcp_threads: server, unix_echo: server },
};
