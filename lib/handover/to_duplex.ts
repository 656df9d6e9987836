import { intArgument } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import { overChannel } from './channel.ts';
import { type DuplexOptions, SocketDuplex } from './duplex.ts';
import { checkSignal, type Handed } from './node.ts';

/** See `HandoverSocket.toDuplex`. */
export function toDuplex(socket: Handed, options: DuplexOptions): SocketDuplex {
  const call = 'toDuplex';
  const names = ['allowHalfOpen', 'highWaterMark', 'signal'];
  const [allowHalfOpen = false, highWaterMark, signal] = optional([options], [], call, names);
  checkSignal(signal, call);
  if (highWaterMark !== undefined) intArgument(highWaterMark, `${call}() argument 'highWaterMark'`, 0);
  const given = {
    allowHalfOpen: Boolean(allowHalfOpen),
    ...(highWaterMark !== undefined && { highWaterMark: highWaterMark as number }),
    ...(signal !== undefined && { signal: signal as AbortSignal }),
  };
  return overChannel(socket, call, (channel) => new SocketDuplex(channel, given));
}
