/** The addresses of some names, or why a name has none. */
import { socket } from 'berkeley';
import { print, str } from './python.ts';

const HOSTS = ['apu', 'pymotw.com', 'www.python.org', 'nosuchname'];

for (const host of HOSTS) {
  try {
    print(`${host} : ${socket.gethostbyname(host)}`);
  } catch (msg) {
    if (!(msg instanceof socket.error)) throw msg;
    print(`${host} : ${str(msg)}`);
  }
}
