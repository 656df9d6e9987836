/**
 * Sends the lines that are typed to print_server, to the end of the input.
 *
 *     node out/examples/print_client.js [--host 127.0.0.1] [--port 8001]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { inputs, print } from './python.ts';

const { host, port } = commandLine({ host: '127.0.0.1', port: 8001 });

const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
s.connect([host, port]);

for await (const cmd of inputs('Please input msg:')) {
  // An empty line is no message, and nothing would answer it.
  if (cmd === '') continue;
  s.send(Buffer.from(cmd));
  const data = s.recv(1024);
  print(data.toString());
}
s.close();
