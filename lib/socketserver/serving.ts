// What a thread runs that serves for another: `serve_forever()`, until the other sends a byte.
import { parentPort, workerData } from 'node:worker_threads';
import { backend } from '../backend/load.ts';
import { EVENT_READ } from '../selectors/key.ts';
import { OSError } from '../socket/errors.ts';
import { Socket } from '../socket/socket.ts';
import './forking.ts';
import './threading.ts';
import { type PackedError, packError } from './crossing.ts';
import type { ServingEnd, ServingStart } from './in_thread.ts';
import { writeItself } from './output.ts';
import { standIn } from './stand_in.ts';

const { lifeline, server: description, poll_interval } = workerData as ServingStart;

// It closes with the thread, however that ends.
const line = Socket.receive(lifeline);
line.settimeout(null);
writeItself();

const server = await standIn(description);
const waitsWith = server._waits_with.bind(server);
server._waits_with = (selector) => {
  waitsWith(selector);
  selector?.register(line, EVENT_READ, () => {
    line.recv(1);
    server.shutdown();
  });
};

let failure: PackedError | null = null;
try {
  server.serve_forever(poll_interval);
} catch (error) {
  failure = packError(error);
}
// Handlers may go on in threads of this one, which ends after them. They answer messages on the socket, while nobody must
// connect to it any more.
if (server.socket?.type === backend.constants.SOCK_STREAM) server.socket?.close();
parentPort!.postMessage({ error: failure } satisfies ServingEnd);
try {
  line.send(new Uint8Array(1));
} catch (error) {
  if (!(error instanceof OSError)) throw error;
}
server._close_pool();
