/**
 * Receives the messages to a multicast group, and acknowledges each.
 *
 *     node out/examples/socket_multicast_receiver.js [--port 10000] [--interface 192.168.1.14]
 *
 * The interface is named by its address; without one the system chooses.
 */
import { socket } from 'berkeley';
import { announceFreePort, commandLine } from './command_line.ts';
import { b, pack, print, str } from './python.ts';

const options = commandLine({ port: 10000, interface: '0.0.0.0' });

const multicastGroup = '224.3.29.71';

const sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);

sock.bind(['', options.port]);
announceFreePort(sock, options.port);

// C's struct ip_mreq: the group, and the interface to join it on. 0.0.0.0 is INADDR_ANY.
const group = socket.inet_aton(multicastGroup);
const mreq = pack('4s4s', group, socket.inet_aton(options.interface));
sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, mreq);

while (true) {
  print('\nwaiting to receive message');
  const [data, address] = sock.recvfrom(1024);

  print(`received ${data.length} bytes from ${str(address)}`);
  print(data);

  print('sending acknowledgement to', address);
  sock.sendto(b`ack`, address);
}
