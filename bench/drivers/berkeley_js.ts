import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_selectors_recv.js', import.meta.url));

/** The program of `berkeley_selectors_recv`, on the backend in JavaScript. */
export const berkeleyJs: Driver = {
  name: 'berkeley_js',
  title: 'berkeley without the addon: DefaultSelector, recv',
  servers: { tcp_echo: { ...server, env: { BERKELEY_BACKEND: 'js' } } },
};
