import { create_connection, IPPROTO_TCP, TCP_NODELAY } from 'berkeley/socket';
import { check, nextRequest, port, request, runBlocking } from './client.ts';

const sock = create_connection(['127.0.0.1', port]);
sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);

runBlocking(() => {
  sock.sendall(nextRequest());
  let reply = sock.recv(65536);
  while (reply.length < request.length) {
    const more = sock.recv(65536);
    if (more.length === 0) throw new Error('the server closed the connection');
    reply = Buffer.concat([reply, more]);
  }
  check(reply);
});
