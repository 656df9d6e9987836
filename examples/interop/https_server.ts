/**
 * Node's HTTPS server on a listener of berkeley. A key and a certificate for `localhost` are made by openssl, for the
 * occasion, unless files in PEM are given.
 *
 *     node out/examples/interop/https_server.js                       asks itself once, and stops
 *     node out/examples/interop/https_server.js 8443                  serves until Ctrl-C: curl -k https://localhost:8443/
 *     node out/examples/interop/https_server.js 8443 key.pem cert.pem
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { create_server } from 'berkeley/socket';

const [port, keyFile, certFile] = process.argv.slice(2);

/** A key and the certificate that it has signed itself, in one text. */
function selfSigned(): string {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '-'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '1'];
  return execFileSync('openssl', ['req', '-x509', ...key, ...subject, '-out', '-'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

const made = keyFile === undefined ? selfSigned() : undefined;
const key = made ?? readFileSync(keyFile!, 'utf8');
const cert = made ?? readFileSync(certFile!, 'utf8');

const listener = create_server(['127.0.0.1', Number(port ?? 0)]);
const [host, bound] = listener.getsockname();

const server = createServer({ key, cert }, (request, response) => {
  response.end(`you asked for ${request.url} over ${(request.socket as TLSSocket).getProtocol()}\n`);
});
listener.toNetServer(server);
console.log(`the listener is Node's: ${listener.fileno() === -1 && server.listening}`);

if (port !== undefined) {
  console.log(`https://localhost:${bound}/`);
} else {
  get({ host, port: bound, path: '/hello', servername: 'localhost', ca: cert, agent: false }, (response) => {
    console.log(`status ${response.statusCode}, trusted: ${(response.socket as TLSSocket).authorized}`);
    response.setEncoding('utf8').on('data', (text) => process.stdout.write(text));
    response.on('end', () => server.close());
  });
}
