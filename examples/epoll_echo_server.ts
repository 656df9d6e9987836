/**
 * An echo server on TCP for many clients at once, with edge-triggered epoll: a connection is registered once, for
 * everything, and after that a request takes no call but recv(), send() and its share of a wait. On Linux.
 *
 *     node out/examples/epoll_echo_server.js [--host localhost] [--port 10000]
 *
 * An edge says that something has changed, and does not say so twice. So who is served goes on until its socket has no
 * more to give or takes no more; who is not that far after some rounds goes on when the others have had their turn.
 */
import { BlockingIOError, OSError, select, socket } from 'berkeley';
import { EPOLLERR, EPOLLET, EPOLLHUP, EPOLLIN, EPOLLOUT, EPOLLPRI, EPOLLRDHUP } from 'berkeley/select';
import type { ReturnedAddress, Socket } from 'berkeley/socket';
import { commandLine } from './command_line.ts';
import { acceptAll, RETRY } from './listener.ts';
import { print, str } from './python.ts';

interface Connection {
  readonly sock: Socket;
  readonly address: ReturnedAddress;
  /** What the client has not taken yet of its echo. While there is some, nothing more is read. */
  rest: Uint8Array;
  /** Whether more may follow what is read, although that is less than was asked for: the end, or urgent data. */
  mayGoOn: boolean;
}

const NEWCOMERS = EPOLLIN | EPOLLET;
const EVERYTHING = EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLRDHUP | EPOLLET;

/** How often a connection is read from in one turn. */
const ROUNDS = 8;

const EMPTY = new Uint8Array(0);
const buffer = Buffer.alloc(64 * 1024);

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const server = socket.create_server([host, port]);
server.setblocking(false);
print(`starting up on ${host} port ${server.getsockname()[1]}`);

const ep = select.epoll();
ep.register(server, NEWCOMERS);

const connections = new Map<number, Connection>();
/** Who goes on without a new event. */
const unfinished = new Set<Connection>();
/** Whether connections wait for which there was no room. */
let isFull = false;

print('waiting for events');
while (true) {
  const events = ep.poll(unfinished.size > 0 ? 0 : isFull ? RETRY : null);
  for (const [fd, flags] of events) {
    if (fd === server.fileno()) {
      accept();
    } else {
      const connection = connections.get(fd)!;
      if (flags & (EPOLLRDHUP | EPOLLHUP | EPOLLERR | EPOLLPRI)) connection.mayGoOn = true;
      unfinished.add(connection);
    }
  }
  if (events.length === 0 && isFull) accept();
  for (const connection of [...unfinished]) {
    if (serve(connection)) unfinished.delete(connection);
  }
}

function accept(): void {
  const wasFull = isFull;
  isFull = !acceptAll(server, (sock, address) => {
    print('connection from', address);
    connections.set(sock.fileno(), { sock, address, rest: EMPTY, mayGoOn: false });
    ep.register(sock, EVERYTHING);
  });
  if (isFull && !wasFull) print('no room for more connections: they wait until another one is closed');
}

/** Gives a connection its turn. Returns whether it needs no other before its next event. */
function serve(connection: Connection): boolean {
  try {
    for (let round = 0; round < ROUNDS; round++) {
      if (echo(connection)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof BlockingIOError) return true;
    if (!(error instanceof OSError)) throw error;
    close(connection, `: ${str(error)}`);
    return true;
  } finally {
    // What stays must outlive the buffer that everyone shares.
    connection.rest = connection.rest.length === 0 ? EMPTY : Uint8Array.from(connection.rest);
  }
}

/** Echoes once. Returns whether an edge will tell when there is more to do. */
function echo(connection: Connection): boolean {
  const { sock } = connection;
  let isDrained = false;
  if (connection.rest.length === 0) {
    const received = sock.recv_into(buffer);
    if (received === 0) {
      close(connection);
      return true;
    }
    connection.rest = buffer.subarray(0, received);
    isDrained = received < buffer.length && !connection.mayGoOn;
  }
  connection.rest = connection.rest.subarray(sock.send(connection.rest));
  return isDrained || connection.rest.length > 0;
}

function close({ sock, address }: Connection, why = ''): void {
  print(`closing ${str(address)}${why}`);
  connections.delete(sock.fileno());
  ep.unregister(sock);
  sock.close();
  // There is room for another one now.
  if (isFull) accept();
}
