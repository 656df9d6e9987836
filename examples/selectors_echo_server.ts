/**
 * An echo server on TCP with a selector: each registration has the function that serves it. It ends with its first client.
 *
 *     node out/examples/selectors_echo_server.js [--host localhost] [--port 10000]
 */
import { selectors, socket } from 'berkeley';
import type { Socket } from 'berkeley/socket';
import { commandLine } from './command_line.ts';
import { print, repr } from './python.ts';

type Callback = (sock: Socket, mask: number) => void;

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const mysel = new selectors.DefaultSelector();
let keepRunning = true;

function read(connection: Socket, _mask: number): void {
  const clientAddress = connection.getpeername();
  print(`read(${repr(clientAddress)})`);
  const data = connection.recv(1024);
  if (data.length > 0) {
    print(` received ${repr(data)}`);
    connection.sendall(data);
  } else {
    print(' closing');
    mysel.unregister(connection);
    connection.close();
    keepRunning = false;
  }
}

function accept(sock: Socket, _mask: number): void {
  const [newConnection, addr] = sock.accept();
  print(`accept(${repr(addr)})`);
  newConnection.setblocking(false);
  mysel.register(newConnection, selectors.EVENT_READ, read);
}

const server = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
server.setblocking(false);
server.bind([host, port]);
print(`starting up on ${host} port ${server.getsockname()[1]}`);
server.listen(5);

mysel.register(server, selectors.EVENT_READ, accept);

while (keepRunning) {
  print('waiting for I/O');
  for (const [key, mask] of mysel.select({ timeout: 1 })) {
    const callback = key.data as Callback;
    callback(key.fileobj as Socket, mask);
  }
}

print('shutting down');
mysel.close();
server.close();
