import {
  AF_INET,
  AF_INET6,
  AI_NUMERICHOST,
  capabilities,
  getaddrinfo,
  getfqdn,
  gethostbyaddr,
  gethostbyname,
  gethostbyname_ex,
  getnameinfo,
  NI_NUMERICHOST,
  NI_NUMERICSERV,
  SOCK_STREAM,
} from 'berkeley/promises';
import * as blocking from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { guardAwaited, rejection } from '../support/awaited.ts';

guardAwaited();

/** The look-ups, and what the blocking ones of the same names answer. */
const both: [name: string, awaited: () => Promise<unknown>, blocking: () => unknown][] = [
  ['getaddrinfo', () => getaddrinfo('127.0.0.1', 80), () => blocking.getaddrinfo('127.0.0.1', 80)],
  [
    'getaddrinfo of a name',
    () => getaddrinfo('localhost', null, AF_INET),
    () => blocking.getaddrinfo('localhost', null, AF_INET),
  ],
  [
    'getaddrinfo with options',
    () => getaddrinfo('::1', 7, { type: SOCK_STREAM, flags: AI_NUMERICHOST, timeout: 60 }),
    () => blocking.getaddrinfo('::1', 7, { type: SOCK_STREAM, flags: AI_NUMERICHOST }),
  ],
  [
    'getaddrinfo by position',
    () => getaddrinfo('::1', 7, 0, SOCK_STREAM),
    () => blocking.getaddrinfo('::1', 7, 0, SOCK_STREAM),
  ],
  [
    'getaddrinfo that fails',
    () => getaddrinfo('x', 7, 0, 0, 0, AI_NUMERICHOST),
    () => blocking.getaddrinfo('x', 7, 0, 0, 0, AI_NUMERICHOST),
  ],
  ['getaddrinfo of nonsense', () => getaddrinfo(1 as never, 7), () => blocking.getaddrinfo(1 as never, 7)],
  [
    'getnameinfo',
    () => getnameinfo(['127.0.0.1', 80], NI_NUMERICHOST | NI_NUMERICSERV),
    () => blocking.getnameinfo(['127.0.0.1', 80], NI_NUMERICHOST | NI_NUMERICSERV),
  ],
  ['getnameinfo of a name', () => getnameinfo(['localhost', 80], 0), () => blocking.getnameinfo(['localhost', 80], 0)],
  ['gethostbyname', () => gethostbyname('localhost'), () => blocking.gethostbyname('localhost')],
  ['gethostbyname of nothing', () => gethostbyname(''), () => blocking.gethostbyname('')],
  ['gethostbyname of <broadcast>', () => gethostbyname('<broadcast>'), () => blocking.gethostbyname('<broadcast>')],
  ['gethostbyname of a long label', () => gethostbyname('x'.repeat(64)), () => blocking.gethostbyname('x'.repeat(64))],
  ['gethostbyname_ex', () => gethostbyname_ex('127.0.0.1'), () => blocking.gethostbyname_ex('127.0.0.1')],
  ['gethostbyaddr', () => gethostbyaddr('127.0.0.1'), () => blocking.gethostbyaddr('127.0.0.1')],
  ['getfqdn', () => getfqdn(), () => blocking.getfqdn()],
  ['getfqdn of a name', () => getfqdn('no such host'), () => blocking.getfqdn('no such host')],
];

describe.each(both)('%s', (_, awaited, blocks) => {
  it('answers as the blocking one does', async () => {
    const outcome = async (call: () => unknown) => {
      try {
        return { value: await call() };
      } catch (error) {
        const { name, message, errno, code } = error as Record<string, unknown>;
        return { name, message, errno, code };
      }
    };
    expect(await outcome(awaited)).toEqual(await outcome(blocks));
  });
});

describe('a look-up', () => {
  it.runIf(capabilities.asyncLookups)('does not hold up the event loop, and many go on at once', async () => {
    let over = 0;
    const all = Array.from({ length: 50 }, async () => {
      await getaddrinfo('localhost', 80, AF_INET);
      over++;
    });
    expect(over).toBe(0);
    await Promise.all(all);
    expect(over).toBe(50);
  });

  it('is ended by its signal, and by its time-out', async () => {
    const controller = new AbortController();
    const waiting = rejection(getaddrinfo('localhost', 80, { signal: controller.signal }));
    controller.abort();
    expect((await waiting).name).toBe('AbortError');
    const late = rejection(gethostbyname('localhost', { signal: controller.signal }));
    expect((await late).name).toBe('AbortError');
    for (const call of [gethostbyaddr, gethostbyname_ex, gethostbyname]) {
      expect((await rejection(call('127.0.0.1', { timeout: 'x' as never }))).message).toContain("argument 'timeout'");
    }
    expect((await rejection(getaddrinfo('localhost', 80, AF_INET6, { nosuch: 1 } as never))).message).toContain(
      "unexpected option 'nosuch'",
    );
  });
});
