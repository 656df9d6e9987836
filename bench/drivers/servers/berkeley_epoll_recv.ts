import { recv } from './echo.ts';
import { serveEcho } from './epoll_echo.ts';

serveEcho(recv);
