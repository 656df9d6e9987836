/**
 * A client of socket_echo_server_explicit, for the host that the command line names.
 *
 *     node out/examples/socket_echo_client_explicit.js HOST [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { b, print, repr } from './python.ts';

const { args, port } = commandLine({ port: 10000 });
const [serverName] = args;
if (serverName === undefined) throw new RangeError('the host to connect to must be the first argument');

const sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM);

print(`connecting to ${serverName} port ${port}`);
sock.connect([serverName, port]);

try {
  const message = b`This is the message.  It will be repeated.`;
  print(`sending ${repr(message)}`);
  sock.sendall(message);

  let amountReceived = 0;
  const amountExpected = message.length;

  while (amountReceived < amountExpected) {
    const data = sock.recv(16);
    amountReceived += data.length;
    print(`received ${repr(data)}`);
  }
} finally {
  sock.close();
}
