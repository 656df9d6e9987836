import { nativeProgram } from '../programs.ts';
import { type Load, loadMetrics, underLoad } from '../trial.ts';
import type { Case } from '../types.ts';

const load: Load = (endpoint, seconds) =>
  nativeProgram('load', '-f', '16', '-p', endpoint, '64', '64', String(seconds));

/** The client does not wait for a reply before it sends the next request. */
export const tcpPipelined64: Case = {
  name: 'tcp_pipelined_64',
  title: 'TCP echo, 64 bytes, 64 connections with 16 requests in flight each',
  role: 'tcp_echo',
  metrics: loadMetrics,
  run: (server, options) => underLoad(load, options, server),
};
