/**
 * An echo server on TCP, one client at a time.
 *
 *     node out/examples/socket_echo_server.js [--host localhost] [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { print, repr } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM);

// The line comes after bind(), which knows what port 0 has become.
sock.bind([host, port]);
print(`starting up on ${host} port ${sock.getsockname()[1]}`);

// One client may wait while another is served.
sock.listen(1);

while (true) {
  print('waiting for a connection');
  const [connection, clientAddress] = sock.accept();
  try {
    print('connection from', clientAddress);

    // Small pieces, so that the loop is seen to work.
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
