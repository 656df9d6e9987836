/**
 * A time-stamp server on TCP: sends back what it receives as `[time] data`.
 *
 *     node out/examples/tsTserv.js [--host ''] [--port 21567]
 */
import { AF_INET, SOCK_STREAM, socket } from 'berkeley/socket';
import { commandLine } from './command_line.ts';
import { ctime, print } from './python.ts';

const { host, port } = commandLine({ host: '', port: 21567 });

const ss = socket(AF_INET, SOCK_STREAM);
ss.bind([host, port]);
ss.listen(5);
print(`starting up on port ${ss.getsockname()[1]}`);

while (true) {
  print('waiting for connection...');
  const [cs, addr] = ss.accept();
  print('connected from', addr);

  while (true) {
    const data = cs.recv(1024);
    if (data.length === 0) break;
    cs.sendall(Buffer.from(`[${ctime()}] ${data}`));
  }
  cs.close();
}
