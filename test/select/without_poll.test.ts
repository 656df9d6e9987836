// Before the package is loaded: where there is no poll(2), select(2) stands in. A test file is a process of its own.
process.env.BERKELEY_WITHOUT = 'poll';

import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';
import { guardFds } from '../support/fds.ts';

const { poll, POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, POLLPRI } = await import('berkeley/select');
const { PollSelector } = await import('berkeley/selectors');
const { capabilities, close, create_server, dup, MSG_OOB, socket, socketpair } = await import('berkeley/socket');
const { closing } = await import('../support/selectors.ts');

guardFds();
const keep = closing();
const pair = () => keep(...socketpair());
const LONG = 10_000;

describe('without poll(2)', () => {
  it('the selector on it is not there, and poll objects are', () => {
    expect([capabilities.poll, PollSelector, typeof poll]).toEqual([false, undefined, 'function']);
  });

  it('a poll object says what can be read and written, in the order in which it was registered', () => {
    const [a, b] = pair();
    const p = poll();
    p.register(b!, POLLIN | POLLOUT);
    p.register(a!);
    expect(p.poll()).toEqual([
      [b!.fileno(), POLLOUT],
      [a!.fileno(), POLLOUT],
    ]);
    b!.send(Buffer.from('x'));
    expect(p.poll(LONG)).toEqual([
      [b!.fileno(), POLLOUT],
      [a!.fileno(), POLLIN | POLLOUT],
    ]);
    p.modify(a!, POLLIN);
    p.unregister(b!);
    expect(p.poll(LONG)).toEqual([[a!.fileno(), POLLIN]]);
    a!.recv(1);
    const start = performance.now();
    expect([p.poll(0), p.poll(0.4), p.poll(5)]).toEqual([[], [], []]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(5.4);
    p.modify(a!, 0);
    b!.send(Buffer.from('x'));
    expect(p.poll(0)).toEqual([]);
  });

  it('says a hang-up and an error as what can be done then: to read, or to write', () => {
    const [a, b] = pair();
    const p = poll();
    p.register(a!, POLLIN | POLLHUP | POLLERR);
    b!.close();
    expect(p.poll(LONG)).toEqual([[a!.fileno(), POLLIN]]);
    p.unregister(a!);
    const [server, client] = keep(create_server(['127.0.0.1', 0]), socket());
    const address = server.getsockname();
    server.close();
    client.setblocking(false);
    client.connect_ex(address);
    p.register(client, POLLOUT);
    expect(p.poll(LONG)).toEqual([[client.fileno(), POLLOUT]]);
    expect(() => client.connect(address)).toThrow(expect.objectContaining({ name: 'ConnectionRefusedError' }));
  });

  it.skipIf(MSG_OOB === undefined || !capabilities.outOfBand)('says out-of-band data', () => {
    const [server, client] = keep(create_server(['127.0.0.1', 0]), socket());
    client.connect(server.getsockname());
    const [conn] = keep(server.accept()[0]);
    const p = poll();
    p.register(conn, POLLPRI);
    expect(p.poll(0)).toEqual([]);
    client.send(Buffer.from('!'), MSG_OOB);
    expect(p.poll(LONG)).toEqual([[conn.fileno(), POLLPRI]]);
  });

  it('says POLLNVAL of what is not open, however large the number, and the others once that is gone', () => {
    const [a, b] = pair();
    const fd = b!.fileno();
    b!.close();
    const p = poll();
    p.register(a!, POLLIN);
    for (const number of [fd, 5000, 0x7fffffff]) {
      p.register(number, POLLIN);
      expect(p.poll(LONG)).toEqual([[number, POLLNVAL]]);
      p.unregister(number);
    }
    expect(p.poll(LONG)).toEqual([[a!.fileno(), POLLIN]]);
  });

  it('waits for more than FD_SETSIZE', () => {
    const [a, b] = pair();
    const made: number[] = [];
    try {
      while (made.length < 1300) made.push(dup(a!.fileno()));
    } catch (error) {
      expect(error).toMatchObject({ code: 'EMFILE' });
    }
    try {
      const p = poll();
      for (const fd of made) p.register(fd, POLLIN);
      expect(p.poll(0)).toEqual([]);
      b!.send(Buffer.from('x'));
      expect(p.poll(LONG)).toEqual(made.map((fd) => [fd, POLLIN]));
    } finally {
      for (const fd of made) close(fd);
    }
  });

  it('sockets with a time-out wait all the same', () => {
    const [a, b] = pair();
    a!.settimeout(0.01);
    expect(() => a!.recv(1)).toThrow(expect.objectContaining({ name: 'TimeoutError' }));
    b!.send(Buffer.from('x'));
    expect(a!.recv(1).toString()).toBe('x');
    expect(() => a!.sendall(Buffer.alloc(1 << 22))).toThrow(expect.objectContaining({ name: 'TimeoutError' }));
    const [server, client] = keep(create_server(['127.0.0.1', 0]), socket());
    server.settimeout(0.01);
    expect(() => server.accept()).toThrow(expect.objectContaining({ name: 'TimeoutError' }));
    client.settimeout(10);
    client.connect(server.getsockname());
    keep(server.accept()[0]);
  });

  it.runIf(capabilities.interrupts)(
    'a thread ends that waits so, and a signal that is handled ends a wait',
    async () => {
      const child = runScript(`
      import { Worker } from 'node:worker_threads';
      import { socket, select } from 'berkeley';
      const worker = new Worker(\`import('berkeley').then(({ socket, select }) => {
        const [a] = socket.socketpair();
        const p = select.poll();
        p.register(a, select.POLLIN);
        require('node:worker_threads').parentPort.postMessage('waiting');
        p.poll();
      })\`, { eval: true, execArgv: [] });
      await new Promise((resolve) => worker.once('message', resolve));
      await worker.terminate();
      let handled = 0;
      process.on('SIGUSR2', () => console.log('handler', ++handled));
      await new Promise(setImmediate);
      const [a] = socket.socketpair();
      const waits = [() => a.recv(1), () => select.select([a], [], []), () => { const p = select.poll(); p.register(a); p.modify(a, 1); p.poll(); }];
      for (const [i, wait] of waits.entries()) {
        process.kill(process.pid, 'SIGUSR2');
        try { wait(); } catch (error) { console.log(error.name); }
        while (handled <= i) await new Promise(setImmediate);
      }
      process.exit();
    `);
      const { stdout, stderr, code } = await child.ended;
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      expect(stdout).toBe([1, 2, 3].map((i) => `InterruptedError\nhandler ${i}\n`).join(''));
    },
  );
});
