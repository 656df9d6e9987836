import { create_connection, IPPROTO_TCP, TCP_NODELAY } from 'berkeley/socket';
import { check, nextRequest, port, request, runBlocking } from './client.ts';

const sock = create_connection(['127.0.0.1', port]);
sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
const reply = Buffer.alloc(request.length);

runBlocking(() => {
  sock.sendall(nextRequest());
  let received = sock.recv_into(reply);
  while (received < reply.length) {
    const length = sock.recv_into(reply.subarray(received));
    if (length === 0) throw new Error('the server closed the connection');
    received += length;
  }
  check(reply);
});
