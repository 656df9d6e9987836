import { endianness } from 'node:os';
import { gaierror, OSError, socket } from 'berkeley';
import { afterEach, describe, expect, it } from 'vitest';
import { b, ctime, hexlify, list, pack, repr, Struct, str } from '../../examples/python.ts';
import { stopPrograms } from '../support/example_programs.ts';
import { hasPython, python } from '../support/example_python.ts';

afterEach(stopPrograms);

describe('repr', () => {
  const cases: [expression: string, value: unknown][] = [
    [`'plain'`, 'plain'],
    [`"it's"`, "it's"],
    [`'"'`, '"'],
    [`'it\\'s "so"'`, `it's "so"`],
    [`'a\\\\b\\n\\r\\t\\x00\\x7f\\x85é中'`, 'a\\b\n\r\t\0\x7f\x85é中'],
    [`b''`, Buffer.alloc(0)],
    [`b'\\x00\\x1f \\'"~\\x7f\\x80\\xa0\\xff\\\\\\n'`, b`\x00\x1f '"~\x7f\x80\xa0\xff\\\n`],
    [`b"it's"`, b`it's`],
    [`()`, []],
    [`(1,)`, [1]],
    [`('::1', 80, 0, 0)`, ['::1', 80, 0, 0]],
    [`(-1, 2.7, (None, True, False))`, [-1, 2.7, [null, true, false]]],
  ];

  it.each(cases)('%s', (expression, value) => {
    expect(repr(value)).toBe(expression);
  });

  it.skipIf(!hasPython)("is Python's, where hasPython", async () => {
    const script = `for value in [${cases.map(([expression]) => expression).join(', ')}]: print(repr(value))`;
    const lines = (await python(script).end()).trimEnd().split('\n');
    expect(cases.map(([, value]) => repr(value))).toEqual(lines);
  });
});

describe('the text of a value', () => {
  it('is the string itself, or its repr', () => {
    expect(str('text')).toBe('text');
    expect(str(b`bytes`)).toBe("b'bytes'");
    expect(list(['a', 1])).toBe("['a', 1]");
  });

  it('is what Python says of an error', () => {
    expect(str(new OSError(2, 'No such file or directory', { syscall: 'connect', address: './x' }))).toBe(
      '[Errno 2] No such file or directory',
    );
    expect(str(new gaierror(-2, 'Name or service not known', { syscall: 'getaddrinfo' }))).toBe(
      '[Errno -2] Name or service not known',
    );
    expect(str(new OSError('no number'))).toBe('no number');
    const sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
    sock.bind(['127.0.0.1', 0]);
    sock.settimeout(0.001);
    expect(failureOf(() => sock.recv(1))).toBe('timed out');
    sock.close();
    expect(failureOf(() => sock.recv(1))).toBe('[Errno 9] Bad file descriptor');
  });
});

describe('struct', () => {
  it('packs and unpacks with the alignment of C', () => {
    const packed = pack('I 2s f', 1, b`ab`, 2.7);
    const hex = endianness() === 'LE' ? '0100000061620000cdcc2c40' : '0000000161620000402ccccd';
    expect(hexlify(packed).toString()).toBe(hex);
    expect(new Struct('I 2s f').unpack(packed)).toEqual([1, b`ab`, 2.700000047683716]);
    expect(new Struct('b').pack(-1)).toEqual(Buffer.from([0xff]));
    expect(new Struct('b2sI').size).toBe(8);
  });

  it('fills short bytes and cuts long ones', () => {
    expect(pack('4s2s', b`ab`, b`xyz`)).toEqual(b`ab\0\0xy`);
  });

  it('refuses other formats and other sizes', () => {
    expect(() => new Struct('I q')).toThrow(RangeError);
    expect(() => new Struct('I').unpack(b`abc`)).toThrow(RangeError);
  });
});

it('ctime is the time of day', () => {
  const before = Math.floor(Date.now() / 1000);
  const text = ctime();
  expect(text).toMatch(/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/);
  expect(Date.parse(text) / 1000).toBeGreaterThanOrEqual(before);
});

function failureOf(call: () => unknown): string {
  try {
    return `no failure: ${call()}`;
  } catch (error) {
    return str(error);
  }
}
