import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

/** One buffer for all connections, filled again and again. */
export const berkeleyRecvInto: Driver = {
  name: 'berkeley_recv_into',
  title: 'berkeley: epoll, recv_into',
  servers: { tcp_echo: nodeProgram(new URL('./servers/berkeley_recv_into.js', import.meta.url)) },
};
