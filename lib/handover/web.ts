import type {
  ReadableByteStreamController,
  ReadableStreamDefaultController,
  UnderlyingByteSource,
  UnderlyingSink,
  UnderlyingSource,
} from 'node:stream/web';
import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import type { OSError } from '../core/errors.ts';
import { describeFd } from '../socket/describe.ts';
import { type Channel, overChannel, type Receive } from './channel.ts';
import type { Handed } from './node.ts';

const { sys } = backend;

/** What `toWeb()` gives: two streams over one socket. */
export interface WebStreams {
  /** Buffers. Of a stream socket it is a byte stream, and takes a BYOB reader. */
  readonly readable: ReadableStream<Uint8Array>;
  /** Bytes-like objects. */
  readonly writable: WritableStream<BytesLike>;
}

/** The two sides of a socket. Its descriptor is closed when both are over, or the connection is. */
class Sides {
  readonly channel: Channel;
  #open = 2;
  /** How each side fails when the other has ended both. */
  failReading: (reason: unknown) => void = () => {};
  failWriting: (reason: unknown) => void = () => {};

  constructor(channel: Channel) {
    this.channel = channel;
    channel.fd.warnWith(this, describeFd);
  }

  /** One side is over. */
  over(): void {
    if (--this.#open === 0) this.channel.close();
  }

  /** Receives once: bytes, or `null` at the end. */
  receive(call?: Receive): Promise<Buffer | null> {
    return new Promise((resolve, reject) => {
      const failed = (error: OSError) => {
        reject(error);
        this.channel.close();
        this.failWriting(error);
      };
      this.channel.receive({ received: resolve, ended: () => resolve(null), failed }, call);
    });
  }

  send(chunk: unknown): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const bytes = bytesOf(chunk, "write() argument 'chunk'");
      this.channel.send(bytes, (error) => (error === null ? resolve() : reject(error)));
    }).catch((error) => {
      // An error is the end of this side.
      this.over();
      throw error;
    });
  }

  cancel(): void {
    this.channel.stopReading();
    this.over();
  }
}

/** Receives where a BYOB reader wants its bytes: the Buffer is over the reader's own memory. */
function into(controller: ReadableByteStreamController): Receive {
  return (fd) => {
    // Asked for anew at each try: while nothing is there, the reader may have gone.
    const { buffer, byteOffset, byteLength } = controller.byobRequest!.view!;
    const room = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    const got = sys.recv(fd, room);
    return got < 0 ? got : room.subarray(0, got);
  };
}

function byteSource(sides: Sides): UnderlyingByteSource {
  return {
    type: 'bytes',
    start(controller) {
      sides.failReading = (reason) => controller.error(reason);
    },
    async pull(controller: ReadableByteStreamController) {
      const bytes = await sides.receive(controller.byobRequest ? into(controller) : undefined);
      if (bytes === null) {
        controller.close();
        controller.byobRequest?.respond(0);
        sides.over();
      } else if (controller.byobRequest) {
        controller.byobRequest.respond(bytes.length);
      } else {
        // The stream takes the memory away, which here is shared.
        controller.enqueue(new Uint8Array(bytes));
      }
    },
    cancel: () => sides.cancel(),
  };
}

function messageSource(sides: Sides): UnderlyingSource<Uint8Array> {
  return {
    start(controller) {
      sides.failReading = (reason) => controller.error(reason);
    },
    async pull(controller: ReadableStreamDefaultController<Uint8Array>) {
      const message = await sides.receive();
      if (message !== null) {
        controller.enqueue(message);
        return;
      }
      controller.close();
      sides.over();
    },
    cancel: () => sides.cancel(),
  };
}

function sink(sides: Sides): UnderlyingSink<BytesLike> {
  return {
    start(controller) {
      sides.failWriting = (reason) => controller.error(reason);
      // `abort` itself comes only after the write that waits. Node has the signal, its types do not.
      const { signal } = controller as unknown as { signal: AbortSignal };
      signal.addEventListener('abort', () => void sides.channel.close());
    },
    write: (chunk) => sides.send(chunk),
    close() {
      const error = sides.channel.end();
      sides.over();
      if (error !== null) throw error;
    },
    abort(reason) {
      // What was sent is not all: the peer must not take it for that, and read to an end.
      sides.channel.close();
      sides.failReading(reason);
    },
  };
}

/** See `HandoverSocket.toWeb`. */
export function toWeb(socket: Handed): WebStreams {
  return overChannel(socket, 'toWeb', (channel) => {
    const sides = new Sides(channel);
    // Nothing is read before somebody reads, and a write is done when the kernel has taken it.
    const readable = channel.isStream
      ? new ReadableStream(byteSource(sides), { highWaterMark: 0 })
      : new ReadableStream(messageSource(sides), { highWaterMark: 0 });
    return { readable, writable: new WritableStream(sink(sides), { highWaterMark: 1 }) };
  });
}
