import { capabilities } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { run, runScript } from '../support/child.ts';
import { allKinds, kinds } from '../support/selectors.ts';

// Many idle descriptors cost nothing but their registration. In processes of their own, which can say what they used.

const prelude = (python: string) => `
  import * as selectors from 'berkeley/selectors';
  import { capabilities, close, create_server, dup, socket, socketpair } from 'berkeley/socket';
  const Selector = selectors.${python};
  const { EVENT_READ, EVENT_WRITE } = selectors;
  const used = () => { gc(); gc(); return process.memoryUsage().heapUsed; };
  const print = (value) => console.log(JSON.stringify(value));
`;

describe.each(kinds)('$python', ({ name, python }) => {
  it('finds the one active connection among thousands, in one event, and allocates nothing for the others', async () => {
    const child = runScript(
      `${prelude(python)}
      const s = new Selector();
      const pairs = [];
      // As many as the limit lets in; 3,000 pairs are enough.
      try { while (pairs.length < 3000) pairs.push(socketpair()); } catch (error) {
        if (error.code !== 'EMFILE') throw error;
        for (const [a, b] of pairs.splice(-20)) { a.close(); b.close(); }
      }
      const one = Buffer.from('x'), into = new Uint8Array(9);
      const turn = (i) => {
        const [a, b] = pairs[i];
        b.send(one);
        const ready = s.select(10);
        if (ready.length !== 1 || ready[0][0].fileobj !== a || ready[0][1] !== EVENT_READ) throw new Error('event ' + i);
        a.recv_into(into);
      };
      // The bytes that a wait leaves behind, with ten registered and with all of them; the least of some, as code is
      // compiled meanwhile.
      const cost = (rounds) => Math.min(...Array.from({ length: 5 }, () => {
        const before = used();
        for (let i = 0; i < rounds; i++) turn(i % 10);
        return (used() - before) / rounds;
      }));
      for (const [a] of pairs.slice(0, 10)) s.register(a, EVENT_READ);
      for (let i = 0; i < 2000; i++) turn(i % 10);
      const few = cost(200);
      for (const [a] of pairs.slice(10)) s.register(a, EVENT_READ);
      for (const i of [0, 1, pairs.length >> 1, pairs.length - 1]) turn(i);
      const many = cost(200);
      if (s.select(0).length !== 0) throw new Error('events of nobody');
      // Halfway empty, and full again: what is left is found.
      for (const [a] of pairs.filter((_, i) => i % 2)) s.unregister(a);
      for (let i = 0; i < pairs.length; i += 512) turn(i);
      for (const [a] of pairs.filter((_, i) => i % 2)) s.register(a, EVENT_READ);
      turn(pairs.length - 1);
      for (const [, b] of pairs) b.send(one);
      const found = new Set();
      while (found.size < pairs.length) {
        const ready = s.select(10);
        if (ready.length === 0) throw new Error('missing');
        for (const [key] of ready) { found.add(key.fd); key.fileobj.recv_into(into); }
      }
      print({ connections: pairs.length, few, many, left: s.select(0).length });
      `,
      ['--expose-gc'],
    );
    const { stdout, stderr, code } = await child.ended;
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const { connections, few, many, left } = JSON.parse(stdout);
    expect(connections).toBeGreaterThan(100);
    expect(left).toBe(0);
    // None, but for the noise of the engine.
    expect(few).toBeLessThan(500);
    expect(many).toBeLessThan(500);
  });

  // select(2) is handed everything anew at each wait.
  const handsOver = name === 'select';
  it.runIf(!handsOver)('allocates no more in a wait with thousands idle than with ten', async () => {
    const child = runScript(
      `${prelude(python)}
      import v8 from 'node:v8';
      const s = new Selector();
      const [a, b] = socketpair();
      b.send(Buffer.from('x'));
      s.register(a, EVENT_READ);
      const idle = [];
      try { while (idle.length < 5000) idle.push(dup(b.fileno())); } catch (error) {
        if (error.code !== 'EMFILE') throw error;
        for (const fd of idle.splice(-20)) close(fd);
      }
      // The young generation holds what a hundred waits allocate, so that nothing is collected within.
      const allocated = () => {
        gc();
        const before = process.memoryUsage().heapUsed;
        for (let i = 0; i < 100; i++) if (s.select(10).length !== 1) throw new Error('event');
        return (process.memoryUsage().heapUsed - before) / 100;
      };
      for (let i = 0; i < 20; i++) allocated();
      const few = Math.min(...Array.from({ length: 5 }, allocated));
      for (const fd of idle) s.register(fd, EVENT_READ);
      for (let i = 0; i < 5; i++) allocated();
      const many = Math.min(...Array.from({ length: 5 }, allocated));
      print({ idle: idle.length, few, many });
      `,
      ['--expose-gc', '--max-semi-space-size=32'],
    );
    const { stdout, stderr, code } = await child.ended;
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const { idle, few, many } = JSON.parse(stdout);
    expect(idle).toBeGreaterThan(100);
    // Not a byte for each.
    expect(many - few).toBeLessThan(Math.min(1000, idle));
  });
});

const hasUlimit = await (async () => {
  if (process.platform === 'win32') return false;
  const { spawnSync } = await import('node:child_process');
  return spawnSync('sh', ['-c', 'ulimit -n 64']).status === 0;
})();

describe.skipIf(!hasUlimit || !capabilities.fileDescriptors)('without descriptors left', () => {
  it.each(kinds)('accept() says EMFILE, and $name goes on with the others', async ({ python }) => {
    const script = `${prelude(python)}
      const server = create_server(['127.0.0.1', 0]);
      const s = new Selector();
      s.register(server, EVENT_READ);
      const [a, b] = socketpair();
      s.register(a, EVENT_READ);
      const client = socket();
      const spare = [];
      try { for (;;) spare.push(dup(a.fileno())); } catch (error) { print(error.code); }
      client.connect(server.getsockname());
      const errors = [];
      for (let i = 0; i < 3; i++) {
        const ready = s.select(10);
        if (ready.length !== 1 || ready[0][0].fileobj !== server) throw new Error('not the server');
        try { server.accept(); } catch (error) { errors.push(error); }
      }
      print(errors.map(({ name, code, syscall, message }) => [name, code, syscall, message]));
      // A server that stops to listen for a while serves on, and does not spin.
      s.unregister(server);
      b.send(Buffer.from('x'));
      print(s.select(10).map(([key]) => key.fileobj === a));
      a.recv(1);
      print(s.select(0.01));
      for (const fd of spare.splice(0, 2)) close(fd);
      s.register(server, EVENT_READ);
      print(s.select(10).length);
      const [conn] = server.accept();
      client.send(Buffer.from('hello'));
      print(conn.recv(9).toString());
      // Other calls that make a descriptor say so too.
      try { for (;;) spare.push(dup(a.fileno())); } catch (error) { print(error.code); }
      const failing = [() => socket(), () => socketpair(), () => a.dup(), () => create_server(['127.0.0.1', 0])];
      print(failing.map((call) => { try { call(); } catch (error) { return error.code; } }));
      try { new selectors.DefaultSelector(); } catch (error) { print(error.code); }
    `;
    const child = run('sh', [
      '-c',
      'ulimit -n 64; exec "$0" "$@"',
      process.execPath,
      '--expose-gc',
      '--input-type=module',
      '--eval',
      script,
    ]);
    const { stdout, stderr, code } = await child.ended;
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.slice(0, 8)).toEqual([
      'EMFILE',
      Array(3).fill(['OSError', 'EMFILE', 'accept', expect.stringMatching(/^\[Errno \d+\] .*: accept/)]),
      [true],
      [],
      1,
      'hello',
      'EMFILE',
      Array(4).fill('EMFILE'),
    ]);
    expect(lines.slice(8)).toEqual(
      allKinds.some(({ name }) => name === 'epoll' || name === 'kqueue') ? ['EMFILE'] : [],
    );
  });
});
