/**
 * A parent and a child process that talk over a pair of connected sockets.
 *
 *     node out/examples/socket_socketpair.js
 *
 * Node has no fork(): the child is this program again, and its end of the pair is a descriptor that it inherits.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { socket } from 'berkeley';
import { b, print } from './python.ts';

/** The number of the child's end in the child: the first after stdin, stdout and stderr. */
const CHILD_FD = 3;

if (process.argv[2] !== 'child') {
  const [parent, child] = socket.socketpair();

  const program = fileURLToPath(import.meta.url);
  spawn(process.execPath, [program, 'child'], { stdio: ['inherit', 'inherit', 'inherit', child.fileno()] });

  print('in parent, sending message');
  child.close();
  parent.sendall(b`ping`);
  const response = parent.recv(1024);
  print('response from child:', response);
  parent.close();
} else {
  // The parent's end is not here to be closed: sockets are not inherited unless they are passed on.
  const child = socket.socket({ fileno: CHILD_FD });

  print('in child, waiting for message');
  const message = child.recv(1024);
  print('message from parent:', message);
  child.sendall(b`pong`);
  child.close();
}
