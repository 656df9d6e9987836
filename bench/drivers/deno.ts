import { deno, denoProgram } from '../runtimes.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/deno.js', import.meta.url);

/** Deno's own sockets. */
export const denoListen: Driver = {
  name: 'deno',
  title: 'Deno: Deno.listen, await conn.read, await conn.write',
  absent: deno.absent,
  get servers() {
    const server = denoProgram(script);
    return { tcp_echo: server, unix_echo: server, tcp_idle: server };
  },
};
