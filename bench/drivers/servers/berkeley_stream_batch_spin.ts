import { serveEcho } from './stream_batch_echo.ts';

serveEcho(30);
