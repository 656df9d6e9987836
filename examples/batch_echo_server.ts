/**
 * An echo server on TCP for many clients at once, in batches: one call sends all echoes, waits, and receives from every
 * client that has sent something.
 *
 *     node out/examples/batch_echo_server.js [--host localhost] [--port 10000]
 *
 * The batch accepts, keeps what a client does not take of its echo, and reads nothing more from it meanwhile.
 */

import { StreamBatch } from 'berkeley/selectors';
import { create_server } from 'berkeley/socket';
import { commandLine } from './command_line.ts';
import { print, str } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const server = create_server([host, port]);
print(`starting up on ${host} port ${server.getsockname()[1]}`);

using batch = new StreamBatch({ limit: 0 });
batch.accept(server);

print('waiting for events');
while (true) {
  const count = batch.wait();
  for (let i = 0; i < count; i++) {
    const kind = batch.kind(i);
    if (kind === 'data') {
      batch.reply(i);
    } else if (kind === 'end') {
      // When all of its echo has gone.
      batch.stream(i).close();
    } else if (kind === 'error') {
      const isFull = !batch.stream(i).isClosed;
      print(isFull ? 'no room for more connections: they wait' : 'closing', str(batch.error(i)!));
    }
  }
}
