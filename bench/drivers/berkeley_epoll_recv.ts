import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_epoll_recv.js', import.meta.url));

/** A fresh Buffer for every message, and no selector between the program and epoll. */
export const berkeleyEpollRecv: Driver = {
  name: 'berkeley_epoll_recv',
  title: 'berkeley: epoll, recv',
  servers: { tcp_echo: server, unix_echo: server },
};
