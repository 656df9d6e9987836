/**
 * A client of socket_echo_server_dgram.
 *
 *     node out/examples/socket_echo_client_dgram.js [--host localhost] [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { b, print, repr } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);

const message = b`This is the message.  It will be repeated.`;

try {
  print(`sending ${repr(message)}`);
  sock.sendto(message, [host, port]);

  print('waiting to receive');
  const [data] = sock.recvfrom(4096);
  print(`received ${repr(data)}`);
} finally {
  print('closing socket');
  sock.close();
}
