import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nodeProgram(new URL('./servers/berkeley_stream_batch.js', import.meta.url));

/** One call waits, receives from every connection that is ready, and sends all the replies. */
export const berkeleyStreamBatch: Driver = {
  name: 'berkeley_stream_batch',
  title: 'berkeley: StreamBatch',
  servers: { tcp_echo: server, unix_echo: server },
};

/** The same that looks for 30 microseconds before it sleeps. */
export const berkeleyStreamBatchSpin: Driver = {
  name: 'berkeley_stream_batch_spin',
  title: 'berkeley: StreamBatch({ spin: 30 })',
  servers: { tcp_spin: nodeProgram(new URL('./servers/berkeley_stream_batch_spin.js', import.meta.url)) },
};
