// What a child of a server runs: it takes requests from the socket that it was started with, one after another.
import { OwnedFd } from '../core/fd.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import { ConnectionError, OSError } from '../socket/errors.ts';
import { Socket } from '../socket/socket.ts';
import type { ChildRequest, ChildStart, FromChild } from './child_hands.ts';
import { packError } from './crossing.ts';
import { receiveFrame, sendFrame } from './frames.ts';
import './forking.ts';
import { standIn } from './stand_in.ts';

/** The descriptor that it was started with, after those of standard input, output and error. */
const FD = 3;

const line = new Socket({ fileno: FD });
line.set_inheritable(false);

/** Tells the server. Returns whether it is there: one that does not wait for its children may have gone. */
function tell(message: FromChild): boolean {
  try {
    sendFrame(line, message);
    return true;
  } catch (error) {
    if (!(error instanceof OSError)) throw error;
    return false;
  }
}

tell({ kind: 'pid', pid: process.pid });
const first = receiveFrame(line);
if (first === null) process.exit(0);
const start = first.value as ChildStart;
const socket = first.fds.length > 0 ? new Socket({ fileno: first.fds[0]! }) : undefined;

const server = await standIn({ ...start, socket: null }).catch((error: unknown) => {
  tell({ kind: 'crash', error: packError(error) });
  process.exit(1);
});
Object.assign(server, { socket });
const { handle_error } = server;
server.handle_error = (request, client_address, error) => {
  // Where the server's own hears of it no more, the child's is called, as it always is in Python.
  if (!tell({ kind: 'error', error: packError(error) })) handle_error.call(server, request, client_address, error);
};
server.shutdown = () => void tell({ kind: 'shutdown' });
tell({ kind: 'ready' });

for (let got = next(); got !== null; got = next()) {
  const { request: message, client_address } = got.value as ChildRequest;
  const request = requestOf(message, got.fds);
  serve(request, client_address);
  tell({ kind: 'done' });
}
process.exit(0);

/** What comes next; `null` when the server has no more, or is gone. */
function next(): ReturnType<typeof receiveFrame> {
  try {
    return receiveFrame(line);
  } catch (error) {
    if (error instanceof ConnectionError) return null;
    throw error;
  }
}

function serve(request: unknown, client_address: ReturnedAddress): void {
  try {
    server.finish_request(request, client_address);
  } catch (error) {
    server.handle_error(request, client_address, error);
  } finally {
    server.shutdown_request(request);
  }
}

function requestOf(message: ChildRequest['request'], fds: readonly number[]): unknown {
  if ('value' in message) return message.value;
  if ('data' in message) return [Buffer.from(message.data), server.socket];
  const { family, type, proto, timeout } = message;
  const connection = new Socket(family, type, proto, { fd: OwnedFd.adopt(fds[0]!) });
  connection.settimeout(timeout);
  return connection;
}
