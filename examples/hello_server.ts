/**
 * Greets by name: `Hello, Michael!` for `Michael`, until the client says `exit`. One client at a time.
 *
 *     node out/examples/hello_server.js [--host 127.0.0.1] [--port 9999] [--delay 1]
 *
 * It thinks for a second, or for as many as `--delay` says, before each answer.
 */
import { socket } from 'berkeley';
import type { Socket } from 'berkeley/socket';
import { announceFreePort, commandLine } from './command_line.ts';
import { b, print, sleep } from './python.ts';

const { host, port, delay } = commandLine({ host: '127.0.0.1', port: 9999, delay: 1 });

const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
s.bind([host, port]);
s.listen(5);
announceFreePort(s, port);
print('Waiting for connection…');

while (true) {
  const [sock, addr] = s.accept();
  tcplink(sock, addr);
}

function tcplink(sock: Socket, addr: [host: string, port: number]): void {
  const from = addr.join(':');
  print(`Accept new connection from ${from}…`);
  sock.send(b`Welcome!`);
  while (true) {
    const data = sock.recv(1024);
    sleep(delay);
    if (data.length === 0 || data.toString() === 'exit') break;
    sock.send(Buffer.from(`Hello, ${data}!`));
  }
  sock.close();
  print(`Connection from ${from} closed.`);
}
