/**
 * Receives what socket_binary_client packs, and unpacks it by the same format.
 *
 *     node out/examples/socket_binary_server.js [--host localhost] [--port 10000]
 */
import { socket } from 'berkeley';
import { announceFreePort, commandLine } from './command_line.ts';
import { hexlify, print, repr, Struct } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
sock.bind([host, port]);
announceFreePort(sock, port);
sock.listen(1);

const unpacker = new Struct('I 2s f');

while (true) {
  print('\nwaiting for a connection');
  const [connection] = sock.accept();
  try {
    const data = connection.recv(unpacker.size);
    print(`received ${repr(hexlify(data))}`);

    const unpackedData = unpacker.unpack(data);
    print('unpacked:', unpackedData);
  } finally {
    connection.close();
  }
}
