/**
 * A client of tsTserv: sends the lines that are typed, until an empty one.
 *
 *     node out/examples/tsTclnt.js [--host localhost] [--port 21567]
 */
import { AF_INET, SOCK_STREAM, socket } from 'berkeley/socket';
import { commandLine } from './command_line.ts';
import { inputs, print } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 21567 });

const cs = socket(AF_INET, SOCK_STREAM);
cs.connect([host, port]);

for await (const line of inputs('> ')) {
  if (line === '') break;
  cs.sendall(Buffer.from(line));
  const data = cs.recv(1024);
  if (data.length === 0) break;
  print(data.toString());
}
cs.close();
