/**
 * The main job: an echo server on the BSD socket calls, one thread and one selector for every connection.
 *
 *     npm start -- [--host 127.0.0.1] [--port 65432] [--selector select|poll|epoll|kqueue] [--once]
 *
 * It waits with the best call that the platform has, or with the one that it is told. It connects to itself once to show
 * that it works, and serves until Ctrl-C; with `--once` it stops after that.
 */
import { parseArgs } from 'node:util';
import { BlockingIOError, OSError, selectors } from 'berkeley';
import { type BaseSelector, EVENT_READ, EVENT_WRITE } from 'berkeley/selectors';
import { create_connection, create_server, type Socket } from 'berkeley/socket';
import { Listener } from './listener.ts';

/** A connection, and what its peer has not taken yet of the echo. */
interface Connection {
  readonly sock: Socket;
  rest: Uint8Array;
  /** Called when it is ready: the data of its key. */
  readonly serve: () => void;
}

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '65432' },
    selector: { type: 'string' },
    once: { type: 'boolean', default: false },
  },
});

const EMPTY = new Uint8Array(0);
const buffer = Buffer.alloc(64 * 1024);
const selector = chooseSelector(values.selector);
const connections = new Set<Connection>();

const server = create_server([values.host, Number(values.port)]);
const listener = new Listener(selector, server, welcome);
const [host, port] = server.getsockname();
console.log(`listening on ${host}:${port}`);
console.log(`waiting with ${selector.constructor.name}`);

startSelfCheck();
let serving = true;
while (serving) {
  const ready = selector.select(listener.timeout);
  for (const [key] of ready) (key.data as () => void)();
  if (ready.length === 0) listener.resume();
}
for (const { sock } of connections) sock.close();
server.close();
selector.close();

function chooseSelector(name: string | undefined): BaseSelector {
  if (name === undefined) return new selectors.DefaultSelector();
  const kinds: Record<string, (new () => BaseSelector) | undefined> = {
    select: selectors.SelectSelector,
    poll: selectors.PollSelector,
    epoll: selectors.EpollSelector,
    kqueue: selectors.KqueueSelector,
  };
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind !== undefined) return new kind();
  const here = Object.keys(kinds).filter((each) => kinds[each] !== undefined);
  console.error(`--selector must be one of ${here.join(', ')} on this platform, not '${name}'`);
  process.exit(2);
}

function welcome(sock: Socket): void {
  const connection: Connection = { sock, rest: EMPTY, serve: () => serve(connection) };
  connections.add(connection);
  selector.register(sock, EVENT_READ, connection.serve);
}

/** Echoes once. While the peer does not take its echo, nothing more is read from it. */
function serve(connection: Connection): void {
  const { sock } = connection;
  const wasBehind = connection.rest.length > 0;
  try {
    if (!wasBehind) {
      const received = sock.recv_into(buffer);
      if (received === 0) {
        hangUp(connection);
        return;
      }
      connection.rest = buffer.subarray(0, received);
    }
    const rest = connection.rest.subarray(sendSome(sock, connection.rest));
    const isBehind = rest.length > 0;
    // What stays must outlive the buffer that everyone shares.
    connection.rest = isBehind ? Uint8Array.from(rest) : EMPTY;
    if (isBehind !== wasBehind) selector.modify(sock, isBehind ? EVENT_WRITE : EVENT_READ, connection.serve);
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

function hangUp(connection: Connection): void {
  selector.unregister(connection.sock);
  connections.delete(connection);
  connection.sock.close();
  listener.resume();
}

/** Connects to the server that runs above, as any client would, and reads the answer when it is there. */
function startSelfCheck(): void {
  const client = create_connection([host, port]);
  client.sendall(Buffer.from('Hello, world'));
  selector.register(client, EVENT_READ, () => {
    console.log(`received ${JSON.stringify(client.recv(1024).toString())} from ourselves`);
    selector.unregister(client);
    client.close();
    if (values.once) serving = false;
    else console.log('serving until Ctrl-C');
  });
}
