import { capabilities, type Socket } from 'berkeley/promises';
import { fromfd, MSG_WAITALL, SHUT_WR, SO_SNDBUF, SOL_SOCKET } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { guardAwaited, pair, turns } from '../support/awaited.ts';
import { runScript } from '../support/child.ts';
import { hasProcFd } from '../support/fds.ts';

guardAwaited();

/** More than leave with one call. */
const MANY = 80;
/** So few that nobody looks how long the turn of the event loop has been, after which sends wait for the next one. */
const SOME = 8;

/** Where the end of a batch can be told. */
const together = it.runIf(capabilities.reactor && capabilities.uv_poll);

/**
 * Pairs of sockets, and a function that has `handle` run for the first of each in one batch of news: each has been sent a
 * byte, and waits for it.
 */
function crowd(count = MANY) {
  const pairs = Array.from({ length: count }, () => pair());
  return {
    pairs,
    async run<T>(handle: (sock: Socket, i: number) => T | Promise<T>): Promise<T[]> {
      // With news a turn of the event loop begins, and after a long one sends would wait for the next.
      await turns();
      const [sock, peer] = pair();
      await Promise.all([sock.recv(1), peer.send(Buffer.from('x'))]);
      const all = pairs.map(async ([sock], i) => {
        await sock.recv(1);
        return handle(sock, i);
      });
      for (const [, peer] of pairs) void peer.send(Buffer.from('x'));
      return Promise.all(all);
    },
  };
}

/** Everything that comes until the end of the stream. */
async function received(sock: Socket): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of sock.chunks()) parts.push(part);
  return String(Buffer.concat(parts));
}

/** Whether something is there to read. */
async function hasNews(sock: Socket): Promise<boolean> {
  return sock.recv(1, { timeout: 0 }).then(
    () => true,
    () => false,
  );
}

describe('what many handlers send at once', () => {
  // In a process of its own: Node may have rings, too.
  it.runIf(capabilities.reactor && hasProcFd)('goes by io_uring where the kernel has it', async () => {
    const program = `
      import { readdirSync, readlinkSync } from 'node:fs';
      import { capabilities, socketpair } from 'berkeley/promises';
      const isRing = (fd) => {
        try { return readlinkSync('/proc/self/fd/' + fd).includes('io_uring'); } catch { return false; }
      };
      const rings = () => readdirSync('/proc/self/fd').filter(isRing).length;
      const before = rings();
      const [a, b] = socketpair();
      await Promise.all([a.recv(1), b.send(Buffer.from('x'))]);
      console.log(rings() - before, Number(capabilities.io_uring), rings() - before);`;
    const ring = Number(capabilities.io_uring);
    expect((await runScript(program).ended).stdout).toBe(`${ring} ${ring} ${ring}\n`);
  });

  it.each([1, 64, 4096, 5000])('comes to each peer, messages of %i bytes', async (length) => {
    const { pairs, run } = crowd();
    const texts = pairs.map((_, i) => String.fromCharCode(48 + i).repeat(length));
    await run((sock, i) => sock.sendall(Buffer.from(texts[i]!, 'latin1')));
    for (const [sock] of pairs) sock.shutdown(SHUT_WR);
    expect(await Promise.all(pairs.map(([, peer]) => received(peer)))).toEqual(texts);
  });

  together('is a copy', async () => {
    const { pairs, run } = crowd(SOME);
    const shared = Buffer.alloc(2);
    await run((sock, i) => {
      shared.writeUInt16BE(i);
      return sock.sendall(shared);
    });
    const came = await Promise.all(pairs.map(([, peer]) => peer.recv(10)));
    expect(came.map((bytes) => bytes.readUInt16BE())).toEqual(pairs.map((_, i) => i));
  });

  together('is what was given, though its memory is taken away before it leaves', async () => {
    const { pairs, run } = crowd(SOME);
    const sent = await run((sock, i) => {
      const bytes = new Uint8Array(3).fill(i);
      const sending = sock.send(bytes);
      structuredClone(bytes, { transfer: [bytes.buffer] });
      return sending;
    });
    expect(sent).toEqual(pairs.map(() => 3));
    expect(await pairs[5]![1].recv(10)).toEqual(Buffer.from([5, 5, 5]));
  });

  it('is what send resolves with', async () => {
    const { run } = crowd();
    expect(await run((sock, i) => sock.send(Buffer.alloc(i)))).toEqual(Array.from({ length: MANY }, (_, i) => i));
  });

  it('keeps its order on each socket, whatever it is sent with', async () => {
    const { pairs, run } = crowd();
    await run(async (sock) => {
      await Promise.all([
        sock.sendall(Buffer.from('1')),
        sock.sendall(Buffer.from('2')),
        sock.send(Buffer.from('3')),
        sock.sendall(Buffer.from('4'.repeat(5000))),
        sock.sendall(Buffer.from('5')),
        sock.send(Buffer.from('6'), { flags: 0, timeout: 5 }),
        sock.sendall(Buffer.from('7')),
        ...(capabilities.messages ? [sock.sendmsg([Buffer.from('8')])] : []),
        sock.sendall(Buffer.from('9')),
      ]);
      sock.shutdown(SHUT_WR);
    });
    const text = `123${'4'.repeat(5000)}567${capabilities.messages ? '8' : ''}9`;
    expect(await Promise.all(pairs.map(([, peer]) => received(peer)))).toEqual(pairs.map(() => text));
  });

  const twins: [string, (sock: Socket) => Pick<Socket, 'close'> & { sendall(data: Uint8Array): unknown }][] = [
    ['dup', (sock) => sock.dup()],
    ['fromfd', (sock) => fromfd(sock.fileno(), sock.family, sock.type)],
  ];

  it.each(twins)('keeps its order on a connection that has two sockets, by %s', async (_, duplicate) => {
    const { pairs, run } = crowd(SOME);
    await run(async (sock) => {
      const twin = duplicate(sock);
      await Promise.all([
        sock.sendall(Buffer.from('1')),
        twin.sendall(Buffer.from('2'.repeat(5000))),
        sock.sendall(Buffer.from('3')),
        twin.sendall(Buffer.from('4')),
        sock.sendall(Buffer.from('5'.repeat(5000))),
      ]);
      sock.shutdown(SHUT_WR);
      twin.close();
    });
    const text = `1${'2'.repeat(5000)}34${'5'.repeat(5000)}`;
    expect(await Promise.all(pairs.map(([, peer]) => received(peer)))).toEqual(pairs.map(() => text));
  });

  const endings: [string, (sock: Socket) => void][] = [
    ['shutdown', (sock) => sock.shutdown(SHUT_WR)],
    ['close', (sock) => sock.close()],
    [
      'toDuplex',
      (sock) => {
        const duplex = sock.toDuplex();
        duplex.end(() => duplex.destroy());
      },
    ],
    [
      'transfer',
      (sock) => {
        const message = sock.transfer();
        (sock.constructor as typeof Socket).receive(message).close();
      },
    ],
  ];

  together.each(endings)('goes before %s', async (_, end) => {
    const { pairs, run } = crowd(SOME);
    const sent: Promise<unknown>[] = [];
    await run((sock) => {
      sent.push(sock.sendall(Buffer.from('the last')));
      end(sock);
    });
    await Promise.all(sent);
    expect(await Promise.all(pairs.map(([, peer]) => received(peer)))).toEqual(pairs.map(() => 'the last'));
  });

  const looks: [string, (sock: Socket) => unknown][] = [
    ['getsockopt', (sock) => sock.getsockopt(SOL_SOCKET, SO_SNDBUF)],
    ['setsockopt', (sock) => sock.setsockopt(SOL_SOCKET, SO_SNDBUF, 65536)],
    ['fileno', (sock) => sock.fileno()],
    ['dup', (sock) => sock.dup().close()],
  ];

  together.each(looks)('goes before %s', async (_, look) => {
    const { pairs, run } = crowd(SOME);
    await run((sock, i) => {
      void sock.sendall(Buffer.from('!'));
      look(sock);
      return hasNews(pairs[i]![1]);
    }).then((all) => expect(all).toEqual(pairs.map(() => true)));
  });

  together('leaves together, and a few leave at once', async () => {
    const at = async (count: number) => {
      const { pairs, run } = crowd(count);
      const before: boolean[] = [];
      await run(async (sock, i) => {
        const sending = sock.sendall(Buffer.from('!'));
        before.push(await hasNews(pairs[i]![1]));
        await sending;
      });
      return before[0];
    };
    expect([await at(1), await at(SOME)]).toEqual([true, false]);
  });

  it('fails for those alone whose peer is gone', async () => {
    const { pairs, run } = crowd();
    const results = run(async (sock, i) => {
      if (i % 2 === 1) pairs[i]![1].close();
      const sending = i % 3 === 0 ? sock.send(Buffer.from('!')) : sock.sendall(Buffer.from('!'));
      return sending.then(
        () => 'sent',
        (error: NodeJS.ErrnoException) => `${error.code} ${error.syscall}`,
      );
    });
    expect(await results).toEqual(pairs.map((_, i) => (i % 2 === 1 ? 'EPIPE send' : 'sent')));
  });

  it('waits for room where there is none, and the others go', async () => {
    const { pairs, run } = crowd(SOME);
    const [full, reader] = pairs[3]!;
    let held = 0;
    const isSent = (count: number) =>
      full.send(Buffer.alloc(count), { timeout: 0 }).then(
        (sent) => {
          held += sent;
          return true;
        },
        () => false,
      );
    while (await isSent(4000));
    let left = pairs.length;
    const done = run(async (sock, i) => {
      await Promise.all([sock.sendall(Buffer.alloc(4090, 's')), sock.sendall(Buffer.from('behind'))]);
      left--;
      return i;
    });
    await Promise.all(pairs.filter((_, i) => i !== 3).map(([, peer]) => peer.recv(4096, MSG_WAITALL)));
    expect(left).toBe(1);
    let came = 0;
    const bytes = Buffer.alloc(65536);
    let end = '';
    while (came < held + 4096) {
      const length = await reader.recv_into(bytes);
      came += length;
      end = (end + bytes.toString('latin1', 0, length)).slice(-10);
    }
    expect(end).toBe('ssssbehind');
    expect(came).toBe(held + 4096);
    expect((await done).length).toBe(SOME);
  });

  it('rejects on a socket that does not wait where there is no room', async () => {
    const { pairs, run } = crowd(SOME);
    const [full] = pairs[0]!;
    full.setblocking(false);
    while (
      await full.send(Buffer.alloc(4000)).then(
        () => true,
        () => false,
      )
    );
    full.settimeout(null);
    const results = await run(async (sock, i) => {
      if (i === 0) sock.setblocking(false);
      return sock.sendall(Buffer.alloc(4096)).then(
        () => 'sent',
        (error: Error) => error.name,
      );
    });
    expect(results).toEqual(pairs.map((_, i) => (i === 0 ? 'BlockingIOError' : 'sent')));
  });

  together('goes before the process ends', async () => {
    const program = `
      import { fromfd } from 'berkeley/socket';
      import { socketpair } from 'berkeley/promises';
      const pairs = Array.from({ length: ${SOME} }, () => socketpair());
      let left = pairs.length;
      for (const [sock, peer] of pairs) {
        sock.recv(1).then(() => {
          sock.sendall(Buffer.from('the last'));
          if (--left > 0) return;
          process.on('exit', () => console.log(String(fromfd(peer.detach(), peer.family, peer.type).recv(100))));
          process.exit();
        });
        peer.send(Buffer.from('x'));
      }`;
    expect(await runScript(program).ended).toEqual({ code: 0, signal: null, stdout: 'the last\n', stderr: '' });
  });

  together.each([false, true])('goes when it is sent while the process ends, after others: %s', async (hasSent) => {
    const program = `
      import { fromfd } from 'berkeley/socket';
      import { socketpair } from 'berkeley/promises';
      const pairs = Array.from({ length: ${SOME} }, () => socketpair());
      let left = pairs.length;
      for (const [sock, peer] of pairs) {
        sock.recv(1).then(() => {
          ${hasSent ? "sock.sendall(Buffer.from('one, '));" : ''}
          if (--left > 0) return;
          process.on('exit', () => {
            for (const [sock] of pairs) sock.sendall(Buffer.from('the last'));
            const last = fromfd(peer.detach(), peer.family, peer.type);
            last.settimeout(10);
            let text = '';
            while (!text.endsWith('last')) text += last.recv(100);
            console.log(text);
            last.close();
          });
          process.exit();
        });
        peer.send(Buffer.from('x'));
      }`;
    const stdout = `${hasSent ? 'one, ' : ''}the last\n`;
    expect(await runScript(program).ended).toEqual({ code: 0, signal: null, stdout, stderr: '' });
  });
});
