import { idleProgram, nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/berkeley_promises_recv.js', import.meta.url);
const server = nodeProgram(script);

/** One async function a connection, on Node's event loop; every `await recv` gives a fresh Buffer. */
export const berkeleyPromisesRecv: Driver = {
  name: 'berkeley_promises_recv',
  title: 'berkeley: await recv, await sendall',
  servers: {
    tcp_echo: server,
    unix_echo: server,
    tcp_sink: nodeProgram(new URL('./servers/promises_sink.js', import.meta.url), 'recv'),
    tcp_accept: nodeProgram(new URL('./servers/promises_accept.js', import.meta.url)),
    tcp_idle: idleProgram(script),
  },
};
