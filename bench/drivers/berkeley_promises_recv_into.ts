import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_promises_recv_into.js', import.meta.url));

/** One async function a connection, with a buffer of its own that is filled again and again. */
export const berkeleyPromisesRecvInto: Driver = {
  name: 'berkeley_promises_recv_into',
  title: 'berkeley: await recv_into, await sendall',
  servers: { tcp_echo: server, unix_echo: server },
};
