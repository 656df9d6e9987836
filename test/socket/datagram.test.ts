import {
  AF_INET,
  AF_UNIX,
  capabilities,
  MSG_PEEK,
  MSG_TRUNC,
  SO_BROADCAST,
  SOCK_DGRAM,
  SOL_SOCKET,
  type Socket,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { directory, linux, own, udp } from '../support/sockets.ts';

guardFds();

describe('datagrams', () => {
  it('go with both signatures of sendto, and come with their sender', () => {
    const [a, b] = [udp(), udp()];
    const there = b.getsockname();
    expect(a.sendto(Buffer.from('two'), there)).toBe(3);
    expect(a.sendto(Buffer.from('three'), 0, there)).toBe(5);
    expect(b.recvfrom(100)).toEqual([Buffer.from('two'), a.getsockname()]);
    expect(b.recvfrom(100, 0)).toEqual([Buffer.from('three'), a.getsockname()]);
  });

  it('come from the one who sent them', () => {
    const [a, b, c] = [udp(), udp(), udp()];
    a.sendto(Buffer.from('a'), c.getsockname());
    b.sendto(Buffer.from('b'), c.getsockname());
    const [[first, from], [second, then]] = [c.recvfrom(9), c.recvfrom(9)];
    expect([String(first), from, String(second), then]).toEqual(['a', a.getsockname(), 'b', b.getsockname()]);
    // The address of an earlier datagram stays what it was.
    expect(from).toEqual(a.getsockname());
  });

  it('may be empty: that is no end', () => {
    const [a, b] = [udp(), udp()];
    expect(a.sendto(Buffer.alloc(0), b.getsockname())).toBe(0);
    a.sendto(new Uint8Array([1]), b.getsockname());
    expect(b.recvfrom(10)).toEqual([Buffer.alloc(0), a.getsockname()]);
    expect(b.recv(10)).toEqual(Buffer.from([1]));
  });

  it.each([0, 1, 3, 1024, 1500])('that are longer than the %i bytes asked for lose the rest', (size) => {
    const [a, b] = [udp(), udp()];
    const message = Buffer.alloc(2000, 'abc');
    a.sendto(message, b.getsockname());
    a.sendto(Buffer.from('next'), b.getsockname());
    expect(b.recvfrom(size)[0]).toEqual(message.subarray(0, size));
    expect(String(b.recv(100))).toBe('next');
  });

  it.runIf(linux)('tell their length with MSG_TRUNC, without a byte that is not there', () => {
    const [a, b] = [udp(), udp()];
    a.sendto(Buffer.from('abcdefgh'), b.getsockname());
    const into = Buffer.alloc(4);
    expect(b.recv_into(into, 0, MSG_PEEK | MSG_TRUNC)).toBe(8);
    expect(String(into)).toBe('abcd');
    expect(b.recvfrom_into(into, 0, MSG_PEEK | MSG_TRUNC)[0]).toBe(8);
    expect(String(b.recv(100))).toBe('abcdefgh');
    // Python gives 8 bytes too, of which 4 are old memory. Ours must not be what another call received.
    a.sendto(Buffer.alloc(2000, 'S'), b.getsockname());
    expect(b.recv(1000, MSG_PEEK).length).toBe(1000);
    expect(b.recv(2000).length).toBe(2000);
    for (const size of [4, 1024, 1500]) {
      a.sendto(Buffer.alloc(2000, 'a'), b.getsockname());
      for (const data of [b.recv(size, MSG_PEEK | MSG_TRUNC), b.recvfrom(size, MSG_TRUNC)[0]]) {
        expect(data.subarray(0, size).every((byte) => byte === 97)).toBe(true);
        expect(data.subarray(size).every((byte) => byte === 0)).toBe(true);
      }
    }
  });

  it('of the largest size go whole', () => {
    const [a, b] = [udp(), udp()];
    const message = Buffer.alloc(65_507, 'x');
    expect(a.sendto(message, b.getsockname())).toBe(65_507);
    expect(b.recvfrom(65_536)[0].equals(message)).toBe(true);
    const error = thrown(() => a.sendto(Buffer.alloc(65_508), b.getsockname()));
    expect(error).toMatchObject({ name: 'OSError', code: 'EMSGSIZE', syscall: 'sendto' });
  });

  it('of a socket without a name give it one', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    expect(sock.getsockname()).toEqual(['0.0.0.0', 0]);
    sock.sendto(Buffer.from('x'), udp().getsockname());
    expect(sock.getsockname()[1]).toBeGreaterThan(0);
  });

  it('to a name go to its address', () => {
    const [a, b] = [udp(), udp()];
    a.sendto(Buffer.from('x'), ['localhost', b.getsockname()[1]]);
    a.sendto(Buffer.from('y'), [Buffer.from('127.0.0.1'), b.getsockname()[1]]);
    expect(String(b.recv(9)) + String(b.recv(9))).toBe('xy');
  });

  it('to a broadcast address need SO_BROADCAST', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    expect(thrown(() => sock.connect(['<broadcast>', 9]))).toMatchObject({ name: 'PermissionError', code: 'EACCES' });
    sock.setsockopt(SOL_SOCKET, SO_BROADCAST, 1);
    sock.connect(['<broadcast>', 9]);
    expect(sock.getpeername()).toEqual(['255.255.255.255', 9]);
  });
});

describe('a connected datagram socket', () => {
  it('sends with send, and hears its peer alone', () => {
    const [a, b, stranger] = [udp(), udp(), udp()];
    a.connect(b.getsockname());
    expect(a.getpeername()).toEqual(b.getsockname());
    expect(a.send(Buffer.from('one'))).toBe(3);
    a.sendall(Buffer.from('two'));
    expect(b.recvfrom(9)).toEqual([Buffer.from('one'), a.getsockname()]);
    expect(String(b.recv(9))).toBe('two');
    stranger.sendto(Buffer.from('stranger'), a.getsockname());
    b.sendto(Buffer.from('peer'), a.getsockname());
    expect(a.recvfrom(99)).toEqual([Buffer.from('peer'), b.getsockname()]);
  });

  it('hears that nobody is there', () => {
    const [a, b] = [udp(), udp()];
    a.connect(b.getsockname());
    b.close();
    a.send(Buffer.from('x'));
    expect(thrown(() => a.recv(9))).toMatchObject({ name: 'ConnectionRefusedError', code: 'ECONNREFUSED' });
  });

  it('can be connected to another', () => {
    const [a, b, c] = [udp(), udp(), udp()];
    a.connect(b.getsockname());
    a.connect(c.getsockname());
    a.send(Buffer.from('x'));
    expect(String(c.recv(9))).toBe('x');
  });

  it('without a peer cannot send without an address', () => {
    expect(thrown(() => udp().send(Buffer.from('x')))).toMatchObject({ code: 'EDESTADDRREQ', syscall: 'send' });
    expect(thrown(() => udp().getpeername())).toMatchObject({ code: 'ENOTCONN', syscall: 'getpeername' });
  });
});

describe.runIf(capabilities.unixDatagrams)('Unix datagrams', () => {
  it('come with the path of their sender', () => {
    const path = directory();
    const [a, b] = [own(socket(AF_UNIX, SOCK_DGRAM)), own(socket(AF_UNIX, SOCK_DGRAM))];
    a.bind(`${path}/a`);
    b.bind(`${path}/b`);
    a.sendto(Buffer.from('x'), `${path}/b`);
    expect(b.recvfrom(9)).toEqual([Buffer.from('x'), `${path}/a`]);
    b.sendto(Buffer.from('y'), 0, Buffer.from(`${path}/a`));
    expect(a.recvfrom(9)).toEqual([Buffer.from('y'), `${path}/b`]);
  });

  it('of a socket without a name come without an address', () => {
    const path = `${directory()}/s`;
    const server = own(socket(AF_UNIX, SOCK_DGRAM));
    server.bind(path);
    own(socket(AF_UNIX, SOCK_DGRAM)).sendto(Buffer.from('x'), path);
    expect(server.recvfrom(9)).toEqual([Buffer.from('x'), null]);
  });

  it('keep their bounds', () => {
    const [a, b] = own(socketpair({ type: SOCK_DGRAM })) as [Socket, Socket];
    for (const text of ['one', '', 'three']) a.send(Buffer.from(text));
    expect([b.recv(99), b.recv(99), b.recv(99)].map(String)).toEqual(['one', '', 'three']);
  });
});
