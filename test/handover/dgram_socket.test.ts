import { Socket as DgramSocket } from 'node:dgram';
import { once } from 'node:events';
import { AF_INET, AF_INET6, AF_UNIX, capabilities, OSError, SOCK_DGRAM, Socket, socket } from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runScript } from '../support/child.ts';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { ipv6, kernelBlocks, own, tcpPair, udp } from '../support/sockets.ts';

guardFds();

/** Closes Node's socket with the test. */
function kept(made: DgramSocket): DgramSocket {
  onTestFinished(() => new Promise<void>((resolve) => void made.close(resolve)));
  return made;
}

/** Resolves when the datagram is on its way. */
function send(node: DgramSocket, text: string, [host, port]: readonly [host: string, port: number]): Promise<unknown> {
  return new Promise((resolve) => node.send(text, port, host, resolve));
}

describe.runIf(capabilities.fileDescriptors)('toDgramSocket', () => {
  it.each([['IPv4', AF_INET, true] as const, ['IPv6', AF_INET6, ipv6] as const])(
    'makes a datagram socket of %s one of Node',
    async (_name, family, there) => {
      if (!there) return;
      const [ours, peer] = [udp(family), udp(family)];
      const [host, port] = ours.getsockname();
      const node = kept(ours.toDgramSocket());
      expect(node).toBeInstanceOf(DgramSocket);
      expect(ours.fileno()).toBe(-1);
      expect(node.address()).toMatchObject({ address: host, port });
      peer.sendto(Buffer.from('to Node'), [host, port]);
      const [data, from] = await once(node, 'message');
      expect([String(data), from.port]).toEqual(['to Node', peer.getsockname()[1]]);
      await send(node, '', [from.address, from.port]);
      await send(node, 'from Node', [from.address, from.port]);
      expect([String(peer.recv(100)), String(peer.recv(100))]).toEqual(['', 'from Node']);
    },
  );

  it('takes one without a name, which the first send() gives it', async () => {
    const peer = udp();
    const node = kept(socket(AF_INET, SOCK_DGRAM).toDgramSocket());
    await send(node, 'hello', peer.getsockname());
    expect(String(peer.recv(100))).toBe('hello');
  });

  it('hands on a signal', async () => {
    const abort = new AbortController();
    const node = udp().toDgramSocket({ signal: abort.signal });
    const closed = once(node, 'close');
    abort.abort();
    await closed;
  });

  it('takes descriptor 0, as inetd gives it', async () => {
    const peer = udp();
    const child = runScript(`
      import { closeSync } from 'node:fs';
      import { AF_INET, dup, SOCK_DGRAM, Socket, socket } from 'berkeley/socket';
      closeSync(0);
      const sock = socket(AF_INET, SOCK_DGRAM);
      const first = sock.fileno();
      sock.bind(['127.0.0.1', 0]);
      const [, port] = sock.getsockname();
      const node = sock.toDgramSocket();
      console.log(first, sock.fileno(), node.address().port === port);
      node.on('message', (data) => { console.log(String(data)); node.close(); });
      console.log(port);
    `);
    expect(await child.line()).toBe('0 -1 true');
    peer.sendto(Buffer.from('for zero'), ['127.0.0.1', Number(await child.line())]);
    expect(await child.line()).toBe('for zero');
    expect((await child.ended).code).toBe(0);
  });
});

describe.runIf(capabilities.fileDescriptors)('toDgramSocket leaves the socket as it was', () => {
  const connected = () => {
    const [sock, peer] = [udp(), udp()];
    sock.connect(peer.getsockname());
    return sock;
  };
  const refused: [what: string, make: () => Socket, code: string][] = [
    ['of TCP', () => tcpPair()[0], 'EPROTOTYPE'],
    ['of Unix datagrams', () => own(socket(AF_UNIX, SOCK_DGRAM)), 'EPROTOTYPE'],
    ['that is connected', connected, 'EISCONN'],
  ];

  it.each(refused)('%s', (_what, make, code) => {
    const sock = make();
    const fd = sock.fileno();
    const error = thrown(() => sock.toDgramSocket());
    expect(error).toBeInstanceOf(OSError);
    expect([error.code, error.syscall]).toEqual([code, 'toDgramSocket']);
    expect([sock.fileno(), kernelBlocks(sock)]).toEqual([fd, true]);
  });

  it('that is closed', () => {
    const sock = socket(AF_INET, SOCK_DGRAM);
    sock.close();
    expect(thrown(() => sock.toDgramSocket()).code).toBe('EBADF');
  });

  it('whose number Node has a handle of', () => {
    const sock = udp();
    const fd = sock.fileno();
    kept(sock.toDgramSocket());
    const second = new Socket({ fileno: fd });
    expect(thrown(() => second.toDgramSocket())).toMatchObject({ code: 'EEXIST', syscall: 'toDgramSocket' });
    expect(second.detach()).toBe(fd);
  });

  it('for arguments that are wrong', () => {
    const sock = udp();
    const fd = sock.fileno();
    const wrong: [unknown, RegExp][] = [
      [{ type: 'udp4' }, /unexpected option 'type'/],
      [{ signal: 1 }, /argument 'signal' must be an AbortSignal/],
      [{ signal: AbortSignal.abort(new Error('too late')) }, /too late/],
      [{ lookup: 5 }, /lookup/],
    ];
    for (const [options, words] of wrong) expect(() => sock.toDgramSocket(options as never)).toThrow(words);
    expect([sock.fileno(), kernelBlocks(sock)]).toEqual([fd, true]);
  });
});
