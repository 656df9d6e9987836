import type { Case } from '../types.ts';
import { tcpEcho1, tcpEcho64 } from './tcp_echo.ts';

/** Every case, in the order of the tables. */
export const cases: readonly Case[] = [tcpEcho1, tcpEcho64];
