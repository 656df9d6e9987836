import { socketserver } from 'berkeley';
import * as face from 'berkeley/socketserver';
import { describe, expect, it } from 'vitest';
import { BytesIO } from '../../dist/socketserver/bytesio.js';
import { expectSame, outcome } from '../support/compare.ts';
import { type Outcome, python, run } from '../support/python.ts';

const classes = face as Record<string, unknown>;

describe.skipIf(!python)('socketserver, as in Python', () => {
  it('has the names of the module, and of the members of its classes', () => {
    const names = run<{ all: string[]; members: Record<string, string[]> }>(`
import socketserver
classes = ['BaseServer', 'TCPServer', 'UDPServer', 'UnixStreamServer', 'UnixDatagramServer', 'BaseRequestHandler', 'StreamRequestHandler', 'DatagramRequestHandler', 'ThreadingTCPServer', 'ThreadingUDPServer', 'ThreadingUnixStreamServer', 'ThreadingUnixDatagramServer']
public = lambda c: [n for n in dir(c) if not n.startswith('__') and n != '_threads' and not n.startswith('_' + c.__name__)]
answer({'all': socketserver.__all__, 'members': {c: public(getattr(socketserver, c)) for c in classes}})`);
    expect(names.all.filter((name) => !(name in face))).toEqual([]);
    expect(names.all.filter((name) => !(name in socketserver))).toEqual([]);
    for (const [name, members] of Object.entries(names.members)) {
      const kind = classes[name] as Record<string, unknown> & { prototype: object };
      const lacking = members.filter((member) => !(member in kind.prototype) && !(member in kind));
      expect([name, lacking]).toEqual([name, []]);
    }
  });

  it('has the settings of Python', () => {
    const names = {
      TCPServer: [
        'timeout',
        'request_queue_size',
        'allow_reuse_address',
        'allow_reuse_port',
        'address_family',
        'socket_type',
      ],
      UDPServer: ['max_packet_size', 'socket_type', 'allow_reuse_address'],
      UnixStreamServer: ['address_family', 'socket_type'],
      UnixDatagramServer: ['address_family', 'socket_type', 'max_packet_size'],
      ThreadingTCPServer: ['daemon_threads', 'block_on_close'],
      ForkingTCPServer: ['timeout', 'max_children', 'block_on_close'],
      StreamRequestHandler: ['rbufsize', 'wbufsize', 'timeout', 'disable_nagle_algorithm'],
    };
    const theirs = run<Record<string, unknown[]>>(
      'import socketserver\nanswer({c: [plain(getattr(getattr(socketserver, c), n)) for n in ns] for c, ns in input.items()})',
      names,
    );
    for (const [name, list] of Object.entries(names)) {
      const kind = classes[name] as Record<string, unknown>;
      expect([name, list.map((one) => kind[one])]).toEqual([name, theirs[name]]);
    }
  });

  it('has a BytesIO that does as its model', () => {
    const steps: [string, ...unknown[]][] = [
      ['read', 3],
      ['tell'],
      ['write', [88, 89]],
      ['getvalue'],
      ['seek', 0],
      ['readline'],
      ['readline', 2],
      ['readline'],
      ['readline'],
      ['seek', 0],
      ['readlines'],
      ['seek', 20],
      ['read'],
      ['read', 1],
      ['tell'],
      ['write', [90]],
      ['getvalue'],
      ['seek', -2, 2],
      ['read'],
      ['seek', -100, 1],
      ['tell'],
      ['seek', 1, 3],
      ['seek', -1],
      ['truncate', 4],
      ['getvalue'],
      ['tell'],
      ['seek', 2],
      ['truncate'],
      ['getvalue'],
      ['seek', 10],
      ['truncate'],
      ['getvalue'],
      ['truncate', -1],
      ['read', -5],
      ['write', []],
      ['getvalue'],
      ['readable'],
      ['writable'],
      ['seekable'],
      ['isatty'],
      ['flush'],
      ['read', 1.5],
      ['close'],
      ['close'],
      ['read'],
      ['getvalue'],
      ['readline'],
      ['write', [1]],
      ['seek', 0],
    ];
    const ends = run<Outcome[]>(
      `
from io import BytesIO
f = BytesIO(b'one\\ntwo\\nthree')
args = lambda a: [bytes(x) if isinstance(x, list) else x for x in a]
answer([outcome(lambda: getattr(f, s[0])(*args(s[1:]))) for s in input])`,
      steps,
    );
    const file = new BytesIO(Buffer.from('one\ntwo\nthree')) as unknown as Record<
      string,
      (...args: unknown[]) => unknown
    >;
    expectSame(
      steps.map(([name, ...args], i) => {
        const given = args.map((one) => (Array.isArray(one) ? Buffer.from(one) : one));
        return [`${i} ${name}(${args})`, outcome(() => file[name]!(...given)), ends[i]!] as const;
      }),
    );
  });
});
