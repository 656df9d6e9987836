import { AF_INET, AF_INET6, AF_UNIX, SOCK_DGRAM, type Socket, socket } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { declare, type Row, row, thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { linux } from '../support/sockets.ts';

guardFds();

// A closed socket tells when an argument is looked at: what reaches a system call, or comes near it, is EBADF.
// Its family is what it is told, so that a kernel without IPv6 will do.
function closed(family: number): Socket {
  const sock = socket(family, SOCK_DGRAM, 0, socket(AF_INET, SOCK_DGRAM).detach());
  sock.close();
  return sock;
}

const s = closed(AF_INET);
const s6 = closed(AF_INET6);
const u = closed(AF_UNIX);
const setup = `
s, s6, u = [socket(f, SOCK_DGRAM, 0, socket().detach()) for f in (AF_INET, AF_INET6, AF_UNIX)]
for each in s, s6, u: each.close()
`;

/** Any value, for a parameter that is typed otherwise. */
// biome-ignore lint/suspicious/noExplicitAny: the tests pass what the types forbid
const any = (value: unknown): any => value;

describe('addresses', () => {
  const rows: Row[] = [];
  for (const name of ['connect', 'connect_ex', 'bind']) {
    const call = (sock: Socket, address: unknown) => () => any(sock)[name](address);
    rows.push(
      row(`s.${name}("127.0.0.1:80")`, call(s, '127.0.0.1:80'), 'TypeError'),
      row(`s.${name}(("127.0.0.1",))`, call(s, ['127.0.0.1']), 'TypeError'),
      row(`s.${name}(())`, call(s, []), 'TypeError'),
      row(`s.${name}(("127.0.0.1", 80, 0))`, call(s, ['127.0.0.1', 80, 0]), 'TypeError'),
      row(`s.${name}(("127.0.0.1", 80, 0, 0))`, call(s, ['127.0.0.1', 80, 0, 0]), 'TypeError'),
      row(`s.${name}(("127.0.0.1", "80"))`, call(s, ['127.0.0.1', '80']), 'TypeError'),
      row(`s.${name}(("127.0.0.1", -1))`, call(s, ['127.0.0.1', -1]), 'RangeError'),
      row(`s.${name}(("127.0.0.1", 65536))`, call(s, ['127.0.0.1', 65536]), 'RangeError'),
      row(`s.${name}(("127.0.0.1", 70000))`, call(s, ['127.0.0.1', 70000]), 'RangeError'),
      row(`s.${name}(("127.0.0.1", 2**40))`, call(s, ['127.0.0.1', 2 ** 40]), 'RangeError'),
      row(`s.${name}(("127.0.0.1", 80.5))`, call(s, ['127.0.0.1', 80.5]), 'TypeError'),
      row(`s.${name}(("127.0.0.1", float("nan")))`, call(s, ['127.0.0.1', Number.NaN]), 'TypeError'),
      row(`s.${name}(("127.0.0.1", None))`, call(s, ['127.0.0.1', null]), 'TypeError'),
      row(`s.${name}((1, 80))`, call(s, [1, 80]), 'TypeError'),
      row(`s.${name}((None, 80))`, call(s, [null, 80]), 'TypeError'),
      row(`s.${name}(("a\\0b", 80))`, call(s, ['a\0b', 80]), 'TypeError'),
      row(`s.${name}((b"a\\0b", 80))`, call(s, [Buffer.from('a\0b'), 80]), 'TypeError'),
      row(`s.${name}(None)`, call(s, null), 'TypeError'),
      row(`s.${name}(5)`, call(s, 5), 'TypeError'),
      row(`s.${name}({})`, call(s, {}), 'TypeError'),
      row(`s.${name}()`, call(s, undefined), 'TypeError'),
      row(`s6.${name}("::1")`, call(s6, '::1'), 'TypeError'),
      row(`s6.${name}(("::1",))`, call(s6, ['::1']), 'TypeError'),
      row(`s6.${name}(("::1", 80, 0, 0, 0))`, call(s6, ['::1', 80, 0, 0, 0]), 'TypeError'),
      row(`s6.${name}(("::1", 70000))`, call(s6, ['::1', 70000]), 'RangeError'),
      row(`s6.${name}(("::1", 80, "x"))`, call(s6, ['::1', 80, 'x']), 'TypeError'),
      row(`s6.${name}(("::1", 80, 0, 1.5))`, call(s6, ['::1', 80, 0, 1.5]), 'TypeError'),
      row(`s6.${name}(("::1", 80, 2**20))`, call(s6, ['::1', 80, 2 ** 20]), 'RangeError'),
      row(`s6.${name}(("::1", 80, -1))`, call(s6, ['::1', 80, -1]), 'RangeError'),
      row(`u.${name}(("a", 80))`, call(u, ['a', 80]), 'TypeError'),
      row(`u.${name}(5)`, call(u, 5), 'TypeError'),
      row(`u.${name}(None)`, call(u, null), 'TypeError'),
    );
  }
  declare(rows, setup);
});

describe('Unix paths', () => {
  const rows: Row[] = [];
  for (const name of ['connect', 'connect_ex', 'bind']) {
    const call = (path: string | Uint8Array) => () => any(u)[name](path);
    rows.push(
      row(`u.${name}("x" * 200)`, call('x'.repeat(200)), 'OSError'),
      row(`u.${name}("x" * 108)`, call('x'.repeat(108)), 'OSError'),
      row(`u.${name}(b"x" * 108)`, call(Buffer.alloc(108, 'x')), 'OSError'),
      row(`u.${name}("\\u00e9" * 60)`, call('é'.repeat(60)), 'OSError'),
      row(`u.${name}(b"\\0" + b"x" * 108)`, call(Buffer.from(`\0${'x'.repeat(108)}`)), 'OSError'),
    );
  }
  if (linux) declare(rows, setup);

  it('that are too long say so, before the socket is asked', () => {
    for (const call of [() => u.bind('x'.repeat(200)), () => u.connect('x'.repeat(200))])
      expect(thrown(call)).toMatchObject({ name: 'OSError', code: 'ENAMETOOLONG', message: /^AF_UNIX path too long/ });
  });
});
