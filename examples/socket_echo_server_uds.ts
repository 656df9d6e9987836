/**
 * An echo server on a Unix socket, `./uds_socket`.
 *
 *     node out/examples/socket_echo_server_uds.js
 */
import { existsSync, unlinkSync } from 'node:fs';
import { socket } from 'berkeley';
import { print, repr } from './python.ts';

const serverAddress = './uds_socket';

// The file of an earlier run stays behind, and bind() takes no path that exists.
try {
  unlinkSync(serverAddress);
} catch (error) {
  if (existsSync(serverAddress)) throw error;
}

const sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM);

print(`starting up on ${serverAddress}`);
sock.bind(serverAddress);

// One client may wait while another is served.
sock.listen(1);

while (true) {
  print('waiting for a connection');
  const [connection, clientAddress] = sock.accept();
  try {
    // A client that is not bound has no address: the empty path.
    print('connection from', clientAddress);

    while (true) {
      const data = connection.recv(16);
      print(`received ${repr(data)}`);
      if (data.length > 0) {
        print('sending data back to the client');
        connection.sendall(data);
      } else {
        print('no data from', clientAddress);
        break;
      }
    }
  } finally {
    connection.close();
  }
}
