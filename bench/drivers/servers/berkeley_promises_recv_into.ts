import { passOver, serveEcho } from './promises_echo.ts';

/** Those of connections that are over: memory of this size takes longer to get than a request does. */
const spare: Buffer[] = [];

await serveEcho(async (conn) => {
  const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(65536);
  let view = buffer.subarray(0, 0);
  try {
    for (;;) {
      const length = await conn.recv_into(buffer);
      if (length === 0) return;
      // Messages are often as long as the one before, so the view of the last length is kept.
      if (length !== view.length) view = buffer.subarray(0, length);
      await conn.sendall(view);
    }
  } catch (error) {
    passOver(error);
  } finally {
    conn.close();
    spare.push(buffer);
  }
});
