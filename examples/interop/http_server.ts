/**
 * Node's HTTP server on a listener of berkeley, with an option that `server.listen()` does not have.
 *
 *     node out/examples/interop/http_server.js          asks itself once, and stops
 *     node out/examples/interop/http_server.js 8080     serves until Ctrl-C: curl http://127.0.0.1:8080/; 0 finds a free port
 */
import { createServer, get } from 'node:http';
import { AF_INET, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket, TCP_DEFER_ACCEPT } from 'berkeley/socket';

const [port] = process.argv.slice(2);

const listener = socket(AF_INET, SOCK_STREAM);
listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
// Connections wait in the kernel until their request is there. Only Linux has it.
if (TCP_DEFER_ACCEPT !== undefined) listener.setsockopt(IPPROTO_TCP, TCP_DEFER_ACCEPT, 1);
listener.bind(['127.0.0.1', Number(port ?? 0)]);
const [host, bound] = listener.getsockname();

const server = createServer((request, response) => response.end(`you asked for ${request.url}\n`));
listener.toNetServer(server);
console.log(`the listener is Node's: ${listener.fileno() === -1 && server.listening}`);

if (port !== undefined) {
  console.log(`http://${host}:${bound}/`);
} else {
  get({ host, port: bound, path: '/hello', agent: false }, (response) => {
    console.log(`status ${response.statusCode}`);
    response.setEncoding('utf8').on('data', (text) => process.stdout.write(text));
    response.on('end', () => server.close());
  });
}
