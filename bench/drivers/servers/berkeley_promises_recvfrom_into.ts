import { AF_INET, SOCK_DGRAM, socket } from 'berkeley/promises';
import { endWithInput } from './control.ts';

const sock = socket(AF_INET, SOCK_DGRAM);
sock.bind(['127.0.0.1', 0]);
endWithInput();
console.log(`listening ${sock.getsockname()[1]}`);

const buffer = Buffer.allocUnsafeSlow(65536);
// Datagrams are often as long as the one before, so the view of the last length is kept.
let view = buffer.subarray(0, 0);
for (;;) {
  const [length, address] = await sock.recvfrom_into(buffer);
  if (length !== view.length) view = buffer.subarray(0, length);
  await sock.sendto(view, address);
}
