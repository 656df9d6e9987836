import { nativeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nativeProgram('echo_epoll');

/** The reference: what the kernel and a small C program reach. */
export const cEpoll: Driver = {
  name: 'c_epoll',
  title: 'C, level-triggered epoll',
  servers: { tcp_echo: server, unix_echo: server },
};
