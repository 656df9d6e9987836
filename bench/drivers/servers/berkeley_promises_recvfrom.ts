import { AF_INET, SOCK_DGRAM, socket } from 'berkeley/promises';
import { endWithInput } from './control.ts';

const sock = socket(AF_INET, SOCK_DGRAM);
sock.bind(['127.0.0.1', 0]);
endWithInput();
console.log(`listening ${sock.getsockname()[1]}`);

for (;;) {
  const [data, address] = await sock.recvfrom(65536);
  await sock.sendto(data, address);
}
