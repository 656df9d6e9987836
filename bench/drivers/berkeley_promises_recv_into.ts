import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/berkeley_promises_recv_into.js', import.meta.url);
const server = nodeProgram(script);

/** One async function a connection, with a buffer of its own that is filled again and again, and grows with what comes. */
export const berkeleyPromisesRecvInto: Driver = {
  name: 'berkeley_promises_recv_into',
  title: 'berkeley: await recv_into, await sendall',
  servers: {
    tcp_echo: server,
    unix_echo: server,
    tcp_sink: nodeProgram(new URL('./servers/promises_sink.js', import.meta.url), 'recv_into'),
  },
};
