import {
  AF_INET,
  AF_INET6,
  AF_UNIX,
  capabilities,
  getdefaulttimeout,
  has_ipv6,
  IPPROTO_TCP,
  SOCK_DGRAM,
  SOCK_STREAM,
  type Socket,
  setdefaulttimeout,
  socket,
  socketpair,
} from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { loopbackPair } from '../../dist/socket/pair.js';
import { runScript } from '../support/child.ts';
import { guardFds } from '../support/fds.ts';
import { closing } from '../support/selectors.ts';

guardFds();
const keep = closing();
afterEach(() => setdefaulttimeout(null));

/** Checks that each is the other's end, in both directions. */
function expectPair(a: Socket, b: Socket): void {
  a.sendall(Buffer.from('from a'));
  b.sendall(Buffer.from('from b'));
  expect([a.recv(99).toString(), b.recv(99).toString()]).toEqual(['from b', 'from a']);
  a.close();
  expect(b.recv(1).length).toBe(0);
}

describe('socketpair', () => {
  it('makes two sockets that are connected, and not inherited', () => {
    const [a, b] = keep(...socketpair()) as [Socket, Socket];
    expect([a.get_inheritable(), b.get_inheritable()]).toEqual([false, false]);
    expect([a.type, a.proto, b.type]).toEqual([SOCK_STREAM, 0, SOCK_STREAM]);
    expect(a.gettimeout()).toBe(null);
    expectPair(a, b);
  });

  it.skipIf(AF_UNIX === undefined || !capabilities.socketpair)(
    'takes a family and a type, by position and name',
    () => {
      for (const made of [
        socketpair(AF_UNIX, SOCK_DGRAM),
        socketpair({ family: AF_UNIX, type: SOCK_DGRAM }),
        socketpair(null, { type: SOCK_DGRAM }),
        socketpair(undefined, SOCK_DGRAM, { proto: 0 }),
      ]) {
        const [a, b] = keep(...made) as [Socket, Socket];
        expect([a.family, a.type, b.family, b.type]).toEqual([AF_UNIX, SOCK_DGRAM, AF_UNIX, SOCK_DGRAM]);
        a.send(Buffer.from('one'));
        a.send(Buffer.from('two'));
        expect([b.recv(9).toString(), b.recv(9).toString()]).toEqual(['one', 'two']);
      }
    },
  );

  it.skipIf(!capabilities.socketpair)('says what the system says of a family that has no pairs', () => {
    expect(() => socketpair(AF_INET)).toThrow(expect.objectContaining({ name: 'OSError', syscall: 'socketpair' }));
    expect(() => socketpair('x' as unknown as number)).toThrow(TypeError);
    expect(() => socketpair(2 ** 31)).toThrow(RangeError);
    expect(() => socketpair({ famili: 1 } as object)).toThrow(TypeError);
  });

  it('has the default time-out', () => {
    setdefaulttimeout(7);
    for (const it of keep(...socketpair())) expect(it.gettimeout()).toBe(7);
  });
});

const families = [AF_INET, ...(has_ipv6 ? [AF_INET6] : [])];

describe.each(families)('a pair over loopback of family %i', (family) => {
  it('is two ends of one connection, that wait without end', () => {
    const [a, b] = keep(...loopbackPair(family, SOCK_STREAM, 0)) as [Socket, Socket];
    expect([a.family, a.type, b.family, b.type]).toEqual([family, SOCK_STREAM, family, SOCK_STREAM]);
    expect(a.getsockname()).toEqual(b.getpeername());
    expect(b.getsockname()).toEqual(a.getpeername());
    expect([a, b].map((it) => [it.get_inheritable(), it.gettimeout(), it.getblocking()])).toEqual(
      Array(2).fill([false, null, true]),
    );
    expectPair(a, b);
  });

  it('can be reached from nowhere else, and its port is closed then', () => {
    let address: ReturnType<Socket['getsockname']> | undefined;
    const [a, b] = keep(...loopbackPair(family, SOCK_STREAM, 0, (listener) => (address = listener.getsockname())));
    expect((address as [string])[0]).toBe(family === AF_INET ? '127.0.0.1' : '::1');
    const [late] = keep(socket(family));
    expect(() => late.connect(address as [string, number])).toThrow(
      expect.objectContaining({ name: 'ConnectionRefusedError' }),
    );
    expectPair(a!, b!);
  });

  it('hangs up on strangers who connect first, though they fill the queue and speak', () => {
    const strangers: Socket[] = [];
    const [a, b] = keep(
      ...loopbackPair(family, SOCK_STREAM, 0, (listener) => {
        const address = listener.getsockname() as [string, number];
        // Without waiting, as those may have to who come when the queue is full.
        for (let i = 0; i < 20; i++) {
          const [stranger] = keep(socket(family));
          stranger.connect(address);
          stranger.send(Buffer.from('let me in'));
          strangers.push(stranger);
        }
        // One has come and gone.
        strangers.pop()!.close();
      }),
    );
    expect(a!.getsockname()).toEqual(b!.getpeername());
    for (const stranger of strangers) {
      expect(stranger.getsockname()).not.toEqual(b!.getsockname());
      // An end, or a reset for the data that nobody read.
      try {
        expect(stranger.recv(9).length).toBe(0);
      } catch (error) {
        expect(error).toMatchObject({ name: 'ConnectionResetError' });
      }
    }
    expectPair(a!, b!);
  });

  it('has the default time-out, which its making does not', () => {
    setdefaulttimeout(0);
    const made = keep(...loopbackPair(family, SOCK_STREAM, 0));
    expect(made.map((it) => [it.gettimeout(), it.getblocking()])).toEqual(Array(2).fill([0, false]));
    setdefaulttimeout(1e-6);
    expect(keep(...loopbackPair(family, SOCK_STREAM, 0)).map((it) => it.gettimeout())).toEqual([1e-6, 1e-6]);
    expect(getdefaulttimeout()).toBe(1e-6);
  });

  it('leaves nothing open when it fails', () => {
    // guardFds() looks for what is left.
    const mine = new Error('mine');
    const fail = () => {
      throw mine;
    };
    expect(() => loopbackPair(family, SOCK_STREAM, 0, fail)).toThrow(mine);
    const closes = (listener: Socket) => listener.close();
    expect(() => loopbackPair(family, SOCK_STREAM, 0, closes)).toThrow(expect.objectContaining({ code: 'EBADF' }));
  });
});

describe('a pair over loopback', () => {
  it('is of an Internet family and a stream', () => {
    const unsupported = { code: 'EAFNOSUPPORT', message: /^Only AF_INET and AF_INET6/ };
    for (const family of [...(AF_UNIX === undefined ? [] : [AF_UNIX]), 0, 999]) {
      expect(() => loopbackPair(family, SOCK_STREAM, 0)).toThrow(expect.objectContaining({ code: unsupported.code }));
      expect(() => loopbackPair(family, SOCK_STREAM, 0)).toThrow(unsupported.message);
    }
    for (const [type, proto] of [
      [SOCK_DGRAM, 0],
      [SOCK_STREAM, IPPROTO_TCP],
      [0, 0],
    ] as const) {
      expect(() => loopbackPair(AF_INET, type, proto)).toThrow(expect.objectContaining({ code: 'EPROTONOSUPPORT' }));
    }
  });

  it('stands in where the system has none', async () => {
    const script = `
      import { AF_INET, AF_INET6, capabilities, has_ipv6, socketpair } from 'berkeley/socket';
      const [a, b] = socketpair();
      const [c, d] = has_ipv6 ? socketpair(AF_INET6) : socketpair({ family: AF_INET });
      const said = [[a, b], [b, a], [c, d], [d, c]].map(([from, to]) => {
        from.sendall(Buffer.from('hello'));
        return to.recv(9).toString() + (String(from.getsockname()) === String(to.getpeername()));
      });
      let code;
      try { socketpair(1); } catch (error) { code = error.code; }
      for (const it of [a, b, c, d]) it.close();
      console.log(JSON.stringify([capabilities.socketpair, a.family === AF_INET, said, code]));
    `;
    const { stdout, stderr, code } = await runScript(script, [], { BERKELEY_WITHOUT: 'socketpair' }).ended;
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(JSON.parse(stdout)).toEqual([false, true, Array(4).fill('hellotrue'), 'EAFNOSUPPORT']);
  });
});
