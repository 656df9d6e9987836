import { inspect } from 'node:util';
import {
  AF_INET,
  AF_INET6,
  AF_PACKET,
  AF_UNIX,
  capabilities,
  SOCK_DGRAM,
  SOCK_RAW,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  type Socket,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { python, run } from '../support/python.ts';
import { directory, ipv6, linux, own, tcpPair, udp } from '../support/sockets.ts';

/** A repr with the numbers that differ from run to run left out. */
function masked(repr: string): string {
  return repr.replace(/fd=\d+/, 'fd=N').replace(/'127\.0\.0\.1', \d+/g, "'127.0.0.1', PORT");
}

describe('attributes', () => {
  it('say what was asked for', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM, 17));
    expect([sock.family, sock.type, sock.proto, sock.timeout]).toEqual([AF_INET, SOCK_DGRAM, 17, null]);
    expect(sock.fileno()).toBeGreaterThan(2);
    expect(Number.isInteger(sock.fileno())).toBe(true);
  });

  it('stay after close, fileno() apart', () => {
    const sock = socket(AF_INET, SOCK_DGRAM);
    sock.settimeout(3);
    sock.close();
    expect([sock.family, sock.type, sock.proto, sock.timeout]).toEqual([AF_INET, SOCK_DGRAM, 0, 3]);
    expect(sock.fileno()).toBe(-1);
  });

  it('cannot be set', () => {
    const sock = own(socket()) as unknown as Record<string, unknown>;
    const attempt = () => {
      sock.timeout = 5;
    };
    expect(attempt).toThrow(TypeError);
    expect(sock.timeout).toBe(null);
  });

  it('timeout follows settimeout', () => {
    const sock = own(socket());
    for (const value of [0, 1, 2.5, null]) {
      sock.settimeout(value);
      expect([sock.timeout, sock.gettimeout()]).toEqual([value, value]);
    }
  });
});

describe('inspect', () => {
  it('is Python-like', () => {
    const sock = own(socket());
    expect(inspect(sock)).toBe(
      `<socket.socket fd=${sock.fileno()}, family=${AF_INET}, type=${SOCK_STREAM}, proto=0, laddr=('0.0.0.0', 0)>`,
    );
    expect(String(sock)).toBe(inspect(sock));
  });

  it('shows both ends of a connection', () => {
    const [client] = tcpPair();
    const [, here] = client.getsockname();
    const [, there] = client.getpeername();
    expect(inspect(client)).toContain(`laddr=('127.0.0.1', ${here}), raddr=('127.0.0.1', ${there})>`);
  });

  it('of a closed socket has fd=-1, [closed] and no address', () => {
    const sock = udp();
    sock.close();
    expect(inspect(sock)).toBe(`<socket.socket [closed] fd=-1, family=${AF_INET}, type=${SOCK_DGRAM}, proto=0>`);
  });

  it('shows the class of an extension of it', () => {
    const [a] = own(socketpair());
    expect(inspect({ a })).toContain('<socket.socket fd=');
  });

  it.skipIf(!python || !linux || !capabilities.allFamilies)('is what Python prints for the same socket', () => {
    const path = `${directory()}/it's`;
    const sockets: [python: string, ours: Socket][] = [
      ['socket()', own(socket())],
      ['bound(AF_INET, SOCK_DGRAM, ("127.0.0.1", 0))', udp()],
      ['socketpair()[0]', own(socketpair())[0]!],
      ['socket(AF_UNIX, SOCK_SEQPACKET)', own(socket(AF_UNIX, SOCK_SEQPACKET))],
      ['bound(AF_UNIX, SOCK_STREAM, path + "1")', bound(AF_UNIX, SOCK_STREAM, `${path}1`)],
      ['bound(AF_UNIX, SOCK_STREAM, b"\\0bk\'\\xff" + tag)', bound(AF_UNIX, SOCK_STREAM, abstract(`bk'\xff`, 'a'))],
      ['connected()', tcpPair()[0]],
      ['closed()', closed()],
      ['socket(AF_INET, SOCK_RAW, 1)', raw()],
    ].filter((row): row is [string, Socket] => row[1] !== null);
    if (ipv6) sockets.push(['socket(AF_INET6, SOCK_DGRAM)', own(socket(AF_INET6, SOCK_DGRAM))]);
    const theirs = run<string[]>(
      `
path, tag = ${JSON.stringify(path)}, b"a" + bytes([0]) + ${JSON.stringify(String(process.pid))}.encode()
def bound(family, type, address):
    s = socket(family, type)
    # Abstract names are of the machine, not of the process: take one that is as long.
    if isinstance(address, bytes): address = address.replace(b'bk', b'py')
    elif isinstance(address, str): os.path.exists(address) and os.unlink(address)
    s.bind(address)
    return s
def connected():
    global server
    server, client = socket(), socket()
    server.bind(('127.0.0.1', 0)); server.listen(); client.connect(server.getsockname())
    return client
def closed():
    s = socket(AF_UNIX); s.close()
    return s
answer([repr(eval(x)).replace("py'", "bk'") for x in input])`,
      sockets.map(([expression]) => expression),
    );
    expect(sockets.map(([, sock]) => masked(inspect(sock)))).toEqual(theirs.map((repr) => masked(repr)));
  });

  function bound(family: number, type: number, address: string | Buffer): Socket {
    const sock = own(socket(family, type));
    sock.bind(address);
    return sock;
  }

  function abstract(name: string, tag: string): Buffer {
    return Buffer.concat([Buffer.from([0]), Buffer.from(name, 'latin1'), Buffer.from(`${tag}\0${process.pid}`)]);
  }

  function closed(): Socket {
    const sock = socket(AF_UNIX);
    sock.close();
    return sock;
  }

  /** A raw socket, where the process may have one. */
  function raw(): Socket | null {
    try {
      return own(socket(AF_INET, SOCK_RAW, 1));
    } catch {
      return null;
    }
  }

  it('does not fail for a family whose addresses are unknown', () => {
    const sock = (() => {
      try {
        return own(socket(AF_PACKET, SOCK_RAW));
      } catch {
        return own(socket());
      }
    })();
    expect(inspect(sock)).toMatch(/^<socket\.socket fd=\d+, family=\d+, type=\d+, proto=0.*>$/);
  });
});
