/**
 * The calls of an interactive session: names, addresses as text and as bytes, the ports of services.
 *
 *     node out/examples/socket_overview.js
 */
import { socket } from 'berkeley';
import { print, repr, str } from './python.ts';

const SESSION = [
  () => socket.gethostname(),
  () => socket.gethostbyname('localhost.localdomain'),
  () => socket.gethostbyname('localhost'),
  () => socket.gethostbyname('www.baidu.com'),
  () => socket.inet_aton('192.168.1.190'),
  () => socket.inet_ntoa(Buffer.from([192, 168, 1, 190])),
  () => socket.inet_pton(socket.AF_INET, '192.168.1.190'),
  () => socket.inet_ntop(socket.AF_INET, Buffer.from([192, 168, 1, 190])),
  () => socket.getservbyname('mysql'),
  () => socket.getservbyname('http'),
];

for (const [i, call] of SESSION.entries()) {
  print(`In [${i + 1}]: ${String(call).replace('() => ', '')}`);
  print(`Out[${i + 1}]: ${outcome(call)}`);
}

function outcome(call: () => unknown): string {
  try {
    return repr(call());
  } catch (error) {
    if (!(error instanceof socket.error)) throw error;
    return str(error);
  }
}
