import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/node_dgram.js', import.meta.url);

/** Node's own datagrams. */
export const nodeDgram: Driver = {
  name: 'node_dgram',
  title: 'node:dgram, on message and send',
  servers: { udp_echo: nodeProgram(script), udp_bulk: nodeProgram(script, 'bulk') },
};
