import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

/** Node's own sockets, the way most programs use them. */
export const nodeNet: Driver = {
  name: 'node_net',
  title: "node:net, on('data') and write",
  servers: { tcp_echo: nodeProgram(new URL('./servers/node_net.js', import.meta.url)) },
};
