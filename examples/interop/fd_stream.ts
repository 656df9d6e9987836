/**
 * Descriptors in a stream, as D-Bus and Wayland have them: requests are lines, and each that names a file brings it along.
 *
 *     node out/examples/interop/fd_stream.js
 */
import { closeSync, fstatSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { socketpair } from 'berkeley/socket';

const [left, right] = socketpair();
const [client, server] = [left.toDuplex(), right.toDuplex()];

// The server. Descriptors come before the bytes that they were written with, so each line finds its own in the queue.
const arrived: number[] = [];
server.on('fds', (fds: number[]) => arrived.push(...fds));
createInterface({ input: server }).on('line', (line) => {
  const [verb, count] = line.split(' ');
  const fds = arrived.splice(0, Number(count));
  console.log(`${verb}: ${fds.length} descriptors, all of them files: ${fds.every((fd) => fstatSync(fd).isFile())}`);
  for (const fd of fds) closeSync(fd);
});
server.on('end', () => console.log(`the client has gone, and ${arrived.length} descriptors are left`));

// The client.
const file = openSync(fileURLToPath(import.meta.url), 'r');
client.write('ping 0\n');
client.writeWithFds(Buffer.from('read 1\n'), [file]);
client.writeWithFds(Buffer.from('compare 2\n'), [file, file]);
closeSync(file); // Its duplicates are on their way.
client.end('bye 0\n');
client.resume();
