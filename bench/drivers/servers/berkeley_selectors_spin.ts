import { recvInto } from './echo.ts';
import { serveEcho } from './selectors_echo.ts';

serveEcho(recvInto, 30);
