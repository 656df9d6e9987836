import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

function server(name: string) {
  return nodeProgram(new URL(`./servers/berkeley_blocking_${name}.js`, import.meta.url));
}

/** The calls of the reference, one for one. */
export const berkeleyBlockingRecvfromInto: Driver = {
  name: 'berkeley_blocking_recvfrom_into',
  title: 'berkeley: blocking recvfrom_into, sendto',
  servers: { udp_echo: server('recvfrom_into') },
};

/** With a fresh Buffer for every datagram. */
export const berkeleyBlockingRecvfrom: Driver = {
  name: 'berkeley_blocking_recvfrom',
  title: 'berkeley: blocking recvfrom, sendto',
  servers: { udp_echo: server('recvfrom') },
};
