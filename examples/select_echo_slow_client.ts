/**
 * A client that pauses after each message, for select_echo_server_timeout.
 *
 *     node out/examples/select_echo_slow_client.js [--host localhost] [--port 10000] [--delay 1]
 *
 * It pauses as long as the tutorial's client, or as many times as long as `--delay` says.
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { repr, sleep } from './python.ts';

const { host, port, delay } = commandLine({ host: 'localhost', port: 10000, delay: 1 });

const sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM);

console.error(`connecting to ${host} port ${port}`);
sock.connect([host, port]);

sleep(1 * delay);

const messages = ['Part one of the message.', 'Part two of the message.'];
const amountExpected = messages.join('').length;

try {
  for (const message of messages) {
    const data = Buffer.from(message);
    console.error(`sending ${repr(data)}`);
    sock.sendall(data);
    sleep(1.5 * delay);
  }

  let amountReceived = 0;

  while (amountReceived < amountExpected) {
    const data = sock.recv(16);
    amountReceived += data.length;
    console.error(`received ${repr(data)}`);
    if (data.length === 0) break; // The server has gone.
  }
} finally {
  console.error('closing socket');
  sock.close();
}
