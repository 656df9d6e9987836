import {
  AF_INET,
  IP_ADD_MEMBERSHIP,
  IP_MULTICAST_IF,
  IPPROTO_IP,
  inet_aton,
  OSError,
  SOCK_DGRAM,
  socket,
} from 'berkeley/socket';
import { afterEach, expect, it } from 'vitest';
import { example, server, stopPrograms, withTutorialPorts } from '../support/example_programs.ts';

afterEach(stopPrograms);

const GROUP = '224.3.29.71';
const LOOPBACK = '127.0.0.1';

/** Whether a message to a multicast group comes back over the loopback interface. */
function loopbackMulticast(): boolean {
  const receiver = socket(AF_INET, SOCK_DGRAM);
  const sender = socket(AF_INET, SOCK_DGRAM);
  try {
    receiver.bind(['', 0]);
    receiver.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, Buffer.concat([inet_aton(GROUP), inet_aton(LOOPBACK)]));
    receiver.settimeout(2);
    sender.setsockopt(IPPROTO_IP, IP_MULTICAST_IF, inet_aton(LOOPBACK));
    sender.sendto(Buffer.from('probe'), [GROUP, receiver.getsockname()[1]]);
    return receiver.recv(16).toString() === 'probe';
  } catch (error) {
    if (error instanceof OSError) return false;
    throw error;
  } finally {
    receiver.close();
    sender.close();
  }
}

it.skipIf(!loopbackMulticast())(
  'socket_multicast_receiver and socket_multicast_sender, where loopbackMulticast',
  async () => {
    const { program, port } = await server('socket_multicast_receiver', ['--interface', LOOPBACK]);
    // The sender of the tutorial waits 0.2 seconds for answers, which a busy machine may need longer for.
    const args = ['--interface', LOOPBACK, '--port', port, '--timeout', '1'];
    expect(withTutorialPorts(await example('socket_multicast_sender', args).end(), port)).toBe(`\
sending b'very important data'
waiting to receive
received b'ack' from ('127.0.0.1', 10000)
waiting to receive
timed out, no more responses
closing socket
`);
    const expected = `\
starting up on 0.0.0.0 port 10000

waiting to receive message
received 19 bytes from ('127.0.0.1', 65141)
b'very important data'
sending acknowledgement to ('127.0.0.1', 65141)

waiting to receive message
`;
    expect(withTutorialPorts(await program.linesOf(expected), port)).toBe(expected);
  },
);
