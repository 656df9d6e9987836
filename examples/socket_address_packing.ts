/** IPv4 addresses as text and as the four bytes that C has. */
import { socket } from 'berkeley';
import { hexlify, print } from './python.ts';

for (const stringAddress of ['192.168.1.1', '127.0.0.1']) {
  const packed = socket.inet_aton(stringAddress);
  print('Original:', stringAddress);
  print('Packed  :', hexlify(packed));
  print('Unpacked:', socket.inet_ntoa(packed));
  print();
}
