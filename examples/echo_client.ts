/**
 * A client of echo_server.
 *
 *     node out/examples/echo_client.js [--host 127.0.0.1] [--port 65432]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { b, print, repr } from './python.ts';

const { host, port } = commandLine({ host: '127.0.0.1', port: 65432 });

using s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
s.connect([host, port]);
s.sendall(b`Hello, world`);
const data = s.recv(1024);

print('Received', repr(data));
