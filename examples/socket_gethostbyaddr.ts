/**
 * The names of an address: the reverse look-up.
 *
 *     node out/examples/socket_gethostbyaddr.js [--host 10.9.0.10]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { list, print } from './python.ts';

const { host } = commandLine({ host: '10.9.0.10' });

try {
  const [hostname, aliases, addresses] = socket.gethostbyaddr(host);

  print('Hostname :', hostname);
  print('Aliases  :', list(aliases));
  print('Addresses:', list(addresses));
} catch (msg) {
  if (!(msg instanceof socket.error)) throw msg;
  print('ERROR:', msg);
}
