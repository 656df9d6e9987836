import { serveEcho } from './epoll_echo.ts';

serveEcho((sock) => sock.recv(65536));
