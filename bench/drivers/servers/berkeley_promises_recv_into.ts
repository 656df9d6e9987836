import { passOver, serveEcho } from './promises_echo.ts';

/** A buffer that was filled grows, up to this. */
const LONGEST = 65536;

await serveEcho(async (conn) => {
  let buffer = Buffer.allocUnsafe(1024);
  let view = buffer.subarray(0, 0);
  try {
    for (;;) {
      const length = await conn.recv_into(buffer);
      if (length === 0) return;
      // Messages are often as long as the one before, so the view of the last length is kept.
      if (length !== view.length) view = buffer.subarray(0, length);
      await conn.sendall(view);
      if (length === buffer.length && length < LONGEST) buffer = Buffer.allocUnsafeSlow(4 * length);
    }
  } catch (error) {
    passOver(error);
  } finally {
    conn.close();
  }
});
