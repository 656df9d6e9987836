import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/berkeley_segments.js', import.meta.url);

/** Messages that the kernel cuts into datagrams. */
export const berkeleySegments: Driver = {
  name: 'berkeley_segments',
  title: 'berkeley: DefaultSelector, sendmmsg with segments',
  servers: { udp_bulk: nodeProgram(script, 'bulk') },
};
