/** The services on ports, as the schemes of URLs. */
import { socket } from 'berkeley';
import { print } from './python.ts';

for (const port of [80, 443, 21, 70, 25, 143, 993, 110, 995]) {
  const url = `${socket.getservbyport(port)}://example.com/`;
  print(url);
}
