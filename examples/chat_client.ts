/**
 * A client of chat_server: sends what is typed, and prints what the others say.
 *
 *     node out/examples/chat_client.js [NAME] [--host localhost] [--port 10000]
 */
import { readSync } from 'node:fs';
import { selectors, socket } from 'berkeley';
import { EVENT_READ } from 'berkeley/selectors';
import { SHUT_WR } from 'berkeley/socket';
import { commandLine } from './command_line.ts';

const STDIN = 0;

const { args, host, port } = commandLine({ host: 'localhost', port: 10000 });
const [name] = args;

const sock = socket.create_connection([host, port]);
if (name !== undefined) sock.sendall(Buffer.from(`${name}\n`));

const buffer = Buffer.alloc(4096);
let isConnected = true;

// Of all the calls that wait, select() takes terminals, pipes and files on every system.
const selector = new selectors.SelectSelector();
selector.register(sock, EVENT_READ, receive);
selector.register(STDIN, EVENT_READ, send);
while (isConnected) {
  for (const [key] of selector.select()) (key.data as () => void)();
}
sock.close();

function receive(): void {
  const data = sock.recv(4096);
  process.stdout.write(data);
  isConnected = data.length > 0;
}

function send(): void {
  const typed = readSync(STDIN, buffer);
  if (typed > 0) {
    sock.sendall(buffer.subarray(0, typed));
    return;
  }
  // The end of the input. The server hangs up when it has read all.
  selector.unregister(STDIN);
  sock.shutdown(SHUT_WR);
}
