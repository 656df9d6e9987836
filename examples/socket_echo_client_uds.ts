/**
 * A client of socket_echo_server_uds.
 *
 *     node out/examples/socket_echo_client_uds.js
 */
import { socket } from 'berkeley';
import { b, print, repr } from './python.ts';

const sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM);

const serverAddress = './uds_socket';
print(`connecting to ${serverAddress}`);
try {
  sock.connect(serverAddress);
} catch (msg) {
  if (!(msg instanceof socket.error)) throw msg;
  print(msg);
  process.exit(1);
}

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
