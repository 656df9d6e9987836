/**
 * Every way to reach a service on a host.
 *
 *     node out/examples/socket_getaddrinfo.js [--host www.python.org]
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { getConstants } from './constants.ts';
import { print } from './python.ts';

const { host } = commandLine({ host: 'www.python.org' });

const families = getConstants('AF_');
const types = getConstants('SOCK_');
const protocols = getConstants('IPPROTO_');

try {
  for (const response of socket.getaddrinfo(host, 'http')) {
    const [family, socktype, proto, canonname, sockaddr] = response;

    print('Family        :', families[family]);
    print('Type          :', types[socktype]);
    print('Protocol      :', protocols[proto]);
    print('Canonical name:', canonname);
    print('Socket address:', sockaddr);
    print();
  }
} catch (msg) {
  if (!(msg instanceof socket.error)) throw msg;
  print('ERROR:', msg);
}
