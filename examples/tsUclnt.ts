/**
 * A client of tsUserv: sends the lines that are typed, until an empty one.
 *
 *     node out/examples/tsUclnt.js [--host localhost] [--port 21567]
 */
import { AF_INET, SOCK_DGRAM, socket } from 'berkeley/socket';
import { commandLine } from './command_line.ts';
import { inputs, print } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 21567 });

const cs = socket(AF_INET, SOCK_DGRAM);

for await (const line of inputs('> ')) {
  if (line === '') break;
  cs.sendto(Buffer.from(line), [host, port]);
  const [data] = cs.recvfrom(1024);
  print(data.toString());
}
cs.close();
