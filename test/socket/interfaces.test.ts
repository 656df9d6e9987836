import { networkInterfaces } from 'node:os';
import { if_indextoname, if_nameindex, if_nametoindex } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { declare, thrown } from '../support/compare.ts';
import { python, run } from '../support/python.ts';
import { linux } from '../support/sockets.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests pass what the types forbid
const any = (value: unknown): any => value;

describe('interfaces', () => {
  it('have an index and a name, which lead to each other', () => {
    const all = if_nameindex();
    expect(all.length).toBeGreaterThan(0);
    for (const [index, name] of all) {
      expect(index).toBeGreaterThan(0);
      expect([if_nametoindex(name), if_indextoname(index)]).toEqual([index, name]);
    }
  });

  it('are those that Node finds addresses on', () => {
    const names = if_nameindex().map(([, name]) => name);
    for (const [name, addresses] of Object.entries(networkInterfaces())) {
      expect(names).toContain(name.replace(/:\d+$/, '')); // eth0:1 is an alias of eth0
      for (const address of addresses!)
        if (address.family === 'IPv6' && address.scopeid) expect(if_nametoindex(name)).toBe(address.scopeid);
    }
  });

  it.skipIf(!python)('are those of Python', () => {
    expect(if_nameindex()).toEqual(run('answer(if_nameindex())'));
  });

  it.runIf(linux)('that do not exist are errors of the system', () => {
    expect(thrown(() => if_indextoname(0x7fffffff))).toMatchObject({
      name: 'OSError',
      code: 'ENXIO',
      syscall: 'if_indextoname',
    });
    expect(thrown(() => if_nametoindex('no-such-if'))).toMatchObject({
      name: 'OSError',
      code: 'ENODEV',
      syscall: 'if_nametoindex',
    });
  });

  describe('in every case end', () =>
    declare([
      { py: 'if_nametoindex("no-such-if")', js: () => if_nametoindex('no-such-if'), throws: 'OSError' },
      { py: 'if_nametoindex("")', js: () => if_nametoindex(''), throws: 'OSError' },
      { py: 'if_nametoindex("x" * 100)', js: () => if_nametoindex('x'.repeat(100)), throws: 'OSError' },
      { py: 'if_nametoindex("lo\\0")', js: () => if_nametoindex('lo\0'), throws: 'RangeError' },
      { py: 'if_nametoindex(1)', js: () => if_nametoindex(any(1)), throws: 'TypeError' },
      { py: 'if_nametoindex(None)', js: () => if_nametoindex(any(null)), throws: 'TypeError' },
      { py: 'if_indextoname(0)', js: () => if_indextoname(0), throws: 'OSError' },
      { py: 'if_indextoname(2**31 - 1)', js: () => if_indextoname(2 ** 31 - 1), throws: 'OSError' },
      { py: 'if_indextoname(-1)', js: () => if_indextoname(-1), throws: 'RangeError' },
      { py: 'if_indextoname(2**40)', js: () => if_indextoname(2 ** 40), throws: 'RangeError' },
      { py: 'if_indextoname("1")', js: () => if_indextoname(any('1')), throws: 'TypeError' },
      { py: 'if_indextoname(1.5)', js: () => if_indextoname(1.5), throws: 'TypeError' },
      { py: 'if_indextoname()', js: () => any(if_indextoname)(), throws: 'TypeError' },
    ]));
});
