/**
 * A time-stamp server on UDP: sends back what it receives as `[time] data`.
 *
 *     node out/examples/tsUserv.js [--host ''] [--port 21567]
 */
import { AF_INET, SOCK_DGRAM, socket } from 'berkeley/socket';
import { commandLine } from './command_line.ts';
import { ctime, print } from './python.ts';

const { host, port } = commandLine({ host: '', port: 21567 });

const ss = socket(AF_INET, SOCK_DGRAM);
ss.bind([host, port]);
print(`starting up on port ${ss.getsockname()[1]}`);

while (true) {
  print('waiting for message...');
  const [data, addr] = ss.recvfrom(1024);
  ss.sendto(Buffer.from(`[${ctime()}] ${data}`), addr);
  print('received from and returned to', addr);
}
