import { capabilities, create_connection, type Socket } from 'berkeley/socket';
import { TCPServer, ThreadingTCPServer, UDPServer } from 'berkeley/socketserver';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runScript } from '../support/child.ts';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { own, udp } from '../support/sockets.ts';

const HANDLERS = new URL('./handlers.mjs', import.meta.url).href;
const { Commands, Echo, Greeting, Upper } = await import(HANDLERS);

function kept<S extends { server_close(): void }>(server: S): S {
  onTestFinished(() => server.server_close());
  return server;
}

/** Says a line, and gives the answer. */
function ask(sock: Socket, line: string): unknown {
  sock.sendall(Buffer.from(`${line}\n`));
  return JSON.parse(String(sock.recv(1000)));
}

function client(server: { server_address: readonly [string, number] }): Socket {
  return own(create_connection(server.server_address, 10));
}

describe.runIf(capabilities.fileDescriptors)('serveInThread', () => {
  guardFds();

  it('serves while this thread goes on, until shutdown()', async () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Commands));
    const thread = server.serveInThread({ poll_interval: null });
    const sock = client(server);
    expect(ask(sock, 'thread')).toBe(thread.threadId);
    sock.close();
    const other = client(server);
    expect(ask(other, 'server_has server_address')).toEqual(server.server_address);
    // As in Python it waits for the handler that runs.
    other.close();
    server.shutdown();
    server.shutdown();
    await thread.ended;
    // The server here is as it was, and can serve again.
    const second = server.serveInThread();
    const third = client(server);
    expect(ask(third, 'thread')).toBe(second.threadId);
    third.close();
    server.shutdown();
    await second.ended;
    server.shutdown();
  });

  it('runs a server with threads: each handler in one of its own', async () => {
    const server = kept(new ThreadingTCPServer(['127.0.0.1', 0], Commands));
    const thread = server.serveInThread();
    const socks = [client(server), client(server)];
    const threads = socks.map((sock) => ask(sock, 'thread'));
    expect(new Set([...threads, thread.threadId, 0]).size).toBe(4);
    // The loop is over at once; the handlers are not.
    server.shutdown();
    expect(socks.map((sock) => ask(sock, 'thread'))).toEqual(threads);
    for (const sock of socks) sock.close();
    server.server_close();
    await thread.ended;
  });

  it('has the methods of the server, if its class says where it is', () => {
    const server = kept(new Greeting(['127.0.0.1', 0], Echo));
    server.serveInThread();
    const sock = client(server);
    expect(String(sock.recv(100))).toBe('hello from a thread\n');
    sock.close();
  });

  it('ends when a handler shuts the server down', async () => {
    for (const Server of [TCPServer, ThreadingTCPServer]) {
      const server = kept(new Server(['127.0.0.1', 0], Commands));
      const thread = server.serveInThread();
      const sock = client(server);
      expect(ask(sock, 'ends')).toBe(null);
      sock.close();
      await thread.ended;
      server.shutdown();
    }
  });

  it('leaves nobody to listen after server_close()', () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Echo));
    server.serveInThread();
    const sock = client(server);
    sock.sendall(Buffer.from('hello'));
    expect(String(sock.recv(10))).toBe('hello');
    sock.close();
    server.server_close();
    expect(thrown(() => create_connection(server.server_address)).code).toBe('ECONNREFUSED');
  });

  it('answers messages', () => {
    const server = kept(new UDPServer(['127.0.0.1', 0], Upper));
    server.serveInThread();
    const sock = udp();
    sock.settimeout(10);
    sock.sendto(Buffer.from('hello'), server.server_address);
    expect(String(sock.recv(10))).toBe('HELLO');
  });

  it('tells of the end before its time', async () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Commands));
    const thread = server.serveInThread();
    const sock = client(server);
    sock.sendall(Buffer.from('throws_later\nexits\n'));
    await thread.ended;
    server.shutdown();

    class Lost extends Echo {
      static module = HANDLERS;
    }
    const lost = kept(new TCPServer(['127.0.0.1', 0], Lost as never)).serveInThread();
    await expect(lost.ended).rejects.toThrow('Lost: ');
  });

  it('shuts down a server that is not yet there to serve, or is gone', async () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Echo));
    const thread = server.serveInThread();
    server.shutdown();
    await thread.ended;
  });

  it('lets the process end beneath it, if asked to', async () => {
    const child = runScript(`
      import { create_connection } from 'berkeley/socket';
      import { ThreadingTCPServer } from 'berkeley/socketserver';
      const { Commands } = await import(${JSON.stringify(HANDLERS)});
      const server = new ThreadingTCPServer(['127.0.0.1', 0], Commands);
      server.serveInThread({ daemon: true });
      const sock = create_connection(server.server_address, 10);
      sock.sendall(Buffer.from('prints to be\\n'));
      console.log(String(sock.recv(10)));
    `);
    expect(await child.ended).toMatchObject({ code: 0, stdout: 'to be\nnull\n\n', stderr: '' });
  });

  it('refuses what does not fit', () => {
    class Server extends TCPServer {}
    const server = kept(new TCPServer(['127.0.0.1', 0], Echo));
    expect(thrown(() => kept(new Server(['127.0.0.1', 0], Echo)).serveInThread()).message).toMatch(/^Server: .*module/);
    expect(thrown(() => server.serveInThread('1' as never)).message).toMatch(/serveInThread.*must be a number/);
    expect(thrown(() => server.serveInThread({ deamon: true } as never)).message).toMatch(/unexpected option 'deamon'/);
    server.serveInThread();
    expect(thrown(() => server.serveInThread()).code).toBe('EALREADY');
    server.server_close();
    expect(thrown(() => server.serveInThread()).code).toBe('EBADF');
  });
});

describe.runIf(!capabilities.fileDescriptors)('serveInThread, where descriptors cannot move', () => {
  it('says so', () => {
    const server = kept(new TCPServer(['127.0.0.1', 0], Echo));
    expect(thrown(() => server.serveInThread()).code).toBe('ENOTSUP');
  });
});
