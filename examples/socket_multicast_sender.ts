/**
 * Sends a message to a multicast group, and prints who answers.
 *
 *     node out/examples/socket_multicast_sender.js [--port 10000] [--interface 192.168.1.14] [--timeout 0.2]
 *
 * The interface is named by its address; without one the routing table chooses.
 */
import { socket } from 'berkeley';
import { commandLine } from './command_line.ts';
import { b, pack, print, repr, str } from './python.ts';

const options = commandLine({ port: 10000, interface: '', timeout: 0.2 });

const message = b`very important data`;
const multicastGroup = ['224.3.29.71', options.port] as const;

const sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);

// Nobody knows how many will answer: stop when no more do.
sock.settimeout(options.timeout);

// A time-to-live of 1 keeps the message in this network.
const ttl = pack('b', 1);
sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, ttl);
if (options.interface !== '') {
  sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(options.interface));
}

try {
  print(`sending ${repr(message)}`);
  sock.sendto(message, multicastGroup);

  while (true) {
    print('waiting to receive');
    try {
      const [data, server] = sock.recvfrom(16);
      print(`received ${repr(data)} from ${str(server)}`);
    } catch (error) {
      if (!(error instanceof socket.timeout)) throw error;
      print('timed out, no more responses');
      break;
    }
  }
} finally {
  print('closing socket');
  sock.close();
}
