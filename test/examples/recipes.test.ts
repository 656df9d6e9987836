import { readdirSync, readFileSync } from 'node:fs';
import {
  AF_INET,
  capabilities,
  IP_ADD_SOURCE_MEMBERSHIP,
  IP_FREEBIND,
  IP_PKTINFO,
  IP_RECVTTL,
  IPPROTO_IP,
  IPPROTO_TCP,
  ip_mreq_source,
  SCM_TIMESTAMPNS,
  SO_BINDTODEVICE,
  SO_LOCK_FILTER,
  SO_PEERCRED,
  SO_REUSEPORT,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  socket,
  TCP_FASTOPEN,
  TCP_USER_TIMEOUT,
  tcp_info,
} from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { example, stopPrograms } from '../support/example_programs.ts';
import { reason } from '../support/kernel.ts';
import { linux } from '../support/sockets.ts';

afterEach(stopPrograms);

/** Whether an option can be set; its errno if not. */
function settable(type: number, level: number, option: number | undefined, value: number | Buffer): () => void {
  return () => {
    using sock = socket(AF_INET, type);
    sock.setsockopt(level, option!, value);
  };
}

interface Recipe {
  name: string;
  /** What has to be there; throws an OSError if it is not. */
  needs?: () => void;
  /** What a platform has to have by name. */
  present: unknown;
  output: string | RegExp;
}

const membership = { imr_multiaddr: '232.1.1.1', imr_interface: '127.0.0.1', imr_sourceaddr: '127.0.0.2' };

const recipes: Recipe[] = [
  {
    name: 'peer_credentials',
    present: SO_PEERCRED,
    output: `\
the client is the process that was started: true
it runs as this user and group: true
`,
  },
  {
    name: 'keep_alive',
    present: TCP_USER_TIMEOUT,
    output: `\
keep-alive: true
a silent peer is given up after 30 + 3 * 5 seconds
sent bytes may wait for 20 seconds
`,
  },
  {
    name: 'bind_to_device',
    present: SO_BINDTODEVICE,
    // Before Linux 5.7 it takes CAP_NET_RAW.
    needs: settable(SOCK_DGRAM, SOL_SOCKET, SO_BINDTODEVICE, Buffer.from('lo')),
    output: /^bound to lo\nreceived: round trip\n(sent, and it stayed on lo|elsewhere: E[A-Z]+)\n$/,
  },
  {
    name: 'packet_info',
    present: IP_PKTINFO,
    output: `\
asked at 127.0.0.1, on lo
answer from 127.0.0.1: this
asked at 127.1.2.3, on lo
answer from 127.1.2.3: this
`,
  },
  {
    name: 'ttl_and_tos',
    present: linux ? IP_RECVTTL : undefined,
    output: `\
hello: TTL 255
hello: TOS 0x00
hello: TTL 64
hello: TOS 0x10
`,
  },
  {
    name: 'timestamp',
    present: SCM_TIMESTAMPNS,
    // A clock that is set between the two may go back.
    output: /^arrived: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\nthe second came -?\d+ nanoseconds later\n$/,
  },
  {
    name: 'source_multicast',
    present: IP_ADD_SOURCE_MEMBERSHIP,
    needs: settable(SOCK_DGRAM, IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP, ip_mreq_source?.(membership)),
    output: `\
127.0.0.2: first of the source
127.0.0.2: second of the source
`,
  },
  {
    name: 'freebind',
    present: IP_FREEBIND,
    output:
      /^without an option: EADDRNOTAVAIL\nIP_FREEBIND: listens on 192\.0\.2\.1\nIP_TRANSPARENT: (EPERM|listens on 192\.0\.2\.1)\n$/,
  },
  {
    name: 'fast_open',
    present: TCP_FASTOPEN,
    needs: settable(SOCK_STREAM, IPPROTO_TCP, TCP_FASTOPEN, 1),
    // net.ipv4.tcp_fastopen decides about the second.
    output: /^received: first\n {2}with the SYN: false\nreceived: second\n {2}with the SYN: (true|false)\n$/,
  },
  {
    name: 'multipath',
    present: tcp_info,
    output:
      /^(MPTCP client: hello, 0 more paths|(no MPTCP here: E[A-Z]+\n){2}MPTCP client: hello, over TCP)\nTCP client: hello, over TCP\n$/,
  },
  {
    name: 'bpf_filter',
    present: SO_LOCK_FILTER,
    output: `\
received: !one
received: !two
`,
  },
  {
    name: 'connection_info',
    present: tcp_info,
    output:
      /^round trip: \d+ microseconds, give or take \d+\ncongestion window: \d+ segments of \d+ bytes\nacknowledged: 1000[01] bytes, received: 10\nsent again: \d+ segments\n$/,
  },
  {
    name: 'reuse_port',
    present: SO_REUSEPORT,
    output: '60 connections, and each of 3 workers had some: true\n',
  },
];

describe('recipes', () => {
  for (const { name, present, needs, output } of recipes) {
    const has = present !== undefined && capabilities.allOptions;
    const missing = has ? needs && reason(needs) : 'not on this platform or backend';
    it.skipIf(missing)(missing ? `${name}: ${missing}` : name, async () => {
      const printed = await example(`recipes/${name}`).end();
      if (typeof output === 'string') expect(printed).toBe(output);
      else expect(printed).toMatch(output);
    });
  }

  const root = new URL('../../', import.meta.url);
  const page = readFileSync(new URL('docs/recipes.md', root), 'utf8');
  const programs = readdirSync(new URL('examples/recipes/', root)).map((file) => file.replace(/\.ts$/, ''));

  it('are all run, and all on the page', () => {
    expect(recipes.map(({ name }) => name).sort()).toEqual(programs.sort());
    for (const name of programs) expect(page).toContain(`node out/examples/recipes/${name}.js`);
  });

  it('print what the page says', () => {
    // `    $ node out/examples/recipes/NAME.js`, and the lines that it prints, indented.
    for (const { name, output } of recipes) {
      const [, shown] = new RegExp(`^ {4}\\$ node out/examples/recipes/${name}\\.js\\n((?: {4}.*\\n)+)`, 'm').exec(
        page,
      )!;
      const text = shown!.replaceAll(/^ {4}/gm, '');
      if (typeof output === 'string') expect(text).toBe(output);
      else expect(text).toMatch(output);
    }
  });
});
