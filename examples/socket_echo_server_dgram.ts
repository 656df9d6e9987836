/**
 * An echo server on UDP: no connections, one socket for all clients.
 *
 *     node out/examples/socket_echo_server_dgram.js [--host localhost] [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { print, str } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);

sock.bind([host, port]);
print(`starting up on ${host} port ${sock.getsockname()[1]}`);

while (true) {
  print('\nwaiting to receive message');
  const [data, address] = sock.recvfrom(4096);

  print(`received ${data.length} bytes from ${str(address)}`);
  print(data);

  if (data.length > 0) {
    const sent = sock.sendto(data, address);
    print(`sent ${sent} bytes back to ${str(address)}`);
  }
}
