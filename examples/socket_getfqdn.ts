/** The fully qualified names of partial ones. */
import { socket } from 'berkeley';
import { print } from './python.ts';

for (const host of ['apu', 'pymotw.com']) {
  print(`${host.padStart(10)} : ${socket.getfqdn(host)}`);
}
