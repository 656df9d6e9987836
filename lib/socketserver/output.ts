import type { Writable } from 'node:stream';

/**
 * Has a worker write to standard output and error itself. Node has the main thread do that, whose event loop stands still
 * while it serves.
 */
export function writeItself(): void {
  for (const [stream, fd] of [
    [process.stdout, 1],
    [process.stderr, 2],
  ] as const) {
    (stream as Writable)._write = (chunk: Uint8Array | string, encoding, done) => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
      try {
        for (let at = 0; at < bytes.length; ) at += writeSome(fd, bytes.subarray(at));
        done();
      } catch (error) {
        done(error as Error);
      }
    };
    delete (stream as Writable)._writev;
  }
}

/** A pipe may be full, and not wait: whoever reads it is given the time. */
function writeSome(fd: number, bytes: Uint8Array): number {
  try {
    return process.getBuiltinModule('node:fs').writeSync(fd, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return 0;
  }
}
