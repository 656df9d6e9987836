/**
 * A connection over several paths at once: Multipath TCP; RFC 8684.
 *
 *     node out/examples/recipes/multipath.js
 *
 * Only the protocol of the socket differs. With a peer that speaks TCP alone it is TCP.
 */
import {
  AF_INET,
  IPPROTO_MPTCP,
  IPPROTO_TCP,
  MPTCP_INFO,
  mptcp_info,
  OSError,
  SOCK_STREAM,
  SOL_MPTCP,
  type Socket,
  socket,
} from 'berkeley/socket';

/** A socket for MPTCP where the kernel has it (net.mptcp.enabled), else for TCP. */
function streamSocket(): Socket {
  try {
    return socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP);
  } catch (error) {
    if (!(error instanceof OSError)) throw error;
    console.log('no MPTCP here:', error.code);
    return socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  }
}

/** How many paths there are beside the first; nothing for a connection that is plain TCP. */
function extraPaths(sock: Socket): number | undefined {
  try {
    return mptcp_info.unpack(sock.getsockopt(SOL_MPTCP, MPTCP_INFO, mptcp_info.size)).mptcpi_subflows;
  } catch (error) {
    if (!(error instanceof OSError)) throw error;
    return undefined;
  }
}

const server = streamSocket();
server.bind(['127.0.0.1', 0]);
server.listen();

for (const [name, client] of Object.entries({ MPTCP: streamSocket(), TCP: socket(AF_INET, SOCK_STREAM) })) {
  client.connect(server.getsockname());
  const [conn] = server.accept();
  conn.sendall(Buffer.from('hello'));
  const extra = extraPaths(client);
  console.log(`${name} client: ${client.recv(100)}, ${extra === undefined ? 'over TCP' : `${extra} more paths`}`);
  client.close();
  conn.close();
}
server.close();
