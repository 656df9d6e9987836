/**
 * A client of selectors_echo_server, which waits with a selector until it can send, and until the echo is there.
 *
 *     node out/examples/selectors_echo_client.js [--host localhost] [--port 10000]
 */
import { selectors, socket } from 'berkeley';
import type { Socket } from 'berkeley/socket';
import { commandLine } from './command_line.ts';
import { b, print, repr } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const mysel = new selectors.DefaultSelector();
let keepRunning = true;
const outgoing = [b`It will be repeated.`, b`This is the message. `];
let bytesSent = 0;
let bytesReceived = 0;

// Connecting blocks, so that setblocking() comes after it.
print(`connecting to ${host} port ${port}`);
const sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
sock.connect([host, port]);
sock.setblocking(false);

mysel.register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE);

while (keepRunning) {
  print('waiting for I/O');
  for (const [key, mask] of mysel.select({ timeout: 1 })) {
    const connection = key.fileobj as Socket;
    const clientAddress = connection.getpeername();
    print(`client(${repr(clientAddress)})`);

    if (mask & selectors.EVENT_READ) {
      print(' ready to read');
      const data = connection.recv(1024);
      if (data.length > 0) {
        print(` received ${repr(data)}`);
        bytesReceived += data.length;
      }
      // The end is when the server hangs up, or when all is sent and has come back. (The tutorial's condition ends
      // with the first piece of the echo.)
      keepRunning = data.length > 0 && !(outgoing.length === 0 && bytesReceived === bytesSent);
    }

    if (keepRunning && mask & selectors.EVENT_WRITE) {
      print(' ready to write');
      const nextMessage = outgoing.pop();
      if (nextMessage === undefined) {
        // Nothing more to send: from now on only the echo is waited for.
        print(' switching to read-only');
        mysel.modify(sock, selectors.EVENT_READ);
      } else {
        print(` sending ${repr(nextMessage)}`);
        sock.sendall(nextMessage);
        bytesSent += nextMessage.length;
      }
    }
  }
}

print('shutting down');
mysel.unregister(sock);
sock.close();
mysel.close();
