import { nativeProgram } from '../programs.ts';
import { type Load, loadMetrics, underLoad } from '../trial.ts';
import type { Case } from '../types.ts';

const load: Load = (endpoint, seconds) => nativeProgram('load', '-a', '-p', endpoint, '64', '64', String(seconds));

/** Nothing is sent: the server accepts and closes, the client sees the end. */
export const tcpAccept64: Case = {
  name: 'tcp_accept_64',
  title: 'TCP accept and close, 64 connections at once; an operation is a connection',
  role: 'tcp_accept',
  metrics: loadMetrics,
  run: (server, options) => underLoad(load, options, server),
};
