/**
 * Prints what clients send, and tells them so.
 *
 *     node out/examples/print_server.js [--host 127.0.0.1] [--port 8001]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { b, print } from './python.ts';

// The tutorial's own machine is 192.168.1.100.
const { host, port } = commandLine({ host: '127.0.0.1', port: 8001 });

const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
s.bind([host, port]);
s.listen(5);

print(`Server start at: ${host}:${s.getsockname()[1]}`);
print('wait for connection...');

while (true) {
  const [conn, addr] = s.accept();
  print('Connected by ', addr);

  while (true) {
    const data = conn.recv(1024);
    // The tutorial's loop has no end: it would print nothing for ever once the client has gone.
    if (data.length === 0) break;
    print(data.toString());
    conn.send(b`server received you message.`);
  }
  conn.close();
}
