import {
  type Accepted,
  AF_INET,
  AF_UNIX,
  IPPROTO_TCP,
  OSError,
  SOCK_STREAM,
  SOMAXCONN,
  Socket,
  TCP_NODELAY,
} from 'berkeley/promises';
import { endWithInput, setCongestion } from './control.ts';

/** Serves a connection until the peer has closed, and closes it. */
export type Serve = (conn: Socket) => Promise<void>;

/**
 * A server with an async function for each connection.
 *
 * @param path where it listens: a Unix socket's, which the command line names; `null` or none for a free port.
 */
export async function serveEcho(serve: Serve, path: string | null = process.argv[2] ?? null): Promise<void> {
  const listener = new Socket<Accepted>(path === null ? AF_INET : AF_UNIX, SOCK_STREAM);
  listener.bind(path ?? ['127.0.0.1', 0]);
  setCongestion(listener);
  listener.listen(SOMAXCONN);
  const name = listener.getsockname();
  endWithInput();
  console.log(`listening ${Array.isArray(name) ? name[1] : name}`);
  for await (const [conn] of listener) {
    if (conn.family === AF_INET) conn.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
    void serve(conn);
  }
}

/** Passes over that the peer is gone: a reset, a broken pipe. */
export function passOver(error: unknown): void {
  if (!(error instanceof OSError)) throw error;
}
