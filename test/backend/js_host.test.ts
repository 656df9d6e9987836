import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';

// The thread that hosts the sockets of the js backend: when it starts and ends, and what happens to those who wait for it.
// Each case is a process.

const js = { BERKELEY_BACKEND: 'js' };
const hasTasks = existsSync('/proc/self/task');

/** Counts the threads of a process, and waits until there are so many. */
const THREADS = `
  import { readdirSync } from 'node:fs';
  import { readFile } from 'node:fs/promises';
  import { setTimeout as delay } from 'node:timers/promises';
  // The threads that libuv reads files in are there from now on.
  await Promise.all(Array.from({ length: 64 }, () => readFile('/proc/self/cmdline')));
  const threads = () => readdirSync('/proc/self/task').length;
  const settled = async (count) => { while (threads() > count) await delay(5); return threads(); };
`;

describe('the host of the js backend', () => {
  it.runIf(hasTasks)('starts with the first socket, and not before', async () => {
    const child = runScript(
      `${THREADS}
      const before = threads();
      const { gethostname, socket } = await import('berkeley/socket');
      gethostname();
      const imported = threads();
      socket().close();
      console.log(imported - before, threads() - imported);`,
      [],
      js,
    );
    expect(await child.ended).toMatchObject({ code: 0, stdout: '0 1\n', stderr: '' });
  });

  it('keeps no process alive, whatever is open', async () => {
    const child = runScript(
      `import { create_server, socket, socketpair } from 'berkeley/socket';
      globalThis.kept = [create_server(['127.0.0.1', 0]), socket(), ...socketpair()];
      console.log('open');`,
      ['--no-warnings'],
      js,
    );
    expect(await child.ended).toMatchObject({ code: 0, stdout: 'open\n' });
  });

  it('ends at once on process.exit()', async () => {
    const child = runScript(
      `import { create_server, socket } from 'berkeley/socket';
      const server = create_server(['127.0.0.1', 0]);
      const client = socket();
      client.connect(server.getsockname());
      client.setblocking(false);
      try { for (;;) client.send(Buffer.alloc(1 << 16)); } catch (error) { console.log(error.code); }
      setInterval(() => {}, 1000);
      process.exit(7);`,
      ['--no-warnings'],
      js,
    );
    expect(await child.ended).toMatchObject({ code: 7, stdout: 'EAGAIN\n' });
  });

  it.runIf(hasTasks)('ends with the thread that it serves, though that waits in a call', async () => {
    const child = runScript(
      `${THREADS}
      import { connect } from 'node:net';
      import { once } from 'node:events';
      import { Worker } from 'node:worker_threads';
      const before = threads();
      const worker = new Worker(\`
        import('berkeley/socket').then(({ create_server }) => {
          const server = create_server(['127.0.0.1', 0]);
          require('node:worker_threads').parentPort.postMessage(server.getsockname()[1]);
          const [conn] = server.accept();
          conn.recv(1);
        });\`, { eval: true, execArgv: [] });
      const [port] = await once(worker, 'message');
      const client = connect(port, '127.0.0.1');
      await once(client, 'connect');
      const closed = once(client.on('error', () => {}).resume(), 'close');
      await worker.terminate();
      // What it had open is closed.
      await closed;
      console.log('closed', await settled(before) <= before);`,
      [],
      js,
    );
    expect(await child.ended).toMatchObject({ code: 0, stdout: 'closed true\n', stderr: '' });
  });

  it('leaves nothing behind when the process is killed in a call', async () => {
    const child = runScript(
      `import { create_server } from 'berkeley/socket';
      const server = create_server(['127.0.0.1', 0]);
      console.log(server.getsockname()[1]);
      server.accept();`,
      [],
      js,
    );
    const port = Number(await child.line());
    await child.blocked();
    child.kill('SIGKILL');
    expect((await child.ended).signal).toBe('SIGKILL');
    const { code, stdout } = await runScript(
      `import { create_server } from 'berkeley/socket';
      const server = create_server(['127.0.0.1', ${port}]);
      console.log(server.getsockname()[1] === ${port});
      server.close();`,
      [],
      js,
    ).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'true\n' });
  });

  it('is of one thread: its numbers lead to nothing in another', async () => {
    const child = runScript(
      `import { once } from 'node:events';
      import { Worker } from 'node:worker_threads';
      import { socket } from 'berkeley/socket';
      const mine = socket();
      const worker = new Worker(\`
        const { parentPort, workerData } = require('node:worker_threads');
        import('berkeley/socket').then(({ socket }) => {
          const theirs = socket();
          let code = '';
          try { socket({ fileno: workerData }); } catch (error) { code = error.code; }
          parentPort.postMessage([theirs.fileno() !== workerData, code]);
          theirs.close();
        });\`, { eval: true, execArgv: [], workerData: mine.fileno() });
      const [said] = await once(worker, 'message');
      console.log(JSON.stringify(said), mine.getsockname()[1]);
      mine.close();`,
      [],
      js,
    );
    expect(await child.ended).toMatchObject({ code: 0, stdout: '[true,"EBADF"] 0\n', stderr: '' });
  });

  it('that has died is an error that says so, and no wait without end', async () => {
    const child = runScript(
      `import { syncBuiltinESMExports } from 'node:module';
      import threads from 'node:worker_threads';
      let host;
      threads.Worker = class extends threads.Worker {
        constructor(...given) { super(...given); host = this; }
      };
      syncBuiltinESMExports();
      const { socket } = await import('berkeley/socket');
      const sock = socket();
      await host.terminate();
      const message = (call) => { try { call(); } catch (error) { return error.code + ' ' + /\\(.*\\)/.exec(error.message)[0]; } };
      console.log([() => sock.bind(['', 0]), () => socket()].map(message).join());
      sock.detach();`,
      [],
      js,
    );
    const said = 'EIO (the thread that hosts the sockets has ended)';
    expect(await child.ended).toMatchObject({ code: 0, stdout: `${said},${said}\n`, stderr: '' });
  });

  it('says what it lacks: the feature, and the backend', async () => {
    const child = runScript(
      `import * as s from 'berkeley/socket';
      const message = (call) => { try { call(); } catch (error) { return error.message; } };
      const sock = s.socket();
      console.log([
        () => s.socket(s.AF_UNIX, s.SOCK_DGRAM),
        () => s.socket(s.AF_INET, s.SOCK_RAW),
        () => sock.setsockopt(s.IPPROTO_TCP, s.TCP_MAXSEG, 500),
        () => sock.send(Buffer.from('!'), s.MSG_OOB),
        // And the next error says nothing of it.
        () => sock.listen(-1) ?? sock.connect(['127.0.0.1', 1]),
      ].map(message).join('\\n'));
      sock.close();`,
      [],
      js,
    );
    const { code, stdout } = await child.ended;
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(
        /^\[Errno \d+\] .* \(an AF_UNIX datagram socket is not available on the js backend\): socket$/,
      ),
      expect.stringMatching(/^\[Errno \d+\] .* \(SOCK_RAW is not available on the js backend\): socket$/),
      expect.stringMatching(/^\[Errno \d+\] .* \(TCP_MAXSEG is not available on the js backend\): setsockopt$/),
      expect.stringMatching(/^\[Errno \d+\] .* \(MSG_OOB is not available on the js backend\): send$/),
      expect.stringMatching(/^\[Errno \d+\] Transport endpoint is already connected: connect/),
      '',
    ]);
  });
});
