/**
 * A client of hello_server.
 *
 *     node out/examples/hello_client.js [--host 127.0.0.1] [--port 9999]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { b, print } from './python.ts';

const { host, port } = commandLine({ host: '127.0.0.1', port: 9999 });

const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
s.connect([host, port]);
print(s.recv(1024).toString());
for (const data of [b`Michael`, b`Tracy`, b`Sarah`]) {
  s.send(data);
  print(s.recv(1024).toString());
}
s.send(b`exit`);
s.close();
