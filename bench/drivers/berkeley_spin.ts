import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

/** `berkeley_selectors_recv_into`, whose selector looks for 30 microseconds before it sleeps. */
export const berkeleySelectorsSpin: Driver = {
  name: 'berkeley_selectors_spin',
  title: 'berkeley: DefaultSelector({ spin: 30 }), recv_into',
  servers: { tcp_spin: nodeProgram(new URL('./servers/berkeley_selectors_spin.js', import.meta.url)) },
};

/** `berkeley_selectors_recv` with the same. */
export const berkeleySelectorsRecvSpin: Driver = {
  name: 'berkeley_selectors_recv_spin',
  title: 'berkeley: DefaultSelector({ spin: 30 }), recv',
  servers: { tcp_spin: nodeProgram(new URL('./servers/berkeley_selectors_recv_spin.js', import.meta.url)) },
};

/** `berkeley_promises_recv_into`, whose event loop looks as long. */
export const berkeleyPromisesSpin: Driver = {
  name: 'berkeley_promises_spin',
  title: 'berkeley: promises, setSpin(30), recv_into',
  servers: { tcp_spin: nodeProgram(new URL('./servers/berkeley_promises_spin.js', import.meta.url)) },
};
