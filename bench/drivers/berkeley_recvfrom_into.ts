import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const script = new URL('./servers/berkeley_recvfrom_into.js', import.meta.url);

/** A datagram a call, as in a Python program. */
export const berkeleyRecvfromInto: Driver = {
  name: 'berkeley_recvfrom_into',
  title: 'berkeley: DefaultSelector, recvfrom_into, sendto',
  servers: { udp_echo: nodeProgram(script), udp_bulk: nodeProgram(script, 'bulk') },
};

/** With a fresh Buffer for every datagram. */
export const berkeleyRecvfrom: Driver = {
  name: 'berkeley_recvfrom',
  title: 'berkeley: DefaultSelector, recvfrom, sendto',
  servers: { udp_echo: nodeProgram(new URL('./servers/berkeley_recvfrom.js', import.meta.url)) },
};
