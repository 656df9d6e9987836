import { idleProgram, nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/node_net.js', import.meta.url);
const server = nodeProgram(script);

/** Node's own sockets, the way most programs use them. */
export const nodeNet: Driver = {
  name: 'node_net',
  title: "node:net, on('data') and write",
  servers: {
    tcp_echo: server,
    tcp_spin: server,
    unix_echo: server,
    tcp_threads: server,
    tcp_sink: nodeProgram(new URL('./servers/node_sink.js', import.meta.url)),
    tcp_accept: nodeProgram(new URL('./servers/node_accept.js', import.meta.url)),
    tcp_idle: idleProgram(script),
    tcp_client: nodeProgram(new URL('./servers/node_client.js', import.meta.url)),
    import: nodeProgram(new URL('./servers/import_node_net.js', import.meta.url)),
  },
};
