import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer as createHttpServer, get } from 'node:http';
import { createServer as createHttpsServer, get as getSecurely } from 'node:https';
import { connect, createServer, type Socket as NetSocket, Server } from 'node:net';
import { connect as connectSecurely, createServer as createTlsServer } from 'node:tls';
import {
  AF_UNIX,
  capabilities,
  create_server,
  OSError,
  SO_REUSEADDR,
  SOCK_SEQPACKET,
  SOL_SOCKET,
  type Socket,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { selfSigned } from '../support/certificate.ts';
import { runScript } from '../support/child.ts';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { directory, kernelBlocks, linux, listener, own, tcpPair, udp } from '../support/sockets.ts';

guardFds();

/** Closes a server with the test. */
function kept<T extends Server>(server: T): T {
  onTestFinished(async () => {
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  });
  return server;
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += part;
  return text;
}

const bound = () => own(create_server(['127.0.0.1', 0]));

describe.runIf(capabilities.fileDescriptors)('toNetServer', () => {
  it('makes a listener a server of Node, with the connections that wait in it', async () => {
    const listening = bound();
    const address = listening.getsockname();
    const early = own(socket());
    early.connect(address);
    const server = kept(listening.toNetServer());
    expect(server).toBeInstanceOf(Server);
    expect([server.listening, listening.fileno()]).toEqual([true, -1]);
    expect(server.address()).toEqual({ address: '127.0.0.1', family: 'IPv4', port: address[1] });
    server.on('connection', (conn) => conn.end(`for ${conn.remotePort}`));
    const events = once(server, 'listening');
    const late = connect(address[1], address[0]);
    await once(late, 'connect');
    const port = late.localPort;
    expect(await text(late)).toBe(`for ${port}`);
    expect(String(early.recv(100))).toBe(`for ${early.getsockname()[1]}`);
    early.close();
    await events;
  });

  it('lets one listen that is only bound, and one of a Unix path, which stays', async () => {
    const path = `${directory()}/server`;
    const unix = own(socket(AF_UNIX));
    unix.bind(path);
    const server = unix.toNetServer({ backlog: 3, allowHalfOpen: true });
    server.on('connection', (conn) => conn.end('over a path'));
    expect(await text(connect(path))).toBe('over a path');
    await new Promise((resolve) => server.close(resolve));
    expect(existsSync(path)).toBe(true);

    const tcp = own(socket());
    tcp.bind(['127.0.0.1', 0]);
    const [, port] = tcp.getsockname();
    kept(tcp.toNetServer()).on('connection', (conn) => conn.end('over TCP'));
    expect(await text(connect(port, '127.0.0.1'))).toBe('over TCP');
  });

  it('serves HTTP', async () => {
    const server = kept(
      bound().toNetServer(createHttpServer((request, answer) => answer.end(`you want ${request.url}`))),
    );
    const { port } = server.address() as { port: number };
    const [answer] = await once(get({ port, host: '127.0.0.1', path: '/this', agent: false }), 'response');
    expect([answer.statusCode, await text(answer)]).toEqual([200, 'you want /this']);
  });

  it('serves TLS and HTTPS', async () => {
    const identity = selfSigned();
    const trust = { ca: identity.cert, host: '127.0.0.1', servername: 'localhost' };
    const tls = kept(bound().toNetServer(createTlsServer(identity, (conn) => conn.end('secret'))));
    const client = connectSecurely({ ...trust, port: (tls.address() as { port: number }).port });
    expect([await text(client), client.authorized]).toEqual(['secret', true]);

    const https = kept(bound().toNetServer(createHttpsServer(identity, (_request, answer) => answer.end('page'))));
    const { port } = https.address() as { port: number };
    const [answer] = await once(getSecurely({ ...trust, port, agent: false }), 'response');
    expect(await text(answer)).toBe('page');
  });
});

describe.runIf(capabilities.fileDescriptors)('toNetServer leaves the socket as it was', () => {
  const refused: [what: string, make: () => Socket, code: string, syscall: string][] = [
    ['of UDP', () => udp(), 'EPROTOTYPE', 'toNetServer'],
    ['that is connected', () => tcpPair()[0], 'EINVAL', 'listen'],
    ['of a Unix pair', () => own(socketpair())[0]!, 'EINVAL', 'listen'],
    ['of a Unix socket without a name', () => own(socket(AF_UNIX)), 'EINVAL', 'listen'],
  ];
  if (linux) refused.push(['of messages', () => own(socket(AF_UNIX, SOCK_SEQPACKET)), 'EPROTOTYPE', 'toNetServer']);

  it.each(refused)('%s', (_what, make, code, syscall) => {
    const sock = make();
    const fd = sock.fileno();
    const error = thrown(() => sock.toNetServer());
    expect(error).toBeInstanceOf(OSError);
    expect([error.code, error.syscall]).toEqual([code, syscall]);
    expect([sock.fileno(), kernelBlocks(sock)]).toEqual([fd, true]);
  });

  it('that is closed', () => {
    const sock = socket();
    sock.close();
    expect(thrown(() => sock.toNetServer()).code).toBe('EBADF');
  });

  it('for a server that listens already, and for what is none', async () => {
    const busy = kept(createServer().listen(0, '127.0.0.1'));
    await once(busy, 'listening');
    const sock = listener();
    expect(() => sock.toNetServer(busy)).toThrow(/argument 'server' listens already/);
    for (const wrong of [5, 'server', () => {}, sock]) {
      expect(() => sock.toNetServer(wrong as never)).toThrow(/argument 'server' must be a net\.Server/);
    }
    expect(() => sock.toNetServer({ backlog: 0 })).toThrow(/argument 'backlog' must be from 1/);
    expect(() => sock.toNetServer(createServer(), { backlog: 1.5 })).toThrow(/argument 'backlog' must be an integer/);
    expect(sock.getsockopt(SOL_SOCKET, SO_REUSEADDR)).toBe(0);
  });

  it('whose number Node has a handle of', async () => {
    const sock = listener();
    const fd = sock.fileno();
    kept(sock.toNetServer());
    const second = socket({ fileno: fd });
    const event = createServer();
    const told = once(event, 'error');
    expect(thrown(() => second.toNetServer(event))).toMatchObject({ code: 'EEXIST', syscall: 'toNetServer' });
    expect((await told)[0].code).toBe('EEXIST');
    expect(second.detach()).toBe(fd);
  });

  it('in a worker of node:cluster, where Node would listen on another', async () => {
    // This is how a process knows that it is one.
    const child = runScript(
      `
      import { create_server } from 'berkeley/socket';
      const server = create_server(['127.0.0.1', 0]);
      try { server.toNetServer(); } catch (error) { console.log(error.code, server.fileno() >= 0); }
    `,
      [],
      { NODE_UNIQUE_ID: '1' },
    );
    expect(await child.line()).toBe('ENOTSUP true');
    expect((await child.ended).code).toBe(0);
  });
});

it.runIf(capabilities.fileDescriptors)('closing the server leaves its connections alone', async () => {
  const server = kept(bound().toNetServer());
  const { port } = server.address() as { port: number };
  const client = connect(port, '127.0.0.1');
  const [conn] = (await once(server, 'connection')) as [NetSocket];
  const closed = new Promise((resolve) => server.close(resolve));
  client.end('still');
  expect(await text(conn)).toBe('still');
  client.resume();
  await closed;
});
