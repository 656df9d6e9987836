import { type AddressInfo, createServer, type ServerOpts, type Socket } from 'node:net';
import { AF_INET, capabilities, SOCK_STREAM, SOMAXCONN, socket } from 'berkeley/socket';
import { endWithInput, setCongestion } from './control.ts';

/** Listens on the Unix socket that the command line names, else on a free port of 127.0.0.1, and says so. */
export function listen(connected: (socket: Socket) => void, options: ServerOpts = {}): void {
  const server = createServer({ noDelay: true, ...options }, connected);
  const path = process.argv[2];
  const say = () => console.log(`listening ${path ?? (server.address() as AddressInfo).port}`);
  // As many as the other servers let wait to be accepted; the kernel keeps to its own limit.
  if (path !== undefined) server.listen({ path, backlog: 4096 }, say);
  else if (process.env.BENCH_CONGESTION === undefined || !capabilities.fileDescriptors)
    server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, say);
  else server.listen({ fd: listenerFd() }, say);
  endWithInput();
}

/** node:net cannot set the option. The connections have it from their listener, and know nothing of who made that. */
function listenerFd(): number {
  const listener = socket(AF_INET, SOCK_STREAM);
  listener.bind(['127.0.0.1', 0]);
  setCongestion(listener);
  listener.listen(SOMAXCONN);
  return listener.detach();
}
