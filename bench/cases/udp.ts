import { nativeProgram } from '../programs.ts';
import { type Load, loadMetrics, underLoad } from '../trial.ts';
import { BULK, type Case } from '../types.ts';

const echo: Load = (endpoint, seconds) => nativeProgram('load', '-u', '-p', endpoint, '64', '64', String(seconds));

/** 64 sockets, each with one datagram in flight, so that none can be lost. */
export const udpEcho64: Case = {
  name: 'udp_echo_64',
  title: 'UDP echo, 64 bytes, 64 sockets',
  role: 'udp_echo',
  metrics: loadMetrics,
  run: (server, options) => underLoad(echo, options, server),
};

const bulk: Load = (endpoint, seconds) =>
  nativeProgram('load', '-b', String(BULK.datagrams), '-p', endpoint, '8', String(BULK.bytes), String(seconds));

/** 8 sockets, each of which asks for the next 64 datagrams when it has all of the last. */
export const udpBulk1400: Case = {
  name: 'udp_bulk_1400',
  title: `UDP one way, ${BULK.bytes} bytes, ${BULK.datagrams} datagrams a request; an operation is a datagram`,
  role: 'udp_bulk',
  metrics: loadMetrics,
  run: (server, options) => underLoad(bulk, options, server),
};
