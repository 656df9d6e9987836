import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_blocking.js', import.meta.url));

/** Blocking calls on the addon. */
export const berkeleyBlocking: Driver = {
  name: 'berkeley_blocking',
  title: 'berkeley: blocking recv_into, sendall',
  servers: {
    tcp_blocking: server,
    tcp_client: nodeProgram(new URL('./servers/berkeley_client.js', import.meta.url)),
  },
};

/** The client with a fresh Buffer for every reply. */
export const berkeleyBlockingRecv: Driver = {
  name: 'berkeley_blocking_recv',
  title: 'berkeley: blocking recv, sendall',
  servers: { tcp_client: nodeProgram(new URL('./servers/berkeley_client_recv.js', import.meta.url)) },
};

/** The same program on the backend in JavaScript. */
export const berkeleyJsBlocking: Driver = {
  name: 'berkeley_js_blocking',
  title: 'berkeley without the addon: blocking recv_into, sendall',
  servers: { tcp_blocking: { ...server, env: { BERKELEY_BACKEND: 'js' } } },
};
