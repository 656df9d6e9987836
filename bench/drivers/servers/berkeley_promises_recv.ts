import { passOver, serveEcho } from './promises_echo.ts';

await serveEcho(async (conn) => {
  try {
    for (;;) {
      const data = await conn.recv(65536);
      if (data.length === 0) return;
      await conn.sendall(data);
    }
  } catch (error) {
    passOver(error);
  } finally {
    conn.close();
  }
});
