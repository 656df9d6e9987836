import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_promises_recv.js', import.meta.url));

/** One async function a connection, on Node's event loop; every `await recv` gives a fresh Buffer. */
export const berkeleyPromisesRecv: Driver = {
  name: 'berkeley_promises_recv',
  title: 'berkeley: await recv, await sendall',
  servers: { tcp_echo: server, unix_echo: server },
};
