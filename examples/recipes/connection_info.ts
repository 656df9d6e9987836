/**
 * What does the kernel know of a connection? TCP_INFO; tcp(7).
 *
 *     node out/examples/recipes/connection_info.js
 */
import { create_connection, create_server, IPPROTO_TCP, TCP_INFO, TCP_NODELAY, tcp_info } from 'berkeley/socket';

const server = create_server(['127.0.0.1', 0]);
const client = create_connection(server.getsockname());
const [conn] = server.accept();
client.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);

const message = Buffer.alloc(1000);
for (let i = 0; i < 10; i++) {
  client.sendall(message);
  for (let got = 0; got < message.length; ) got += conn.recv(message.length - got).length;
  conn.sendall(Buffer.from('.'));
  client.recv(1);
}

const info = tcp_info.unpack(client.getsockopt(IPPROTO_TCP, TCP_INFO, tcp_info.size));
console.log(`round trip: ${info.tcpi_rtt} microseconds, give or take ${info.tcpi_rttvar}`);
console.log(`congestion window: ${info.tcpi_snd_cwnd} segments of ${info.tcpi_snd_mss} bytes`);
console.log(`acknowledged: ${info.tcpi_bytes_acked} bytes, received: ${info.tcpi_bytes_received}`);
console.log(`sent again: ${info.tcpi_total_retrans} segments`);
for (const sock of [client, conn, server]) sock.close();
