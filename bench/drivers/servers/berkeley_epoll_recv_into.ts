import { recvInto } from './echo.ts';
import { serveEcho } from './epoll_echo.ts';

serveEcho(recvInto);
