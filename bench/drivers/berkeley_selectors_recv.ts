import { idleProgram, nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/berkeley_selectors_recv.js', import.meta.url);
const server = nodeProgram(script);

/** The way a Python program is usually written: `selectors`, and every `recv` gives a fresh Buffer. */
export const berkeleySelectorsRecv: Driver = {
  name: 'berkeley_selectors_recv',
  title: 'berkeley: DefaultSelector, recv',
  servers: {
    tcp_echo: server,
    unix_echo: server,
    tcp_sink: nodeProgram(new URL('./servers/berkeley_sink.js', import.meta.url), 'recv'),
    tcp_accept: nodeProgram(new URL('./servers/berkeley_accept.js', import.meta.url)),
    tcp_idle: idleProgram(script),
  },
};
