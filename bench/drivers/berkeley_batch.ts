import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/berkeley_batch.js', import.meta.url);

/** All datagrams that are there in one call, and the replies in another. */
export const berkeleyBatch: Driver = {
  name: 'berkeley_batch',
  title: 'berkeley: DefaultSelector, recvmmsg, sendmmsg',
  servers: { udp_echo: nodeProgram(script), udp_bulk: nodeProgram(script, 'bulk') },
};
