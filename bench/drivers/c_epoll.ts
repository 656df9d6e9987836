import { nativeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

/** The reference: what the kernel and a small C program reach. */
export const cEpoll: Driver = {
  name: 'c_epoll',
  title: 'C, level-triggered epoll',
  servers: { tcp_echo: nativeProgram('echo_epoll') },
};
