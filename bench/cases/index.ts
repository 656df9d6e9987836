import type { Case } from '../types.ts';
import { tcpAccept64 } from './accept.ts';
import { tcpBulkEcho, tcpBulkReceive } from './bulk.ts';
import { tcpClient1 } from './client.ts';
import {
  tcpBlocking1,
  tcpChurn64,
  tcpEcho1,
  tcpEcho1OneCore,
  tcpEcho64,
  tcpEcho1000,
  tcpSpin1,
  tcpThreads8,
  unixEcho64,
} from './echo.ts';
import { importTime } from './import.ts';
import { tcpIdle10000 } from './memory.ts';
import { tcpPipelined64 } from './pipeline.ts';
import { udpBulk1400, udpEcho64 } from './udp.ts';

/** Every case, in the order of the tables. */
export const cases: readonly Case[] = [
  tcpEcho1,
  tcpEcho1OneCore,
  tcpEcho64,
  tcpEcho1000,
  tcpPipelined64,
  tcpSpin1,
  tcpBlocking1,
  tcpClient1,
  unixEcho64,
  tcpChurn64,
  tcpThreads8,
  tcpAccept64,
  tcpBulkEcho,
  tcpBulkReceive,
  udpEcho64,
  udpBulk1400,
  tcpIdle10000,
  importTime,
];
