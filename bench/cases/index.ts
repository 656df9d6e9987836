import type { Case } from '../types.ts';
import { tcpBlocking1, tcpChurn64, tcpEcho1, tcpEcho64, tcpEcho1000, tcpThreads8, unixEcho64 } from './echo.ts';
import { udpBulk1400, udpEcho64 } from './udp.ts';

/** Every case, in the order of the tables. */
export const cases: readonly Case[] = [
  tcpEcho1,
  tcpEcho64,
  tcpEcho1000,
  tcpBlocking1,
  unixEcho64,
  tcpChurn64,
  tcpThreads8,
  udpEcho64,
  udpBulk1400,
];
