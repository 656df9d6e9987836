/** An IPv6 address as text and as the sixteen bytes that C has. */
import { socket } from 'berkeley';
import { hexlify, print } from './python.ts';

const stringAddress = '2002:ac10:10a:1234:21e:52ff:fe74:40e';
const packed = socket.inet_pton(socket.AF_INET6, stringAddress);

print('Original:', stringAddress);
print('Packed  :', hexlify(packed));
print('Unpacked:', socket.inet_ntop(socket.AF_INET6, packed));
