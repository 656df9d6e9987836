/**
 * Several processes that serve one port, among whom the kernel shares the connections out. SO_REUSEPORT; socket(7).
 *
 *     node out/examples/recipes/reuse_port.js
 *
 * No parent accepts and hands over, and none of the processes holds up the others.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  AF_INET,
  create_connection,
  SO_REUSEPORT,
  SOL_SOCKET,
  type Socket,
  socket,
  TimeoutError,
} from 'berkeley/socket';

const WORKERS = 3;
const CONNECTIONS = 60;

/** A socket of a port that others may be bound to as well. */
function shared(port: number): Socket {
  const sock = socket(AF_INET);
  sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
  sock.bind(['127.0.0.1', port]);
  return sock;
}

/** A worker: says that it listens, and tells every client who it is, until it is killed or nobody comes for long. */
function work(port: number): void {
  const server = shared(port);
  server.listen();
  server.settimeout(10);
  process.send?.('ready');
  try {
    for (;;) {
      const [conn] = server.accept();
      conn.sendall(Buffer.from(String(process.pid)));
      conn.close();
    }
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
  }
  server.close();
  process.disconnect();
}

async function main(): Promise<void> {
  const placeholder = shared(0); // Bound, and not listening: it only keeps the number.
  const [, port] = placeholder.getsockname();

  const start = (): ChildProcess =>
    spawn(process.execPath, [fileURLToPath(import.meta.url), String(port)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  const workers = Array.from({ length: WORKERS }, start);
  await Promise.all(workers.map((worker) => once(worker, 'message')));

  const served = new Map(workers.map(({ pid }) => [pid, 0]));
  for (let i = 0; i < CONNECTIONS; i++) {
    using client = create_connection(['127.0.0.1', port]);
    const pid = Number(client.recv(100).toString());
    served.set(pid, served.get(pid)! + 1);
  }
  const total = [...served.values()].reduce((sum, count) => sum + count);
  console.log(
    `${total} connections, and each of ${served.size} workers had some: ${![...served.values()].includes(0)}`,
  );

  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  placeholder.close();
}

if (process.argv[2] === undefined) await main();
else work(Number(process.argv[2]));
