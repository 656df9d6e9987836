import type * as stream from 'node:stream';
import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import type { OSError } from '../core/errors.ts';
import { describeFd } from '../socket/describe.ts';
import type { Channel, Receive, Receiver } from './channel.ts';
import { later } from './later.ts';

const { constants, errnos, capabilities } = backend;

/** `toDuplex({ … })`. */
export interface DuplexOptions {
  /** Keep this side open when the other has ended; `false` if left out. */
  allowHalfOpen?: boolean;
  /** Bytes of a stream, or messages, that are read ahead, and that may wait to be sent before `write()` says `false`. */
  highWaterMark?: number;
  /** Destroys the stream. One that is aborted already keeps the socket from being handed over. */
  signal?: AbortSignal;
}

/** `stream.Duplex`, once there is a stream: Node takes as long to load that as it takes for a fifth of this package. */
const Duplex = class {} as unknown as typeof stream.Duplex;
let isDuplex = false;

/** Has `SocketDuplex` extend the `stream.Duplex` of Node. */
function beDuplex(): void {
  isDuplex = true;
  const { Duplex: parent } = process.getBuiltinModule('node:stream');
  Object.setPrototypeOf(SocketDuplex, parent);
  Object.setPrototypeOf(SocketDuplex.prototype, parent.prototype);
}

/**
 * A socket as a `stream.Duplex`, of any family and type. It reads when somebody reads from it, and no further than its
 * `highWaterMark`; a `write()` is done when the kernel has taken all of it. Chunks of bytes that wait together go with one
 * call.
 *
 * A stream socket's is a stream of bytes. One of messages (`SOCK_DGRAM`, `SOCK_SEQPACKET` …) is in object mode: each chunk
 * is one message, a `Buffer`, in both directions. A message may be empty. `SOCK_SEQPACKET` has an end, which the system
 * reports in the same way: empty messages that nothing but the end follows are taken for it. Datagrams have no end.
 *
 * Over a Unix socket descriptors go beside the bytes: `writeWithFds()` sends them, and the event `'fds'` has those that
 * came, `(fds: number[], position: number)`. It is emitted before the bytes that they came with can be read; `position` is
 * how many bytes (messages, in object mode) came before those. They are close-on-exec, and the listener's to close. As long
 * as nobody listens, those that come are closed.
 *
 * Errors are `OSError`s. The descriptor is closed when both sides have ended, on an error, and by `destroy()`.
 */
export class SocketDuplex extends Duplex {
  readonly #channel: Channel;
  readonly #receiver: Receiver;
  readonly #receive: Receive | undefined;
  /** Descriptors that go with a chunk. */
  readonly #leaving = new Map<unknown, number[]>();
  /** How many bytes, or messages, have come. */
  #position = 0;

  /** `toDuplex()` makes one. */
  constructor(channel: Channel, options: DuplexOptions) {
    if (!isDuplex) beDuplex();
    super({ allowHalfOpen: false, ...options, objectMode: !channel.isStream });
    this.#channel = channel;
    channel.fd.warnWith(this, describeFd);
    this.#receiver = {
      received: (bytes) => this.#received(bytes),
      ended: () => void this.push(null),
      failed: (error) => void this.destroy(error),
    };
    // A message is never one with another, so there is nothing to be won for those.
    if (channel.isStream && capabilities.messages) this._writev = (chunks, done) => this.#writev(chunks, done);
    if (this.#passesFds) {
      const { receiveBytes, receiveWithFds } = later();
      this.#receive = (fd, size) => (this.listenerCount('fds') > 0 ? receiveWithFds : receiveBytes)(fd, size);
    }
  }

  get #passesFds(): boolean {
    return capabilities.fdPassing && this.#channel.family === constants.AF_UNIX;
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

  /**
   * Writes bytes, and descriptors beside them: SCM_RIGHTS of unix(7). They go in the order of the writes, in a message of
   * their own: other writes are not merged with them. The receiver gets them with the first of the bytes.
   *
   * @param bytes - at least one, unless the socket is of messages.
   * @param fds - at most 253. They are duplicated at once: the caller's stay its own, to be closed at any time.
   * @param callback - is called when the kernel has them, or with the error.
   * @returns as `write()` does.
   * @throws OSError: EBADF for one that is not open, EOPNOTSUPP if this is no Unix socket; nothing is written then.
   */
  writeWithFds(bytes: BytesLike, fds: Iterable<number>, callback?: (error: Error | null | undefined) => void): boolean {
    const call = 'writeWithFds';
    if (!this.#passesFds) throw later().refused(errnos.EOPNOTSUPP!, call, 'descriptors go over Unix sockets');
    const { buffer, byteOffset, byteLength } = bytesOf(bytes, `${call}() argument 'bytes'`);
    if (byteLength === 0 && this.#channel.isStream) {
      throw new RangeError(`${call}() argument 'bytes' must have at least one byte`);
    }
    // An object of its own, to know it by.
    const chunk = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    const { closeFds, duplicates } = later();
    const twins = duplicates(fds, `${call}() argument 'fds'`);
    if (this.writable && twins.length > 0) this.#leaving.set(chunk, twins);
    else closeFds(twins);
    return this.write(chunk, callback);
  }

  #received(bytes: Buffer): void {
    const { closeFds, takeFds } = later();
    const fds = takeFds(bytes);
    const position = this.#position;
    this.#position += this.#channel.isStream ? bytes.length : 1;
    try {
      if (fds.length > 0 && !this.emit('fds', fds, position)) closeFds(fds);
    } finally {
      this.push(bytes);
    }
  }

  #sent(chunk: unknown): void {
    later().closeFds(this.#leaving.get(chunk) ?? []);
    this.#leaving.delete(chunk);
  }

  override _read(): void {
    this.#channel.receive(this.#receiver, this.#receive);
  }

  override _write(chunk: unknown, encoding: BufferEncoding, done: (error: Error | null) => void): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    const fds = this.#leaving.get(chunk);
    if (bytes instanceof Uint8Array) {
      if (fds === undefined) this.#channel.send(bytes, done);
      else this.#sendWithFds(bytes, fds, done);
    } else done(new TypeError(`write() argument 'chunk' must be a string or a Uint8Array, not '${typeName(chunk)}'`));
  }

  #sendWithFds(chunk: Uint8Array, fds: readonly number[], done: (error: Error | null) => void): void {
    this.#channel.sendWith(later().sendWithFds(fds), chunk, (error) => {
      this.#sent(chunk);
      done(error);
    });
  }

  /** Chunks that have waited behind another: those without descriptors go together. */
  #writev(chunks: readonly { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    let at = 0;
    const send = (next: (error: Error | null) => void) => {
      const first = chunks[at]!.chunk;
      const fds = this.#leaving.get(first);
      const from = at++;
      if (fds !== undefined) {
        this.#sendWithFds(first, fds, next);
        return;
      }
      while (at < chunks.length && !this.#leaving.has(chunks[at]!.chunk)) at++;
      const { Parts } = later();
      const parts = new Parts(chunks.slice(from, at).map(({ chunk }) => chunk));
      this.#channel.sendWith(Parts.send, parts, next);
    };
    // What went at once is followed by the next from here, and not from within: there may be thousands.
    const go = () => {
      let wentAtOnce = true;
      while (wentAtOnce && at < chunks.length) {
        let isHere = true;
        wentAtOnce = false;
        send((error) => {
          if (error !== null || at === chunks.length) done(error);
          else if (isHere) wentAtOnce = true;
          else go();
        });
        isHere = false;
      }
    };
    go();
  }

  override _final(done: (error: Error | null) => void): void {
    done(this.#channel.end());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const failed: OSError | null = this.#channel.close();
    for (const chunk of this.#leaving.keys()) this.#sent(chunk);
    done(error ?? failed);
  }
}
