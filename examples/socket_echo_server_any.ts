/**
 * An echo server on TCP, on every IPv4 address of this machine: that is what the empty host means.
 *
 *     node out/examples/socket_echo_server_any.js [--host ''] [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { print, repr } from './python.ts';

const { host, port } = commandLine({ host: '', port: 10000 });

const sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM);

sock.bind([host, port]);
const [boundHost, boundPort] = sock.getsockname();
print(`starting up on ${boundHost} port ${boundPort}`);
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
