// What a thread of a server runs: it takes requests from the port, one after another.
import { workerData } from 'node:worker_threads';
import type { ReturnedAddress } from '../socket/address.ts';
import { OSError } from '../socket/errors.ts';
import { Socket } from '../socket/socket.ts';
import { packError, unpacked } from './crossing.ts';
import { writeItself } from './output.ts';
import { type StandIn, standIn } from './stand_in.ts';
import { type AnyServer, ThreadingMixIn } from './threading.ts';
import type { FromWorker, RequestMessage, ToWorker, WorkerStart } from './worker_messages.ts';

const { port, lifeline, server: description } = workerData as WorkerStart;

// It closes with the thread, however that ends.
const line = Socket.receive(lifeline);
line.setblocking(false);
const WAKE = new Uint8Array(1);

/** Leaves a message, and wakes the server, which may wait for anything but its event loop. */
function tell(message: FromWorker): void {
  port.postMessage(message);
  try {
    line.send(WAKE);
  } catch (error) {
    // It has not come to the bytes before this one, or is closed.
    if (!(error instanceof OSError)) throw error;
  }
}

function crash(error: unknown): never {
  tell({ kind: 'crash', error: packError(error) });
  process.exit(1);
}

writeItself();
process.on('uncaughtException', crash);

type Server = StandIn & { process_request_thread(request: unknown, client_address: ReturnedAddress): void };

const server = (await standIn(description, (kind) =>
  'process_request_thread' in kind.prototype ? kind : ThreadingMixIn(kind as unknown as AnyServer),
)) as Server;
server.handle_error = (_request, _address, error) => tell({ kind: 'error', error: packError(error) });
server.shutdown = () => tell({ kind: 'shutdown' });
tell({ kind: 'ready' });

port.on('message', (message: ToWorker) => {
  if (message.kind === 'end') process.exit(0);
  try {
    const client_address = unpacked(message.client_address);
    server.process_request_thread(requestOf(message.request), client_address);
  } catch (error) {
    server.handle_error(null, null, error);
  }
  tell({ kind: 'done' });
});

function requestOf(message: RequestMessage): unknown {
  if ('connection' in message) return Socket.receive(message.connection);
  return 'data' in message ? [unpacked(message.data), server.socket] : message.value;
}
