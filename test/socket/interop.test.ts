import { createHash, randomBytes } from 'node:crypto';
import { connect, createServer } from 'node:net';
import {
  AF_INET6,
  AF_UNIX,
  capabilities,
  create_connection,
  create_server,
  SHUT_WR,
  SOCK_DGRAM,
  SOCK_SEQPACKET,
  type Socket,
  socket,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { python, start } from '../support/python.ts';
import { directory, ipv6, linux, listener, own, udp } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

/** Receives to the end of the stream. */
function recvAll(sock: Socket): Buffer {
  const parts: Buffer[] = [];
  for (let part = sock.recv(65_536); part.length > 0; part = sock.recv(65_536)) parts.push(part);
  return Buffer.concat(parts);
}

const sha1 = (data: Buffer) => createHash('sha1').update(data).digest('hex');

describe.skipIf(!python)('Python as the server', () => {
  it('echoes over TCP', async () => {
    const peer = start(`
s = create_server(('127.0.0.1', 0)); print(s.getsockname()[1])
c, addr = s.accept()
print(addr[1])
while data := c.recv(1024): c.sendall(data)
c.close()
`);
    const client = own(create_connection(['127.0.0.1', Number(await peer.line())]));
    expect(Number(await peer.line())).toBe(client.getsockname()[1]);
    for (const text of ['Hello, world', 'again', 'x'.repeat(1000)]) {
      client.sendall(Buffer.from(text));
      let got = '';
      while (got.length < text.length) got += String(client.recv(1024));
      expect(got).toBe(text);
    }
    client.shutdown(SHUT_WR);
    expect(client.recv(1).length).toBe(0);
    expect((await peer.ended).code).toBe(0);
  });

  it('sends a megabyte', async () => {
    const peer = start(`
import hashlib
s = create_server(('127.0.0.1', 0)); print(s.getsockname()[1])
c, _ = s.accept()
data = os.urandom(1_000_003)
c.sendall(data); c.close(); print(hashlib.sha1(data).hexdigest())
`);
    const client = own(create_connection(['127.0.0.1', Number(await peer.line())]));
    const data = recvAll(client);
    expect([data.length, sha1(data)]).toEqual([1_000_003, await peer.line()]);
  });

  it('answers datagrams', async () => {
    const peer = start(`
s = socket(AF_INET, SOCK_DGRAM); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])
for _ in range(3):
    data, addr = s.recvfrom(4096); s.sendto(data.upper(), addr)
`);
    const address = ['127.0.0.1', Number(await peer.line())] as const;
    const sock = udp();
    for (const text of ['one', 'two', '']) {
      sock.sendto(Buffer.from(text), address);
      expect(sock.recvfrom(100)).toEqual([Buffer.from(text.toUpperCase()), address]);
    }
  });

  it.skipIf(!ipv6)('over IPv6', async () => {
    const peer = start(`
s = create_server(('::1', 0), family=AF_INET6); print(s.getsockname()[1])
c, addr = s.accept(); c.sendall(repr(addr).encode()); c.close()
`);
    const client = own(socket(AF_INET6));
    client.connect(['::1', Number(await peer.line())]);
    expect(String(recvAll(client))).toBe(`('::1', ${client.getsockname()[1]}, 0, 0)`);
  });

  it.runIf(linux && capabilities.unixDatagrams)('over a Unix path, in messages', async () => {
    const path = `${directory()}/seq`;
    const peer = start(`
s = socket(AF_UNIX, SOCK_SEQPACKET); s.bind(${JSON.stringify(path)}); s.listen(); print('ready')
c, addr = s.accept()
for text in (b'first', b'second'): c.send(text)
print(c.recv(100).decode())
`);
    await peer.line();
    const client = own(socket(AF_UNIX, SOCK_SEQPACKET));
    client.connect(path);
    expect([String(client.recv(100)), String(client.recv(100))]).toEqual(['first', 'second']);
    client.send(Buffer.from('third'));
    expect(await peer.line()).toBe('third');
  });

  it('that resets the connection is ConnectionResetError here', async () => {
    const peer = start(`
s = create_server(('127.0.0.1', 0)); print(s.getsockname()[1])
c, _ = s.accept(); c.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack('ii', 1, 0)); c.close(); print('reset')
`);
    const client = own(create_connection(['127.0.0.1', Number(await peer.line())]));
    await peer.line();
    expect(thrown(() => client.recv(1)).name).toBe('ConnectionResetError');
  });

  it('that does not answer is a time-out here', async () => {
    const peer = start(`
s = create_server(('127.0.0.1', 0)); print(s.getsockname()[1])
c, _ = s.accept(); sys.stdin.readline(); c.sendall(b'at last')
`);
    const client = own(create_connection(['127.0.0.1', Number(await peer.line())], 0.05));
    expect(thrown(() => client.recv(1)).name).toBe('TimeoutError');
    client.settimeout(10);
    peer.write('go\n');
    // The line goes out when the event loop turns; a blocking recv would hold it back.
    expect(await peer.ended).toMatchObject({ code: 0 });
    expect(String(client.recv(100))).toBe('at last');
  });
});

describe.skipIf(!python)('Python as the client', () => {
  it('is echoed over TCP', async () => {
    const server = own(create_server(['127.0.0.1', 0]));
    const peer = start(`
c = create_connection(('127.0.0.1', ${server.getsockname()[1]}))
c.sendall(b'Hello from Python')
print(c.recv(1024).decode()); c.shutdown(SHUT_WR); print(repr(c.recv(1)))
`);
    const [conn, address] = server.accept();
    own(conn);
    expect(address[0]).toBe('127.0.0.1');
    for (let data = conn.recv(1024); data.length > 0; data = conn.recv(1024)) conn.sendall(data);
    conn.close();
    expect([await peer.line(), await peer.line()]).toEqual(['Hello from Python', "b''"]);
  });

  it('receives ten megabytes', async () => {
    const server = own(create_server(['127.0.0.1', 0]));
    const peer = start(`
import hashlib
c = create_connection(('127.0.0.1', ${server.getsockname()[1]}))
h, n = hashlib.sha1(), 0
while data := c.recv(100_000): h.update(data); n += len(data)
print(n, h.hexdigest())
`);
    const conn = own(server.accept()[0]);
    const data = randomBytes(10_000_001);
    conn.sendall(data);
    conn.close();
    expect(await peer.line()).toBe(`${data.length} ${sha1(data)}`);
  });

  it.runIf(capabilities.unixDatagrams)('sends datagrams, also over a Unix path', async () => {
    const path = directory();
    const [inet, unix] = [udp(), own(socket(AF_UNIX, SOCK_DGRAM))];
    unix.bind(`${path}/server`);
    const peer = start(`
a = socket(AF_INET, SOCK_DGRAM); a.sendto(b'inet', ('127.0.0.1', ${inet.getsockname()[1]})); print(a.recv(100).decode())
b = socket(AF_UNIX, SOCK_DGRAM); b.bind('${path}/client'); b.sendto(b'unix', '${path}/server'); print(b.recv(100).decode())
`);
    const [first, from] = inet.recvfrom(100);
    inet.sendto(Buffer.from(`${first} back`), from);
    const [second, name] = unix.recvfrom(100);
    expect(name).toBe(`${path}/client`);
    unix.sendto(Buffer.from(`${second} back`), name);
    expect([await peer.line(), await peer.line()]).toEqual(['inet back', 'unix back']);
  });

  it('sees the error of a server that is not there, as we do', async () => {
    const path = `${directory()}/none`;
    const peer = start(`
try: socket(AF_UNIX).connect('${path}')
except OSError as e: print(type(e).__name__, str(e))
`);
    const error = thrown(() => own(socket(AF_UNIX)).connect(path));
    const [name, ...text] = (await peer.line()).split(' ');
    expect(error.name).toBe(name);
    expect(error.message.startsWith(text.join(' '))).toBe(true);
  });
});

describe('Node’s own sockets', () => {
  it.runIf(capabilities.fileDescriptors)('as the client of a blocking server in a thread', async () => {
    const server = listener();
    const [, port] = server.getsockname();
    const serving = inThread(({ socket: { socket } }, fd) => {
      const server = socket({ fileno: fd });
      const [conn] = server.accept();
      for (let data = conn.recv(1024); data.length > 0; data = conn.recv(1024)) conn.sendall(data);
      conn.close();
      server.close();
    }, server.detach());
    const answer = await new Promise<string>((resolve, reject) => {
      const client = connect(port, '127.0.0.1', () => client.end('hello'));
      let text = '';
      client.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      client.on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toBe('hello');
    await serving;
  });

  it('as the server of a blocking client in a thread', async () => {
    const server = createServer((conn) => conn.end('welcome'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const client = inThread(({ socket: { create_connection } }, port) => {
      const sock = create_connection(['127.0.0.1', port]);
      const parts = [];
      for (let data = sock.recv(3); data.length > 0; data = sock.recv(3)) parts.push(data);
      sock.close();
      return String(Buffer.concat(parts));
    }, port);
    expect(await client).toBe('welcome');
    await new Promise((resolve) => server.close(resolve));
  });
});
