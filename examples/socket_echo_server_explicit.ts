/**
 * An echo server on TCP, on the address of this machine that the command line names.
 *
 *     node out/examples/socket_echo_server_explicit.js HOST [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { print, repr } from './python.ts';

const { args, port } = commandLine({ port: 10000 });
const [serverName] = args;
if (serverName === undefined) throw new RangeError('the host to listen on must be the first argument');

const sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM);

sock.bind([serverName, port]);
print(`starting up on ${serverName} port ${sock.getsockname()[1]}`);
sock.listen(1);

while (true) {
  print('waiting for a connection');
  const [connection, clientAddress] = sock.accept();
  try {
    print('client connected:', clientAddress);
    while (true) {
      const data = connection.recv(16);
      print(`received ${repr(data)}`);
      if (data.length > 0) connection.sendall(data);
      else break;
    }
  } finally {
    connection.close();
  }
}
