import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_selectors_recv.js', import.meta.url));

/** The way a Python program is usually written: `selectors`, and every `recv` gives a fresh Buffer. */
export const berkeleySelectorsRecv: Driver = {
  name: 'berkeley_selectors_recv',
  title: 'berkeley: DefaultSelector, recv',
  servers: { tcp_echo: server, unix_echo: server },
};
