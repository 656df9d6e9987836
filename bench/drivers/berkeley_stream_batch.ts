import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_stream_batch.js', import.meta.url));

/** One call waits, receives from every connection that is ready, and sends all the replies. */
export const berkeleyStreamBatch: Driver = {
  name: 'berkeley_stream_batch',
  title: 'berkeley: StreamBatch',
  servers: { tcp_echo: server, unix_echo: server },
};
