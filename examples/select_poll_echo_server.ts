/**
 * An echo server on TCP for many clients at once, with poll().
 *
 *     node out/examples/select_poll_echo_server.js [--host localhost] [--port 10000]
 */
import { OSError, select, socket } from 'berkeley';
import type { ReturnedAddress, Socket } from 'berkeley/socket';
import { commandLine } from './command_line.ts';
import { repr, str } from './python.ts';

const { host, port } = commandLine({ host: 'localhost', port: 10000 });

const server = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
server.setblocking(false);

server.bind([host, port]);
console.error(`starting up on ${host} port ${server.getsockname()[1]}`);

server.listen(5);

// What is to be sent to each connection.
const messageQueues = new Map<Socket, Buffer[]>();

// Milliseconds.
const TIMEOUT = 1000;

const READ_ONLY = select.POLLIN | select.POLLPRI | select.POLLHUP | select.POLLERR;
const READ_WRITE = READ_ONLY | select.POLLOUT;

const poller = select.poll();
poller.register(server, READ_ONLY);

// poll() speaks of descriptors only.
const fdToSocket = new Map<number, Socket>([[server.fileno(), server]]);

let clientAddress: ReturnedAddress | null = null;

while (true) {
  console.error('waiting for the next event');
  const events = poller.poll(TIMEOUT);

  for (const [fd, flag] of events) {
    const s = fdToSocket.get(fd)!;
    try {
      if (flag & (select.POLLIN | select.POLLPRI)) {
        if (s === server) {
          const [connection, address] = s.accept();
          clientAddress = address;
          console.error(` connection ${repr(clientAddress)}`);
          connection.setblocking(false);
          fdToSocket.set(connection.fileno(), connection);
          poller.register(connection, READ_ONLY);
          messageQueues.set(connection, []);
        } else {
          const data = s.recv(1024);
          if (data.length > 0) {
            console.error(` received ${repr(data)} from ${repr(s.getpeername())}`);
            messageQueues.get(s)!.push(data);
            poller.modify(s, READ_WRITE);
          } else {
            // As in the tutorial, this is the client that came last, whichever goes.
            console.error(` closing ${repr(clientAddress)}`);
            close(s);
          }
        }
      } else if (flag & select.POLLHUP) {
        console.error(` closing ${repr(clientAddress)} (HUP)`);
        close(s);
      } else if (flag & select.POLLOUT) {
        const queue = messageQueues.get(s)!;
        const nextMessage = queue.shift();
        if (nextMessage === undefined) {
          console.error(`${repr(s.getpeername())} queue empty`);
          poller.modify(s, READ_ONLY);
        } else {
          console.error(` sending ${repr(nextMessage)} to ${repr(s.getpeername())}`);
          const sent = s.send(nextMessage);
          if (sent < nextMessage.length) queue.unshift(nextMessage.subarray(sent));
        }
      } else if (flag & select.POLLERR) {
        console.error(` exception on ${repr(s.getpeername())}`);
        close(s);
      }
    } catch (error) {
      giveUp(s, error);
    }
  }
}

function close(s: Socket): void {
  poller.unregister(s);
  fdToSocket.delete(s.fileno());
  s.close();
  messageQueues.delete(s);
}

/** A client that breaks off ends its own connection, not the server. */
function giveUp(s: Socket, error: unknown): void {
  if (s === server || !(error instanceof OSError)) throw error;
  console.error(` closing: ${str(error)}`);
  close(s);
}
