import { fstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { create_server, fromfd, type Socket, socket } from 'berkeley/promises';
import { capabilities, dup } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { guardAwaited, own, rejection, turns } from '../support/awaited.ts';

guardAwaited();

/** The inodes of all that the epolls of this process watch. */
function watched(): number[] {
  const epolls = readdirSync('/proc/self/fd').filter((fd) => linkOf(fd) === 'anon_inode:[eventpoll]');
  const lines = epolls.flatMap((fd) => readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1').split('\n'));
  return lines.flatMap((line) =>
    (/^tfd:.* ino:([0-9a-f]+)/.exec(line)?.slice(1) ?? []).map((ino) => parseInt(ino, 16)),
  );
}

/** What a descriptor of this process is; nothing if it is not open any more. */
function linkOf(fd: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** A connection that was accepted and is waited for, and its other end. */
async function waiting(): Promise<[conn: Socket, client: Socket, wait: Promise<Error>]> {
  const server = own(await create_server(['127.0.0.1', 0]));
  const client = own(socket());
  await client.connect(server.getsockname());
  const [conn] = await server.accept();
  const wait = rejection(own(conn).recv(10));
  await turns(1);
  return [conn, client, wait];
}

/** Ways to another descriptor of the same connection. */
const duplicates: [name: string, make: (conn: Socket) => Socket][] = [
  ['dup()', (conn) => conn.dup()],
  ['fromfd() of its number', (conn) => fromfd(conn.fileno(), conn.family, conn.type)],
  ['socket.dup() of its number', (conn) => socket({ fileno: dup(conn.fileno()) })],
];

describe.runIf(process.platform === 'linux' && capabilities.reactor)(
  'a connection that was accepted (on Linux)',
  () => {
    it('is watched no more when it is closed, though nobody has asked for its number', async () => {
      const before = new Set(watched());
      const [conn, client, wait] = await waiting();
      const during = watched().filter((one) => !before.has(one));
      conn.close();
      expect(during.length).toBeGreaterThan(0);
      expect(await wait).toMatchObject({ code: 'ECANCELED' });
      expect(await client.recv(1)).toHaveLength(0);
      client.close();
      expect(watched().filter((one) => during.includes(one))).toEqual([]);
    });

    it.each(duplicates)('is watched no more when it is closed, though %s has another', async (_name, make) => {
      const [conn, client, wait] = await waiting();
      const twin = own(make(conn));
      const { ino } = fstatSync(twin.fileno());
      expect(watched()).toContain(ino);
      conn.close();
      expect(await wait).toMatchObject({ code: 'ECANCELED' });
      expect(watched()).not.toContain(ino);
      // The duplicate is a socket like any other.
      const received = twin.recv(10);
      await client.sendall(Buffer.from('for it'));
      expect(String(await received)).toBe('for it');
      expect(watched()).toContain(ino);
    });

    it('is watched no more when it was given away', async () => {
      const [conn, client, wait] = await waiting();
      const fd = conn.detach();
      const { ino } = fstatSync(fd);
      expect(await wait).toMatchObject({ code: 'ECANCELED' });
      expect(watched()).not.toContain(ino);
      const twin = own(socket({ fileno: fd }));
      await client.sendall(Buffer.from('for it'));
      expect(String(await twin.recv(10))).toBe('for it');
    });
  },
);
