import { createSocket } from 'node:dgram';
import { BULK } from '../../types.ts';

const isBulk = process.argv[2] === 'bulk';
const datagram = Buffer.from(Array.from({ length: BULK.bytes }, (_, i) => i & 0xff));

const sock = createSocket('udp4', (message, { address, port }) => {
  if (!isBulk) sock.send(message, port, address);
  else for (let i = 0; i < BULK.datagrams; i++) sock.send(datagram, port, address);
});
sock.bind(0, '127.0.0.1', () => {
  console.log(`listening ${sock.address().port}`);
});
process.stdin.on('end', () => process.exit()).resume();
