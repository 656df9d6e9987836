/**
 * A client of socket_echo_server.
 *
 *     node out/examples/socket_echo_client.js [--host localhost] [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { b, print, repr } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM);

print(`connecting to ${host} port ${port}`);
sock.connect([host, port]);

try {
  const message = b`This is the message.  It will be repeated.`;
  print(`sending ${repr(message)}`);
  sock.sendall(message);

  // The echo comes in pieces: count until it is whole.
  let amountReceived = 0;
  const amountExpected = message.length;

  while (amountReceived < amountExpected) {
    const data = sock.recv(16);
    amountReceived += data.length;
    print(`received ${repr(data)}`);
  }
} finally {
  print('closing socket');
  sock.close();
}
