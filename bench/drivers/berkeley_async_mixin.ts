import { idleProgram, nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/berkeley_async_mixin.js', import.meta.url);
const server = nodeProgram(script);

/** A class with an asynchronous `handle()`, on Node's event loop. */
export const berkeleyAsyncMixin: Driver = {
  name: 'berkeley_async_mixin',
  title: 'berkeley: socketserver, AsyncMixIn(TCPServer)',
  servers: {
    tcp_echo: server,
    unix_echo: server,
    tcp_threads: server,
    tcp_idle: idleProgram(script),
  },
};
