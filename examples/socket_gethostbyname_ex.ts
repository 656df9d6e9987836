/** The full names, aliases and addresses of some names, or why a name has none. */
import { socket } from 'berkeley';
import { list, print } from './python.ts';

const HOSTS = ['apu', 'pymotw.com', 'www.python.org', 'nosuchname'];

for (const host of HOSTS) {
  print(host);
  try {
    const [name, aliases, addresses] = socket.gethostbyname_ex(host);
    print('  Hostname:', name);
    print('  Aliases :', list(aliases));
    print(' Addresses:', list(addresses));
  } catch (msg) {
    if (!(msg instanceof socket.error)) throw msg;
    print('ERROR:', msg);
  }
  print();
}
