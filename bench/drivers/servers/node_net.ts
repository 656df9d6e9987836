import { type AddressInfo, createServer } from 'node:net';

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (data) => socket.write(data));
  socket.on('error', () => socket.destroy());
});
const path = process.argv[2];
const place = path === undefined ? { host: '127.0.0.1', port: 0 } : { path };
// As many as the other servers let wait to be accepted; the kernel keeps to its own limit.
server.listen({ ...place, backlog: 4096 }, () => {
  console.log(`listening ${path ?? (server.address() as AddressInfo).port}`);
});
process.stdin.on('end', () => process.exit()).resume();
