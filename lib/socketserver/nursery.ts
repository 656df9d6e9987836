// What a thread runs that has the children of a server: it starts one for each socket that it is sent, and its event loop
// reaps them. It ends after the last, when nobody is to start more.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { inDist } from '../backend/place.ts';
import type { SocketMessage } from '../handover/token.ts';
import { Socket } from '../socket/socket.ts';
import type { NurseryStart } from './child_hands.ts';
import { childOptions } from './node_options.ts';

const PROGRAM = fileURLToPath(inDist('socketserver/child.js'));

// It closes with the thread: held, so that it is not collected before.
const lifeline = Socket.receive((workerData as NurseryStart).lifeline);
lifeline.setblocking(false);

parentPort!.on('message', (message: SocketMessage | null) => {
  if (message === null) {
    parentPort!.close();
    return;
  }
  const theirs = Socket.receive(message);
  try {
    const child = spawn(process.execPath, [...childOptions(), PROGRAM], { stdio: [0, 1, 2, theirs.fileno()] });
    // The socket is closed then, and the server told thereby.
    child.on('error', () => {});
  } finally {
    theirs.close();
  }
});
