import { backend } from '../backend/load.ts';
import { intArgument } from '../core/numbers.ts';
import { isOptions } from '../core/parameters.ts';
import type { Address } from '../socket/address.ts';
import { fromfd as fromfdBlocking, listening, type ServerOptions } from '../socket/create.ts';
import { socketpair as socketpairBlocking } from '../socket/pair.ts';
import type { Socket as BlockingSocket } from '../socket/socket.ts';
import { limited, type WaitOptions } from './limits.ts';
import { withoutName } from './resolve.ts';
import { type Accepted, Socket } from './socket.ts';

export type { ServerOptions } from '../socket/create.ts';
export { type AwaitedConnectionOptions, create_connection } from './connection.ts';

const { constants } = backend;
const { AF_INET } = constants as { [name: string]: number };

/** `create_server(address, { family, backlog, reuse_port, dualstack_ipv6, signal })`. */
export type AwaitedServerOptions = ServerOptions & WaitOptions;

/**
 * A TCP socket that is bound to `address` and listens; a name is looked up off this thread. `for await (const [conn,
 * address] of server)` accepts.
 *
 * Python's `socket.create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False)`.
 *
 * @throws RangeError if the platform lacks what an option asks for; OSError if the address cannot be bound.
 */
export async function create_server(address: Address, options: AwaitedServerOptions = {}): Promise<Socket<Accepted>> {
  const { signal, timeout, ...rest } = isOptions(options) ? options : ({} as AwaitedServerOptions);
  const [, limits] = limited([{ signal, timeout }], [], 'create_server');
  const family = rest.family === undefined ? AF_INET! : intArgument(rest.family, "create_server() argument 'family'");
  const target = await withoutName(family, address, 'create_server', limits);
  return listening((af, type) => new Socket<Accepted>(af, type), target, isOptions(options) ? rest : options);
}

/** An awaited socket on the descriptor of one that blocks. */
function awaited(sock: BlockingSocket): Socket {
  const { family, type, proto } = sock;
  return Socket.wrap(sock.fd.release(), family, type, proto);
}

/**
 * Two sockets that are connected to each other; socketpair(2). It does not wait.
 *
 * Python's `socket.socketpair(family=None, type=SOCK_STREAM, proto=0)`.
 */
export function socketpair(
  family?: number | null | { family?: number | null; type?: number; proto?: number },
  type?: number | { type?: number; proto?: number },
  proto?: number | { proto?: number },
): [Socket, Socket] {
  const [a, b] = socketpairBlocking(family, type, proto);
  return [awaited(a), awaited(b)];
}

/** A socket on a duplicate of the descriptor `fd`, which stays the caller's. Python's `socket.fromfd`. */
export function fromfd(fd: number, family: number, type: number, proto: number | { proto?: number } = 0): Socket {
  return awaited(fromfdBlocking(fd, family, type, proto));
}
