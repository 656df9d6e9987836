import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

/** A class with a `handle()` that blocks, in worker threads that are kept for further connections. */
export const berkeleyThreading: Driver = {
  name: 'berkeley_threading',
  title: 'berkeley: socketserver, ThreadingMixIn(TCPServer)',
  servers: { tcp_threads: nodeProgram(new URL('./servers/berkeley_threading.js', import.meta.url)) },
};
