import {
  AF_INET,
  AF_INET6,
  capabilities,
  create_connection,
  create_server,
  gaierror,
  getaddrinfo,
  OSError,
  SOCK_STREAM,
  type Socket,
  socket,
} from 'berkeley/promises';
import { describe, expect, it } from 'vitest';
import { race } from '../../dist/promises/race.js';
import { guardAwaited, own, rejection, turns } from '../support/awaited.ts';
import { ipv6 } from '../support/sockets.ts';

guardAwaited();

/** Attempts that the test ends as it likes. */
function attempts(count: number) {
  const log: string[] = [];
  const all = Array.from({ length: count }, (_, i) => {
    const controls = withResolvers();
    const made = { close: () => log.push(`close ${i}`), i };
    return {
      start: (ended: AbortSignal) => {
        log.push(`start ${i}`);
        ended.addEventListener('abort', () => {
          log.push(`end ${i}`);
          controls.reject(ended.reason);
        });
        return controls.promise as Promise<typeof made>;
      },
      win: () => controls.resolve(made),
      lose: () => controls.reject(new OSError(111, `lost ${i}`)),
      break: () => controls.reject(new RangeError('broken')),
    };
  });
  return { log, all, starts: all.map(({ start }) => start) };
}

function withResolvers() {
  let resolve!: (value: unknown) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise((a, b) => {
    resolve = a;
    reject = b;
  });
  return { promise, resolve, reject };
}

const first = (errors: readonly Error[]) => new AggregateError(errors);

describe('a race of attempts', () => {
  it('starts the next when one fails, and ends the others when one wins', async () => {
    const { log, all, starts } = attempts(4);
    const racing = race(starts, null, first, undefined);
    expect(log).toEqual(['start 0']);
    all[0]!.lose();
    await turns(1);
    all[1]!.lose();
    await turns(1);
    all[2]!.win();
    expect((await racing).i).toBe(2);
    expect(log).toEqual(['start 0', 'start 1', 'start 2', 'end 0', 'end 1', 'end 2']);
  });

  it('starts the next after a pause, while the first go on', async () => {
    const { log, all, starts } = attempts(3);
    const racing = race(starts, 0.001, first, undefined);
    while (log.length < 3) await turns(1);
    all[1]!.win();
    all[0]!.win();
    expect((await racing).i).toBe(1);
    await turns(1);
    // One that was won too late is closed.
    expect(log.slice(3)).toEqual(['end 0', 'end 1', 'end 2', 'close 0']);
  });

  it('fails with every error, in the order of the attempts', async () => {
    const { log, all, starts } = attempts(3);
    const racing = rejection(race(starts, 0, first, undefined));
    while (log.length < 3) await turns(1);
    while (all.length > 0) {
      await turns(3);
      all.pop()!.lose();
    }
    const { errors } = (await racing) as AggregateError;
    expect(errors.map(({ strerror }) => strerror)).toEqual(['lost 0', 'lost 1', 'lost 2']);
  });

  it('is ended by its signal, and by what is no failure of a connection', async () => {
    const controller = new AbortController();
    const { log, starts } = attempts(2);
    const racing = rejection(race(starts, null, first, controller.signal));
    controller.abort();
    expect((await racing).name).toBe('AbortError');
    expect(log).toEqual(['start 0', 'end 0']);
    const other = attempts(2);
    const breaking = rejection(race(other.starts, null, first, undefined));
    other.all[0]!.break();
    expect((await breaking).message).toBe('broken');
    expect(other.log).toEqual(['start 0', 'end 0']);
  });
});

describe('create_connection', () => {
  it('connects to a name, with a time-out that the socket keeps', async () => {
    const server = own(await create_server(['localhost', 0]));
    const client = own(await create_connection(['localhost', server.getsockname()[1]], 5, ['127.0.0.1', 0]));
    expect(client.gettimeout()).toBe(5);
    const [conn, address] = await server.accept();
    own(conn);
    expect(address).toEqual(client.getsockname());
    expect(conn.gettimeout()).toBeNull();
  });

  it.skipIf(!ipv6)('comes to the family that answers', async () => {
    const server = own(await create_server(['127.0.0.1', 0]));
    const port = server.getsockname()[1];
    const families = (await getaddrinfo('localhost', port, { type: SOCK_STREAM })).map(([family]) => family);
    const client = own(await create_connection(['localhost', port]));
    expect(client.family).toBe(AF_INET);
    expect(families).toContain(AF_INET);
    const six = own(await create_server(['::1', 0], { family: AF_INET6 }));
    expect(own(await create_connection(['::1', six.getsockname()[1]])).family).toBe(AF_INET6);
  });

  it('says why it failed', async () => {
    const dead = own(socket());
    dead.bind(['127.0.0.1', 0]);
    const address: [string, number] = ['127.0.0.1', dead.getsockname()[1]];
    expect(await rejection(create_connection(address))).toMatchObject({ code: 'ECONNREFUSED' });
    const all = (await rejection(create_connection(address, { all_errors: true }))) as AggregateError;
    expect(all.errors.map(({ code }) => code)).toEqual(['ECONNREFUSED']);
    expect(await rejection(create_connection(['no.such.host.invalid', 80]))).toBeInstanceOf(gaierror);
    expect((await rejection(create_connection('127.0.0.1:80' as never))).message).toContain("argument 'address'");
    expect((await rejection(create_connection(address, { happy_eyeballs_delay: -1 }))).message).toContain('happy_eye');
    expect((await rejection(create_connection(address, { nosuch: 1 } as never))).message).toContain("'nosuch'");
    expect((await rejection(create_connection(address, { signal: AbortSignal.abort() }))).name).toBe('AbortError');
  });
});

describe('connect', () => {
  /** A listener whose queue is full: what connects now waits. */
  async function full(): Promise<[listener: Socket, waiting: Socket[]]> {
    const listener = own(socket());
    listener.bind(['127.0.0.1', 0]);
    listener.listen(0);
    const waiting: Socket[] = [];
    for (;;) {
      const client = own(socket());
      waiting.push(client);
      try {
        await client.connect(listener.getsockname(), { timeout: 0.05 });
      } catch {
        return [listener, waiting];
      }
    }
  }

  it.skipIf(process.platform !== 'linux' || !capabilities.backlog)(
    'waits, runs out of time, and is aborted',
    async () => {
      const [listener] = await full();
      const address = listener.getsockname();
      expect(await rejection(own(socket()).connect(address, { timeout: 0.01 }))).toMatchObject({
        name: 'TimeoutError',
        address,
      });
      const controller = new AbortController();
      const waiting = rejection(own(socket()).connect(address, { signal: controller.signal }));
      controller.abort();
      expect((await waiting).name).toBe('AbortError');
      const instant = own(socket());
      instant.setblocking(false);
      expect(await rejection(instant.connect(address))).toMatchObject({ name: 'BlockingIOError', code: 'EINPROGRESS' });
      const slow = own(socket());
      slow.settimeout(0.01);
      expect(await slow.connect_ex(address)).toBe((await rejection(slow.recv(1, { timeout: 0 }))).errno);
      const closed = own(socket());
      const closing = rejection(closed.connect(address));
      await turns();
      closed.close();
      expect(await closing).toMatchObject({ code: 'ECANCELED' });
    },
  );
});
