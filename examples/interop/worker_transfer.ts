/**
 * Connections that one thread accepts and others serve: each socket is sent to a worker, which blocks in its own calls.
 *
 *     node out/examples/interop/worker_transfer.js
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, threadId, Worker } from 'node:worker_threads';
import { create_connection, create_server, Socket, type SocketMessage } from 'berkeley/socket';

function main(): void {
  const server = create_server(['127.0.0.1', 0]);
  const workers = [1, 2].map(() => new Worker(fileURLToPath(import.meta.url)));
  for (let i = 0; i < 4; i++) {
    const client = create_connection(server.getsockname(), 10);
    const [conn] = server.accept();
    // There is nothing for the transfer list: the message is a plain object.
    workers[i % workers.length]!.postMessage(conn.transfer());
    console.log(`connection ${i}: gone from here: ${conn.fileno() === -1}`);
    client.sendall(Buffer.from(`hello ${i}`));
    // This thread waits, and the worker answers.
    console.log(`  ${client.recv(100)}`);
    client.close();
  }
  server.close();
  for (const worker of workers) worker.postMessage(null);
}

function work(): void {
  parentPort!.on('message', (message: SocketMessage | null) => {
    if (message === null) return parentPort!.close();
    const conn = Socket.receive(message);
    conn.sendall(Buffer.from(`thread ${threadId} has read: ${conn.recv(100)}`));
    conn.close();
  });
}

if (isMainThread) main();
else work();
