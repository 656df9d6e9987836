/**
 * A client with two connections, for any of the echo servers that serve many at once.
 *
 *     node out/examples/select_echo_multiclient.js [--host localhost] [--port 10000]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { repr } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const messages = ['This is the message. ', 'It will be sent ', 'in parts.'];

const socks = [socket.socket(socket.AF_INET, socket.SOCK_STREAM), socket.socket(socket.AF_INET, socket.SOCK_STREAM)];

console.error(`connecting to ${host} port ${port}`);
for (const s of socks) s.connect([host, port]);

for (const message of messages) {
  const outgoingData = Buffer.from(message);

  for (const s of socks) {
    console.error(`${repr(s.getsockname())}: sending ${repr(outgoingData)}`);
    s.send(outgoingData);
  }

  // A copy, as a socket that is closed leaves the list.
  for (const s of [...socks]) {
    const data = s.recv(1024);
    console.error(`${repr(s.getsockname())}: received ${repr(data)}`);
    if (data.length === 0) {
      console.error(`closing socket ${repr(s.getsockname())}`);
      s.close();
      socks.splice(socks.indexOf(s), 1);
    }
  }
}

for (const s of socks) s.close();
