/**
 * A client of socket_echo_server that leaves the choice of family and address to create_connection().
 *
 *     node out/examples/socket_echo_client_easy.js [--host localhost] [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { getConstants } from './constants.ts';
import { b, print, repr } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const families = getConstants('AF_');
const types = getConstants('SOCK_');
const protocols = getConstants('IPPROTO_');

const sock = socket.create_connection([host, port]);

print('Family  :', families[sock.family]);
print('Type    :', types[sock.type]);
print('Protocol:', protocols[sock.proto]);
print();

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
  print('closing socket');
  sock.close();
}
