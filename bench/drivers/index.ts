import type { Driver } from '../types.ts';
import { berkeleyRecv } from './berkeley_recv.ts';
import { berkeleyRecvInto } from './berkeley_recv_into.ts';
import { cEpoll } from './c_epoll.ts';
import { nodeNet } from './node_net.ts';

/** What every ratio is taken to. It runs in every round. */
export const reference: Driver = cEpoll;

/** Every driver, in the order of the tables. */
export const drivers: readonly Driver[] = [cEpoll, berkeleyRecvInto, berkeleyRecv, nodeNet];
