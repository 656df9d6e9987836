/**
 * A socket that uses one network interface and no other. SO_BINDTODEVICE; socket(7).
 *
 *     node out/examples/recipes/bind_to_device.js
 */
import { AF_INET, OSError, SO_BINDTODEVICE, SOCK_DGRAM, SOL_SOCKET, socket } from 'berkeley/socket';

const sock = socket(AF_INET, SOCK_DGRAM);
sock.setsockopt(SOL_SOCKET, SO_BINDTODEVICE, Buffer.from('lo'));
const [device] = sock.getsockopt(SOL_SOCKET, SO_BINDTODEVICE, 16).toString().split('\0');
console.log('bound to', device);

sock.bind(['', 0]);
sock.settimeout(5);
sock.sendto(Buffer.from('round trip'), ['127.0.0.1', sock.getsockname()[1]]);
console.log('received:', sock.recv(100).toString());

// An address that the loopback interface does not lead to (one for documentation; RFC 5737).
try {
  sock.connect(['192.0.2.1', 9]);
  sock.send(Buffer.from('nobody gets this'));
  console.log('sent, and it stayed on', device);
} catch (error) {
  if (!(error instanceof OSError)) throw error;
  console.log('elsewhere:', error.code);
}
sock.close();
