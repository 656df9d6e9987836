/**
 * Data in the first packet of a connection: TCP Fast Open; RFC 7413, tcp(7).
 *
 *     node out/examples/recipes/fast_open.js
 *
 * A client gets a cookie with its first connection, and sends data along with the SYN of the next ones. The server must be
 * allowed to: net.ipv4.tcp_fastopen = 3. Where it is not, the data follows the handshake as ever.
 */
import {
  AF_INET,
  create_server,
  IPPROTO_TCP,
  MSG_FASTOPEN,
  SOCK_STREAM,
  socket,
  TCP_FASTOPEN,
  TCP_INFO,
  TCPI_OPT_SYN_DATA,
  tcp_info,
} from 'berkeley/socket';

const server = create_server(['127.0.0.1', 0]);
server.setsockopt(IPPROTO_TCP, TCP_FASTOPEN, 16); // How many connections may be half-way.

for (const request of ['first', 'second']) {
  const client = socket(AF_INET, SOCK_STREAM);
  // In place of connect(): the address goes with the data.
  client.sendto(Buffer.from(request), MSG_FASTOPEN, server.getsockname());
  const [conn] = server.accept();
  console.log('received:', conn.recv(100).toString());
  conn.sendall(Buffer.from('ok'));
  client.recv(100);
  const { tcpi_options } = tcp_info.unpack(client.getsockopt(IPPROTO_TCP, TCP_INFO, tcp_info.size));
  console.log('  with the SYN:', (tcpi_options & TCPI_OPT_SYN_DATA) !== 0);
  client.close();
  conn.close();
}
server.close();
