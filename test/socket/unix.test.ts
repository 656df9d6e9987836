import { existsSync, readdirSync, statSync } from 'node:fs';
import {
  AF_UNIX,
  capabilities,
  MSG_PEEK,
  SOCK_DGRAM,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  type Socket,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { python, start } from '../support/python.ts';
import { directory, linux, own } from '../support/sockets.ts';

guardFds();

function unix(type = SOCK_STREAM): Socket {
  return own(socket(AF_UNIX, type));
}

/** A listening socket of a name. */
function serving(name: string | Uint8Array, type = SOCK_STREAM): Socket {
  const server = unix(type);
  server.bind(name);
  server.listen();
  return server;
}

/** An abstract name that no other process has. */
function abstract(text: string): Buffer {
  return Buffer.from(`\0berkeley-${process.pid}-${text}`, 'latin1');
}

describe('a path', () => {
  it('is bound, connected to, and reported', () => {
    const path = `${directory()}/socket`;
    const server = serving(path);
    expect(statSync(path).isSocket()).toBe(true);
    expect(server.getsockname()).toBe(path);
    const client = unix();
    client.connect(path);
    const [conn, address] = server.accept();
    own(conn);
    // The client has no name.
    expect([address, client.getsockname(), conn.getpeername()]).toEqual(['', '', '']);
    expect([client.getpeername(), conn.getsockname()]).toEqual([path, path]);
    client.sendall(Buffer.from('x'));
    expect(String(conn.recv(9))).toBe('x');
  });

  it.runIf(capabilities.unixPeerNames)('of a client that bound one is reported', () => {
    const path = directory();
    const server = serving(`${path}/server`);
    const client = unix();
    client.bind(`${path}/client`);
    client.connect(`${path}/server`);
    const [conn, address] = server.accept();
    expect([address, own(conn).getpeername()]).toEqual([`${path}/client`, `${path}/client`]);
  });

  it('may be bytes, and comes back as text', () => {
    const path = `${directory()}/bytes`;
    const server = serving(Buffer.from(path));
    expect(server.getsockname()).toBe(path);
    for (const form of [Buffer.from(path), new Uint8Array(Buffer.from(path)), new DataView(copy(path)), copy(path)])
      unix().connect(form);
  });

  it('of letters beyond ASCII is UTF-8', () => {
    const path = directory();
    expect(serving(`${path}/smørrebrød-日本`).getsockname()).toBe(`${path}/smørrebrød-日本`);
    expect(readdirSync(path)).toEqual(['smørrebrød-日本']);
  });

  it.runIf(linux && capabilities.unixBytes)('that is not UTF-8 comes back as the bytes it is', () => {
    const path = Buffer.concat([Buffer.from(`${directory()}/`), Buffer.from([0xff, 0xfe, 0x80])]);
    const server = serving(path);
    expect(server.getsockname()).toEqual(path);
    const client = unix();
    client.connect(server.getsockname());
    expect(client.getpeername()).toEqual(path);
  });

  it.skipIf(!python || !linux || !capabilities.unixPeerNames)(
    'that fills its room without a NUL, as C can bind one, is reported whole',
    async () => {
      const path = directory();
      const server = serving(`${path}/server`);
      server.settimeout(10);
      const full = `${path}/`.padEnd(108, 'x');
      // The kernel counts the NUL that it adds: the address is a byte longer than its structure.
      const client = start(`
import ctypes
s = socket(AF_UNIX)
name = struct.pack('=H', AF_UNIX) + ${JSON.stringify(full)}.encode()
assert ctypes.CDLL(None).bind(s.fileno(), name, len(name)) == 0
s.connect(${JSON.stringify(`${path}/server`)})
print('connected')
s.recv(1)
`);
      expect(await client.line()).toBe('connected');
      const [conn, address] = server.accept();
      expect([address, own(conn).getpeername()]).toEqual([full, full]);
    },
  );

  it('that is taken is EADDRINUSE, and none is ENOENT', () => {
    const path = `${directory()}/s`;
    serving(path);
    const error = thrown(() => unix().bind(path));
    expect(error).toMatchObject({ name: 'OSError', code: 'EADDRINUSE', syscall: 'bind', address: path });
    expect(error.message).toMatch(/^\[Errno 98\] Address already in use.*bind.*\/s/);
    const missing = thrown(() => unix().connect(`${path}-none`));
    expect(missing).toMatchObject({ name: 'FileNotFoundError', code: 'ENOENT', address: `${path}-none` });
    expect(unix().connect_ex(`${path}-none`)).toBe(2);
  });

  it('outlives its socket, and refuses then', () => {
    const path = `${directory()}/s`;
    serving(path).close();
    expect(existsSync(path)).toBe(true);
    expect(thrown(() => unix().connect(path))).toMatchObject({ name: 'ConnectionRefusedError' });
  });

  it('is relative to the working directory', () => {
    const path = directory();
    const before = process.cwd();
    // vitest's forks may change directory: they are processes.
    process.chdir(path);
    try {
      expect(serving('relative').getsockname()).toBe('relative');
      unix().connect('./relative');
    } finally {
      process.chdir(before);
    }
  });

  it.runIf(linux)('has at most 107 bytes, as in Python: a NUL follows it', () => {
    const path = directory();
    const name = (length: number) => `${path}/${'x'.repeat(length - path.length - 1)}`;
    expect(serving(name(107)).getsockname()).toBe(name(107));
    unix().connect(name(107));
    for (const length of [108, 109, 200, 5000]) {
      const error = thrown(() => unix().bind(name(length)));
      expect([length, error.name, error.code]).toEqual([length, 'OSError', 'ENAMETOOLONG']);
      expect(error.message).toMatch(/^AF_UNIX path too long/);
    }
    expect(readdirSync(path)).toHaveLength(1);
  });

  it('with a NUL in it ends there, as in Python', () => {
    const path = directory();
    serving(`${path}/a\0b`);
    expect(readdirSync(path)).toEqual(['a']);
  });
});

describe.runIf(linux && capabilities.abstractUnix)('an abstract name', () => {
  it.each([
    ['plain', abstract('plain')],
    ['with NULs in it', abstract('a\0b\0\0c')],
    ['that ends in NULs', abstract('end\0\0')],
    ['of any bytes', Buffer.concat([abstract('bytes'), Buffer.from([0xff, 1, 0x80])])],
    ['of 107 bytes behind the NUL', Buffer.concat([abstract(''), Buffer.alloc(108, 'x')]).subarray(0, 108)],
  ])('is kept exactly: %s', (_, name) => {
    const server = serving(name);
    expect(server.getsockname()).toEqual(name);
    const client = unix();
    client.connect(name);
    expect(client.getpeername()).toEqual(name);
    own(server.accept()[0]);
  });

  it('differs by its trailing NULs', () => {
    const [shorter, longer] = [abstract('nul'), abstract('nul\0')];
    serving(shorter);
    expect(unix().connect_ex(longer)).not.toBe(0);
    serving(longer);
    expect(unix().connect_ex(longer)).toBe(0);
    expect(thrown(() => unix().bind(shorter))).toMatchObject({ code: 'EADDRINUSE' });
  });

  it('may be text that starts with a NUL, and comes back as bytes', () => {
    const name = abstract('text');
    const server = serving(String(name));
    expect(server.getsockname()).toEqual(name);
  });

  it('that is too long is refused before the kernel', () => {
    expect(thrown(() => unix().bind(Buffer.concat([Buffer.from([0]), Buffer.alloc(108, 'x')])))).toMatchObject({
      code: 'ENAMETOOLONG',
    });
  });

  it('is the sender of datagrams', () => {
    const [a, b] = [unix(SOCK_DGRAM), unix(SOCK_DGRAM)];
    a.bind(abstract('from\0'));
    b.bind(abstract('to'));
    a.sendto(Buffer.from('x'), b.getsockname());
    expect(b.recvfrom(9)).toEqual([Buffer.from('x'), abstract('from\0')]);
  });

  it('is found by the kernel: autobind with an empty path', () => {
    const sock = unix(SOCK_DGRAM);
    sock.bind('');
    const name: Buffer = sock.getsockname();
    expect(Buffer.isBuffer(name)).toBe(true);
    // unix(7): a NUL and five hexadecimal digits.
    expect(name.toString('latin1')).toMatch(/^\0[0-9a-f]{5}$/);
    const other = unix(SOCK_DGRAM);
    other.bind(Buffer.alloc(0));
    other.sendto(Buffer.from('x'), name);
    expect(sock.recvfrom(9)).toEqual([Buffer.from('x'), other.getsockname()]);
  });

  it.skipIf(!python)('is the same in Python, in both directions', async () => {
    const [ours, theirs] = [abstract('ours\0\0'), abstract('theirs\0')];
    const server = serving(ours);
    const peer = start(`
s = socket(AF_UNIX); s.bind(bytes(${JSON.stringify([...theirs])})); s.listen()
c = socket(AF_UNIX); c.connect(bytes(${JSON.stringify([...ours])}))
print(list(c.getpeername()), list(s.getsockname()))
s.accept()[0].sendall(b'hello')
`);
    expect(await peer.line()).toBe(`[${[...ours].join(', ')}] [${[...theirs].join(', ')}]`);
    own(server.accept()[0]);
    const client = unix();
    client.connect(theirs);
    expect(client.getpeername()).toEqual(theirs);
    expect(String(client.recv(9))).toBe('hello');
    expect((await peer.ended).code).toBe(0);
  });
});

describe('a Unix socket without a name', () => {
  it.each(capabilities.unixDatagrams ? [SOCK_STREAM, SOCK_DGRAM] : [SOCK_STREAM])(
    'has the name "": type %i',
    (type) => {
      expect(unix(type).getsockname()).toBe('');
      const [a, b] = own(socketpair(AF_UNIX, type)) as [Socket, Socket];
      expect([a.getsockname(), a.getpeername(), b.getsockname()]).toEqual(['', '', '']);
    },
  );
});

describe.runIf(linux && capabilities.allFamilies)('SOCK_SEQPACKET', () => {
  it('keeps the bounds of its messages over a connection', () => {
    const path = `${directory()}/seq`;
    const server = serving(path, SOCK_SEQPACKET);
    const client = unix(SOCK_SEQPACKET);
    client.connect(path);
    const conn = own(server.accept()[0]);
    expect(conn.type).toBe(SOCK_SEQPACKET);
    for (const text of ['first', 'second', 'third one']) client.send(Buffer.from(text));
    expect(String(conn.recv(100, MSG_PEEK))).toBe('first');
    expect(String(conn.recv(100))).toBe('first');
    expect(String(conn.recv(3))).toBe('sec');
    expect(String(conn.recv(100))).toBe('third one');
    client.close();
    expect(conn.recv(100).length).toBe(0);
  });

  it('comes in pairs', () => {
    const [a, b] = own(socketpair(AF_UNIX, SOCK_SEQPACKET)) as [Socket, Socket];
    a.sendall(Buffer.alloc(10_000, 'x'));
    a.send(Buffer.from('y'));
    expect(b.recv(20_000).length).toBe(10_000);
    expect(String(b.recv(20_000))).toBe('y');
  });
});

/** The text as memory of its own. */
function copy(text: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(text)).buffer as ArrayBuffer;
}
