import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import { Socket } from './socket.ts';
import { getdefaulttimeout } from './timeout.ts';

const { sys, constants, errnos, capabilities } = backend;
const { AF_INET, AF_INET6, SOCK_STREAM } = constants as { [name: string]: number };

/**
 * Two sockets that are connected to each other; socketpair(2). Where the system lacks that, they are the ends of a TCP
 * connection over loopback.
 *
 * Python's `socket.socketpair(family=None, type=SOCK_STREAM, proto=0)`.
 *
 * @param family - AF_UNIX where there is one, else AF_INET.
 */
export function socketpair(
  family?: number | null | { family?: number | null; type?: number; proto?: number },
  type?: number | { type?: number; proto?: number },
  proto?: number | { proto?: number },
): [Socket, Socket];
export function socketpair(...given: unknown[]): [Socket, Socket] {
  const name = 'socketpair';
  const values = optional(given, ['family', 'type', 'proto'], name);
  const preset = capabilities.socketpair ? (constants.AF_UNIX ?? AF_INET) : AF_INET;
  const family = intArgument(values[0] ?? preset, `${name}() argument 'family'`);
  const type = optionalInt(values[1], SOCK_STREAM!, `${name}() argument 'type'`);
  const proto = optionalInt(values[2], 0, `${name}() argument 'proto'`);
  return capabilities.socketpair ? kernelPair(family, type, proto) : loopbackPair(family, type, proto);
}

function kernelPair(family: number, type: number, proto: number): [Socket, Socket] {
  const fds = new Int32Array(2);
  const result = sys.socketpair(family, type, proto, fds);
  if (result < 0) throw oserror(-result, 'socketpair');
  const wrap = (fd: number) => Socket.wrap(fd, family, type, proto);
  return [wrap(fds[0]!), wrap(fds[1]!)];
}

/**
 * A pair over loopback TCP. Anyone on the machine can connect to the port while it listens (CVE-2024-3219): a stranger is
 * hung up on, and the pair is handed out only if each end is the other's peer.
 *
 * @param listening - called once the port is open; for the tests, who play the stranger.
 */
export function loopbackPair(
  family: number,
  type: number,
  proto: number,
  listening: (listener: Socket) => void = () => {},
): [Socket, Socket] {
  if (family !== AF_INET && family !== AF_INET6) {
    throw oserror(errnos.EAFNOSUPPORT!, 'socketpair', {
      text: 'Only AF_INET and AF_INET6 socket address families are supported',
    });
  }
  if (type !== SOCK_STREAM || proto !== 0) {
    throw oserror(errnos.EPROTONOSUPPORT!, 'socketpair', { text: 'Only SOCK_STREAM with proto 0 is supported' });
  }
  const open: Socket[] = [];
  const keep = (made: Socket) => {
    open.push(made);
    made.settimeout(null);
    return made;
  };
  try {
    const listener = keep(new Socket(family, type, proto));
    listener.bind([family === AF_INET ? '127.0.0.1' : '::1', 0]);
    listener.listen();
    listening(listener);
    const client = keep(new Socket(family, type, proto));
    // Without waiting: strangers may have filled the queue, which accept() empties.
    client.setblocking(false);
    const started = client.connect_ex(listener.getsockname());
    if (started !== 0 && started !== errnos.EINPROGRESS) throw oserror(started, 'connect');
    const server = acceptFrom(listener, client);
    open.push(server);
    checkPeers(server, client);
    for (const end of [server, client]) end.settimeout(getdefaulttimeout());
    open.length = 0;
    listener.close();
    return [server, client];
  } finally {
    for (const socket of open) socket.close();
  }
}

/** Accepts until `client` comes: whoever came before it is hung up on. */
function acceptFrom(listener: Socket, client: Socket): Socket {
  const expected = String(client.getsockname());
  for (;;) {
    const [server, address] = listener.accept();
    if (String(address) === expected) return server;
    server.close();
  }
}

/** Each end must be the other's peer. */
function checkPeers(server: Socket, client: Socket): void {
  const name = (address: unknown) => String(address);
  if (
    name(server.getsockname()) !== name(client.getpeername()) ||
    name(client.getsockname()) !== name(server.getpeername())
  ) {
    throw oserror(errnos.ECONNABORTED!, 'socketpair', { text: 'Unexpected peer connection' });
  }
}
