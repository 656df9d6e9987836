import { AF_UNIX, capabilities, create_connection, SOCK_STREAM, type Socket, socket } from 'berkeley/promises';
import { describe, expect, it } from 'vitest';
import { guardAwaited, own, rejection, turns } from '../support/awaited.ts';
import { python, start } from '../support/python.ts';
import { directory } from '../support/sockets.ts';

guardAwaited();

function listener(backlog?: number): Socket {
  const made = own(socket(AF_UNIX, SOCK_STREAM));
  made.bind(`${directory()}/s`);
  made.listen(backlog);
  return made;
}

describe.skipIf(!capabilities.unixSockets)('a Unix stream', () => {
  it('connects by a path', async () => {
    const server = listener();
    const client = own(socket(AF_UNIX, SOCK_STREAM));
    await client.connect(server.getsockname());
    const [conn, address] = await server.accept();
    own(conn);
    expect(address).toBe('');
    await conn.sendall(Buffer.from('path'));
    expect(String(await client.recv(10))).toBe('path');
    expect((await rejection(own(socket(AF_UNIX)).connect(`${server.getsockname()}x`))).name).toBe('FileNotFoundError');
    expect((await rejection(create_connection([server.getsockname(), 1] as never))).name).toBe('gaierror');
  });

  it.runIf(capabilities.backlog)('waits for room in a listener’s queue, though nothing tells of it', async () => {
    const server = listener(0);
    const clients = Array.from({ length: 5 }, () => own(socket(AF_UNIX, SOCK_STREAM)));
    let connected = 0;
    const all = clients.map(async (client) => {
      await client.connect(server.getsockname());
      connected++;
    });
    await turns();
    expect(connected).toBeLessThan(5);
    for (const _ of clients) own((await server.accept())[0]);
    await Promise.all(all);
  });

  it.skipIf(!python)('gives all that came before, with and after descriptors, where python', async () => {
    const server = listener();
    const peer = start(`
s = socket(AF_UNIX, SOCK_STREAM)
s.connect(${JSON.stringify(server.getsockname())})
for i in range(5):
    s.recv(1)
    s.sendmsg([b'before'])
    s.sendmsg([b'with'], [(SOL_SOCKET, SCM_RIGHTS, struct.pack('i', 0))])
    s.sendmsg([b'after'])
s.recv(1)`);
    const [conn] = await server.accept();
    own(conn);
    for (let i = 0; i < 5; i++) {
      const receiving = (async () => {
        let text = '';
        while (text.length < 15) text += await conn.recv(100);
        return text;
      })();
      await conn.sendall(Buffer.from('x'));
      expect(await receiving).toBe('beforewithafter');
    }
    await conn.sendall(Buffer.from('x'));
    expect((await peer.ended).code).toBe(0);
  });
});
