/**
 * An echo server for one connection.
 *
 *     node out/examples/echo_server.js [--host 127.0.0.1] [--port 65432]
 */
import { socket } from 'berkeley';
import { announceFreePort, commandLine } from './command_line.ts';
import { print } from './python.ts';

const { host, port } = commandLine({ host: '127.0.0.1', port: 65432 });

using s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
s.bind([host, port]);
s.listen();
announceFreePort(s, port);
const [accepted, addr] = s.accept();
using conn = accepted;
print('Connected by', addr);
while (true) {
  const data = conn.recv(1024);
  if (data.length === 0) break;
  conn.sendall(data);
}
