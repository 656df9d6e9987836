/**
 * Sends an integer, two characters and a float as C has them in a struct.
 *
 *     node out/examples/socket_binary_client.js [--host localhost] [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { b, hexlify, print, repr, Struct } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
sock.connect([host, port]);

const values = [1, b`ab`, 2.7];
const packer = new Struct('I 2s f');
const packedData = packer.pack(...values);

print('values =', values);

try {
  print(`sending ${repr(hexlify(packedData))}`);
  sock.sendall(packedData);
} finally {
  print('closing socket');
  sock.close();
}
