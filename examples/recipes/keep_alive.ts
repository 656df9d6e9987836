/**
 * How long may a peer be silent before a connection is given up? Keep-alive and TCP_USER_TIMEOUT; tcp(7).
 *
 *     node out/examples/recipes/keep_alive.js
 *
 * Keep-alive asks a peer that says nothing; TCP_USER_TIMEOUT is how long sent bytes may go without an acknowledgement.
 * Without them a connection to a machine that was switched off lives for hours.
 */
import {
  create_connection,
  create_server,
  IPPROTO_TCP,
  SO_KEEPALIVE,
  SOL_SOCKET,
  TCP_KEEPCNT,
  TCP_KEEPIDLE,
  TCP_KEEPINTVL,
  TCP_USER_TIMEOUT,
} from 'berkeley/socket';

const server = create_server(['127.0.0.1', 0]);
const sock = create_connection(server.getsockname());

sock.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1);
sock.setsockopt(IPPROTO_TCP, TCP_KEEPIDLE, 30); // The first question after 30 seconds of silence,
sock.setsockopt(IPPROTO_TCP, TCP_KEEPINTVL, 5); // the next ones 5 seconds apart,
sock.setsockopt(IPPROTO_TCP, TCP_KEEPCNT, 3); // and 3 without an answer are the end.
sock.setsockopt(IPPROTO_TCP, TCP_USER_TIMEOUT, 20_000); // Milliseconds.

console.log('keep-alive:', sock.getsockopt(SOL_SOCKET, SO_KEEPALIVE) === 1);
const [idle, interval, count] = [TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT].map((o) => sock.getsockopt(IPPROTO_TCP, o));
console.log(`a silent peer is given up after ${idle} + ${count} * ${interval} seconds`);
console.log(`sent bytes may wait for ${sock.getsockopt(IPPROTO_TCP, TCP_USER_TIMEOUT) / 1000} seconds`);
sock.close();
server.close();
