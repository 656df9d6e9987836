/**
 * Who is at the other end of a Unix socket? SO_PEERCRED; unix(7).
 *
 *     node out/examples/recipes/peer_credentials.js
 *
 * The kernel vouches for the process, the user and the group: nobody can claim to be another.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AF_UNIX, SO_PEERCRED, SOL_SOCKET, socket, ucred } from 'berkeley/socket';

/** The client, which is this program again: connects, and waits until it is let go. */
function connect(name: string): void {
  const sock = socket(AF_UNIX);
  sock.connect(Buffer.from(name, 'hex'));
  sock.recv(1);
  sock.close();
}

function main(): void {
  const server = socket(AF_UNIX);
  server.bind(''); // An abstract name that the kernel chooses: no file to remove.
  server.listen();
  server.settimeout(10);

  const args = [fileURLToPath(import.meta.url), server.getsockname().toString('hex')];
  const client = spawn(process.execPath, args, { stdio: 'inherit' });

  const [conn] = server.accept();
  const peer = ucred.unpack(conn.getsockopt(SOL_SOCKET, SO_PEERCRED, ucred.size));
  console.log('the client is the process that was started:', peer.pid === client.pid);
  console.log('it runs as this user and group:', peer.uid === process.getuid?.() && peer.gid === process.getgid?.());
  conn.close();
  server.close();
}

if (process.argv[2] === undefined) main();
else connect(process.argv[2]);
