import { passOver, serveEcho } from './promises_echo.ts';

/** What a connection receives into. */
class Room {
  readonly buffer = Buffer.allocUnsafeSlow(65536);
  // Messages are often as long as the one before, so the view of the last length is kept.
  view = this.buffer.subarray(0, 0);
}

/** Those of connections that are over: memory of this size takes longer to get than a request does. */
const spare: Room[] = [];

await serveEcho(async (conn) => {
  const room = spare.pop() ?? new Room();
  const { buffer } = room;
  try {
    for (;;) {
      const length = await conn.recv_into(buffer);
      if (length === 0) return;
      if (length !== room.view.length) room.view = buffer.subarray(0, length);
      await conn.sendall(room.view);
    }
  } catch (error) {
    passOver(error);
  } finally {
    conn.close();
    spare.push(room);
  }
});
