import { serveEcho } from './promises_echo.ts';

// Each connection is closed when this returns.
await serveEcho(async () => {});
