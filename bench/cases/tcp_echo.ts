import { nativeProgram } from '../programs.ts';
import type { Case } from '../types.ts';

const bytes = 64;

/** Each connection sends 64 bytes, waits for the same 64 bytes, and sends the next. */
function tcpEcho(connections: number): Case {
  return {
    name: `tcp_echo_${connections}`,
    title: `TCP echo, ${bytes} bytes, ${connections} connection${connections === 1 ? '' : 's'}`,
    role: 'tcp_echo',
    load: (port, seconds) => nativeProgram('load', port, String(connections), String(bytes), String(seconds), 'pause'),
  };
}

export const tcpEcho1 = tcpEcho(1);
export const tcpEcho64 = tcpEcho(64);
