import { Duplex } from 'node:stream';
import { typeName } from '../core/bytes.ts';
import type { OSError } from '../core/errors.ts';
import { intArgument } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import { describeFd } from '../socket/describe.ts';
import { type Channel, overChannel, type Receiver } from './channel.ts';
import { checkSignal, type Handed } from './node.ts';

/** `toDuplex({ … })`. */
export interface DuplexOptions {
  /** Keep this side open when the other has ended; `false` if left out. */
  allowHalfOpen?: boolean;
  /** Bytes of a stream, or messages, that are read ahead, and that may wait to be sent before `write()` says `false`. */
  highWaterMark?: number;
  /** Destroys the stream. One that is aborted already keeps the socket from being handed over. */
  signal?: AbortSignal;
}

/**
 * A socket as a `stream.Duplex`, of any family and type. It reads when somebody reads from it, and no further than its
 * `highWaterMark`; a `write()` is done when the kernel has taken all of it.
 *
 * A stream socket's is a stream of bytes. One of messages (`SOCK_DGRAM`, `SOCK_SEQPACKET` …) is in object mode: each chunk
 * is one message, a `Buffer`, in both directions. A message may be empty. `SOCK_SEQPACKET` has an end, which the system
 * reports in the same way: empty messages that nothing but the end follows are taken for it. Datagrams have no end.
 *
 * Errors are `OSError`s. The descriptor is closed when both sides have ended, on an error, and by `destroy()`.
 */
export class SocketDuplex extends Duplex {
  readonly #channel: Channel;
  readonly #receiver: Receiver;

  /** `toDuplex()` makes one. */
  constructor(channel: Channel, options: DuplexOptions) {
    super({ allowHalfOpen: false, ...options, objectMode: !channel.isStream });
    this.#channel = channel;
    channel.fd.closeWith(this, describeFd);
    this.#receiver = {
      received: (bytes) => void this.push(bytes),
      ended: () => void this.push(null),
      failed: (error) => void this.destroy(error),
    };
  }

  /** The descriptor's number, to set options on; -1 once it is closed. */
  fileno(): number {
    return this.#channel.fd.number;
  }

  /** Has its waits keep the process alive, as they do unless `unref()` was called. */
  ref(): this {
    this.#channel.setRef(true);
    return this;
  }

  /** Lets the process end though the stream waits. */
  unref(): this {
    this.#channel.setRef(false);
    return this;
  }

  override _read(): void {
    this.#channel.receive(this.#receiver);
  }

  override _write(chunk: unknown, encoding: BufferEncoding, done: (error: Error | null) => void): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    if (bytes instanceof Uint8Array) this.#channel.send(bytes, done);
    else done(new TypeError(`write() argument 'chunk' must be a string or a Uint8Array, not '${typeName(chunk)}'`));
  }

  override _final(done: (error: Error | null) => void): void {
    done(this.#channel.end());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const failed: OSError | null = this.#channel.close();
    done(error ?? failed);
  }
}

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
