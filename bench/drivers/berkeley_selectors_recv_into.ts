import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/berkeley_selectors_recv_into.js', import.meta.url);
const server = nodeProgram(script);

/** A `selectors` loop with one buffer for all connections, filled again and again. */
export const berkeleySelectorsRecvInto: Driver = {
  name: 'berkeley_selectors_recv_into',
  title: 'berkeley: DefaultSelector, recv_into',
  servers: {
    tcp_echo: server,
    unix_echo: server,
    tcp_sink: nodeProgram(new URL('./servers/berkeley_sink.js', import.meta.url)),
  },
};
