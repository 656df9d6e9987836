import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

/** The way a Python program is usually written: every `recv` gives a fresh Buffer. */
export const berkeleyRecv: Driver = {
  name: 'berkeley_recv',
  title: 'berkeley: epoll, recv',
  servers: { tcp_echo: nodeProgram(new URL('./servers/berkeley_recv.js', import.meta.url)) },
};
