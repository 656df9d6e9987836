import { recv } from './echo.ts';
import { serveEcho } from './selectors_echo.ts';

serveEcho(recv, 30);
