/**
 * An echo server on TCP for many clients at once, with select().
 *
 *     node out/examples/select_echo_server.js [--host localhost] [--port 10000]
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

// What may be read, and what has something to write.
const inputs: Socket[] = [server];
const outputs: Socket[] = [];

// What is to be sent to each connection.
const messageQueues = new Map<Socket, Buffer[]>();

let clientAddress: ReturnedAddress | null = null;

while (inputs.length > 0) {
  console.error('waiting for the next event');
  const [readable, writable, exceptional] = select.select(inputs, outputs, inputs);

  for (const s of readable) {
    try {
      if (s === server) {
        const [connection, address] = s.accept();
        clientAddress = address;
        console.error(` connection from ${repr(clientAddress)}`);
        connection.setblocking(false);
        inputs.push(connection);
        messageQueues.set(connection, []);
      } else {
        const data = s.recv(1024);
        if (data.length > 0) {
          console.error(` received ${repr(data)} from ${repr(s.getpeername())}`);
          messageQueues.get(s)!.push(data);
          if (!outputs.includes(s)) outputs.push(s);
        } else {
          // As in the tutorial, this is the client that came last, whichever goes.
          console.error(` closing ${repr(clientAddress)}`);
          close(s);
        }
      }
    } catch (error) {
      giveUp(s, error);
    }
  }

  for (const s of writable) {
    const queue = messageQueues.get(s);
    if (queue === undefined) continue; // It was closed above.
    try {
      const nextMessage = queue.shift();
      if (nextMessage === undefined) {
        console.error(`  ${repr(s.getpeername())} queue empty`);
        remove(outputs, s);
      } else {
        console.error(` sending ${repr(nextMessage)} to ${repr(s.getpeername())}`);
        const sent = s.send(nextMessage);
        if (sent < nextMessage.length) queue.unshift(nextMessage.subarray(sent));
      }
    } catch (error) {
      giveUp(s, error);
    }
  }

  for (const s of exceptional) {
    if (!messageQueues.has(s)) continue;
    console.error(`exception condition on ${repr(s.getpeername())}`);
    close(s);
  }
}

function close(s: Socket): void {
  remove(outputs, s);
  remove(inputs, s);
  s.close();
  messageQueues.delete(s);
}

/** A client that breaks off ends its own connection, not the server. */
function giveUp(s: Socket, error: unknown): void {
  if (s === server || !(error instanceof OSError)) throw error;
  console.error(` closing: ${str(error)}`);
  close(s);
}

function remove(list: Socket[], s: Socket): void {
  const at = list.indexOf(s);
  if (at >= 0) list.splice(at, 1);
}
