import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_blocking.js', import.meta.url));

/** Blocking calls on the addon. */
export const berkeleyBlocking: Driver = {
  name: 'berkeley_blocking',
  title: 'berkeley: blocking recv_into, sendall',
  servers: { tcp_blocking: server },
};

/** The same program on the backend in JavaScript. */
export const berkeleyJsBlocking: Driver = {
  name: 'berkeley_js_blocking',
  title: 'berkeley without the addon: blocking recv_into, sendall',
  servers: { tcp_blocking: { ...server, env: { BERKELEY_BACKEND: 'js' } } },
};
