import { passOver, serveEcho } from './promises_echo.ts';

const into = process.argv[2] === 'recv_into';

// Reads all that comes, and says at the end how many bytes that was.
await serveEcho(async (conn) => {
  const buffer = into ? Buffer.allocUnsafeSlow(65536) : null;
  let count = 0;
  try {
    for (;;) {
      const length = buffer ? await conn.recv_into(buffer) : (await conn.recv(65536)).length;
      if (length === 0) break;
      count += length;
    }
    await conn.sendall(Buffer.from(String(count)));
  } catch (error) {
    passOver(error);
  } finally {
    conn.close();
  }
}, null);
