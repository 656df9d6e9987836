/**
 * The main job: an echo server on the BSD socket calls, one thread and one poll(2) for every connection.
 *
 *     npm start -- [--host 127.0.0.1] [--port 65432] [--once]
 *
 * It connects to itself once to show that it works, and serves until Ctrl-C; with `--once` it stops after that.
 */
import { parseArgs } from 'node:util';
import { POLLIN, POLLOUT, poll } from 'berkeley/select';
import { BlockingIOError, create_connection, create_server, OSError, type Socket } from 'berkeley/socket';

/** A connection, and what its peer has not taken yet of the echo. */
interface Connection {
  readonly sock: Socket;
  rest: Uint8Array;
}

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '65432' },
    once: { type: 'boolean', default: false },
  },
});

const EMPTY = new Uint8Array(0);
const buffer = Buffer.alloc(64 * 1024);
const poller = poll();
const connections = new Map<number, Connection>();

const server = create_server([values.host, Number(values.port)]);
server.setblocking(false);
poller.register(server, POLLIN);
const [host, port] = server.getsockname();
console.log(`listening on ${host}:${port}`);

const stopSelfCheck = startSelfCheck();
let serving = true;
while (serving) {
  for (const [fd, events] of poller.poll()) {
    const connection = connections.get(fd);
    if (fd === server.fileno()) accept();
    else if (connection !== undefined) serve(connection);
    else if (events !== 0) stopSelfCheck();
  }
}
for (const { sock } of connections.values()) sock.close();
server.close();

/** Takes every connection that waits. */
function accept(): void {
  for (;;) {
    try {
      const [sock] = server.accept();
      sock.setblocking(false);
      poller.register(sock, POLLIN);
      connections.set(sock.fileno(), { sock, rest: EMPTY });
    } catch (error) {
      if (error instanceof BlockingIOError) return;
      throw error;
    }
  }
}

/** Echoes once. While the peer does not take its echo, nothing more is read from it. */
function serve(connection: Connection): void {
  const { sock } = connection;
  try {
    if (connection.rest.length === 0) {
      const received = sock.recv_into(buffer);
      if (received === 0) {
        hangUp(connection);
        return;
      }
      connection.rest = buffer.subarray(0, received);
    }
    const rest = connection.rest.subarray(sendSome(sock, connection.rest));
    // What stays must outlive the buffer that everyone shares.
    connection.rest = rest.length === 0 ? EMPTY : Uint8Array.from(rest);
    poller.modify(sock, rest.length === 0 ? POLLIN : POLLOUT);
  } catch (error) {
    if (!(error instanceof OSError)) throw error;
    console.error(`${error.message}; closing the connection`);
    hangUp(connection);
  }
}

function sendSome(sock: Socket, bytes: Uint8Array): number {
  try {
    return sock.send(bytes);
  } catch (error) {
    if (error instanceof BlockingIOError) return 0;
    throw error;
  }
}

function hangUp({ sock }: Connection): void {
  poller.unregister(sock);
  connections.delete(sock.fileno());
  sock.close();
}

/** Connects to the server that runs below, as any client would; the function that it returns reads the answer. */
function startSelfCheck(): () => void {
  const client = create_connection([host, port]);
  client.sendall(Buffer.from('Hello, world'));
  poller.register(client, POLLIN);
  return () => {
    console.log(`received ${JSON.stringify(client.recv(1024).toString())} from ourselves`);
    poller.unregister(client);
    client.close();
    if (values.once) serving = false;
    else console.log('serving until Ctrl-C');
  };
}
