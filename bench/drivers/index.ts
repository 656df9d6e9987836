import type { Driver } from '../types.ts';
import { berkeleyAsyncMixin } from './berkeley_async_mixin.ts';
import { berkeleyBatch } from './berkeley_batch.ts';
import { berkeleyBlocking, berkeleyBlockingRecv, berkeleyJsBlocking } from './berkeley_blocking.ts';
import { berkeleyBlockingRecvfrom, berkeleyBlockingRecvfromInto } from './berkeley_blocking_udp.ts';
import { berkeleyEpollRecv } from './berkeley_epoll_recv.ts';
import { berkeleyEpollRecvInto } from './berkeley_epoll_recv_into.ts';
import { berkeleyJs } from './berkeley_js.ts';
import { berkeleyPromisesRecv } from './berkeley_promises_recv.ts';
import { berkeleyPromisesRecvInto } from './berkeley_promises_recv_into.ts';
import { berkeleyPromisesRecvfrom, berkeleyPromisesRecvfromInto } from './berkeley_promises_udp.ts';
import { berkeleyRecvfrom, berkeleyRecvfromInto } from './berkeley_recvfrom_into.ts';
import { berkeleySegments } from './berkeley_segments.ts';
import { berkeleySelectorsRecv } from './berkeley_selectors_recv.ts';
import { berkeleySelectorsRecvInto } from './berkeley_selectors_recv_into.ts';
import { berkeleyPromisesSpin, berkeleySelectorsRecvSpin, berkeleySelectorsSpin } from './berkeley_spin.ts';
import { berkeleyStreamBatch, berkeleyStreamBatchSpin } from './berkeley_stream_batch.ts';
import { berkeleyThreading } from './berkeley_threading.ts';
import { bunListen } from './bun.ts';
import { cEpoll, cEpollSpin } from './c_epoll.ts';
import { cpythonAsyncio, cpythonSelectors, cpythonThreading } from './cpython.ts';
import { denoListen } from './deno.ts';
import { importBerkeley, importBerkeleySocket } from './imports.ts';
import { nodeDgram } from './node_dgram.ts';
import { nodeNet } from './node_net.ts';
import { nodeNetPiped } from './node_net_piped.ts';

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
  berkeleyAsyncMixin,
  berkeleyJs,
  nodeNet,
  nodeNetPiped,
  bunListen,
  denoListen,
  cpythonSelectors,
  cpythonAsyncio,
  cEpollSpin,
  berkeleyStreamBatchSpin,
  berkeleySelectorsSpin,
  berkeleySelectorsRecvSpin,
  berkeleyPromisesSpin,
  berkeleyThreading,
  cpythonThreading,
  berkeleyBlocking,
  berkeleyBlockingRecv,
  berkeleyJsBlocking,
  berkeleyBlockingRecvfromInto,
  berkeleyBlockingRecvfrom,
  berkeleyRecvfromInto,
  berkeleyRecvfrom,
  berkeleyPromisesRecvfromInto,
  berkeleyPromisesRecvfrom,
  berkeleyBatch,
  berkeleySegments,
  nodeDgram,
  importBerkeley,
  importBerkeleySocket,
];
