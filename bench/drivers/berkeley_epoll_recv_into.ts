import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_epoll_recv_into.js', import.meta.url));

/** One buffer for all connections, and no selector between the program and epoll. */
export const berkeleyEpollRecvInto: Driver = {
  name: 'berkeley_epoll_recv_into',
  title: 'berkeley: epoll, recv_into',
  servers: { tcp_echo: server, unix_echo: server },
};
