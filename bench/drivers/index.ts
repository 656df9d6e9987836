import type { Driver } from '../types.ts';
import { berkeleyBatch } from './berkeley_batch.ts';
import { berkeleyBlocking, berkeleyJsBlocking } from './berkeley_blocking.ts';
import { berkeleyEpollRecv } from './berkeley_epoll_recv.ts';
import { berkeleyEpollRecvInto } from './berkeley_epoll_recv_into.ts';
import { berkeleyPromisesRecv } from './berkeley_promises_recv.ts';
import { berkeleyPromisesRecvInto } from './berkeley_promises_recv_into.ts';
import { berkeleyRecvfromInto } from './berkeley_recvfrom_into.ts';
import { berkeleySegments } from './berkeley_segments.ts';
import { berkeleySelectorsRecv } from './berkeley_selectors_recv.ts';
import { berkeleySelectorsRecvInto } from './berkeley_selectors_recv_into.ts';
import { berkeleyStreamBatch } from './berkeley_stream_batch.ts';
import { cEpoll } from './c_epoll.ts';
import { nodeDgram } from './node_dgram.ts';
import { nodeNet } from './node_net.ts';

/** What every ratio is taken to. It runs in every round. */
export const reference: Driver = cEpoll;

/** Every driver, in the order of the tables. */
export const drivers: readonly Driver[] = [
  cEpoll,
  berkeleyStreamBatch,
  berkeleySelectorsRecvInto,
  berkeleySelectorsRecv,
  berkeleyEpollRecvInto,
  berkeleyEpollRecv,
  berkeleyPromisesRecvInto,
  berkeleyPromisesRecv,
  nodeNet,
  berkeleyBlocking,
  berkeleyJsBlocking,
  berkeleyRecvfromInto,
  berkeleyBatch,
  berkeleySegments,
  nodeDgram,
];
