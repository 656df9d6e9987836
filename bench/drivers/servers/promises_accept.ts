import { serveEcho } from './promises_echo.ts';

await serveEcho(async (conn) => conn.close());
