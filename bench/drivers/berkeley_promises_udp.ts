import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

function server(name: string) {
  return nodeProgram(new URL(`./servers/berkeley_promises_${name}.js`, import.meta.url));
}

/** One loop, which awaits datagram after datagram and every reply. */
export const berkeleyPromisesRecvfromInto: Driver = {
  name: 'berkeley_promises_recvfrom_into',
  title: 'berkeley: await recvfrom_into, await sendto',
  servers: { udp_echo: server('recvfrom_into') },
};

/** With a fresh Buffer for every datagram. */
export const berkeleyPromisesRecvfrom: Driver = {
  name: 'berkeley_promises_recvfrom',
  title: 'berkeley: await recvfrom, await sendto',
  servers: { udp_echo: server('recvfrom') },
};
