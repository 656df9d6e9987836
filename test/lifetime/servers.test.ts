import { capabilities } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';
import { guardFds } from '../support/fds.ts';

guardFds();

describe.runIf(capabilities.interrupts)('a signal that the program handles', () => {
  it('ends a read of a file, which has lost nothing by it', async () => {
    const child = runScript(`
      import { socketpair } from 'berkeley/socket';
      process.on('SIGUSR2', () => {});
      const [a, b] = socketpair();
      const file = b.makefile('rb');
      const text = a.makefile('r');
      a.sendall(Buffer.from('first half, '));
      b.sendall(Buffer.from('half of text, '));
      console.log('ready');
      try { file.readline(); } catch (error) { console.log(error.name); }
      console.log('again');
      try { text.readline(); } catch (error) { console.log(error.name); }
      a.sendall(Buffer.from('second half\\n'));
      b.sendall(Buffer.from('the rest\\n'));
      console.log(String(file.readline()) + text.readline());
      for (const one of [file, text, a, b]) one.close();
    `);
    for (const said of ['ready', 'again']) {
      expect(await child.line()).toBe(said);
      await child.blocked();
      child.kill('SIGUSR2');
      expect(await child.line()).toBe('InterruptedError');
    }
    const { stdout, stderr, code } = await child.ended;
    expect({ stdout, stderr, code }).toEqual({
      stdout: 'ready\nInterruptedError\nagain\nInterruptedError\nfirst half, second half\nhalf of text, the rest\n\n',
      stderr: '',
      code: 0,
    });
  });

  it.each(['waits', 'handles a request'])('ends a server that %s, and its handler runs', async (what) => {
    const child = runScript(`
      import { create_connection } from 'berkeley/socket';
      import { StreamRequestHandler, TCPServer } from 'berkeley/socketserver';
      let handled;
      process.once('SIGTERM', (signal) => { handled = signal; });
      class Handler extends StreamRequestHandler {
        handle() { console.log('ready'); this.rfile.readline(); }
      }
      const server = new TCPServer(['127.0.0.1', 0], Handler);
      const sock = ${what === 'waits' ? 'null' : 'create_connection(server.server_address)'};
      if (sock === null) console.log('ready');
      try { server.serve_forever(null); } catch (error) { console.log(error.name); }
      if (sock !== null) console.log(sock.recv(1).length);
      server.server_close();
      sock?.close();
      while (handled === undefined) await new Promise((resolve) => setImmediate(resolve));
      console.log(handled);
    `);
    expect(await child.line()).toBe('ready');
    await child.blocked();
    child.kill('SIGTERM');
    const { stdout, stderr, code } = await child.ended;
    const end = what === 'waits' ? '' : '0\n';
    expect({ stdout, stderr, code }).toEqual({
      stdout: `ready\nInterruptedError\n${end}SIGTERM\n`,
      stderr: '',
      code: 0,
    });
  });
});

describe('a server in a thread', () => {
  it('ends with it', async () => {
    const child = runScript(`
      import { Worker } from 'node:worker_threads';
      import { create_connection } from 'berkeley/socket';
      const worker = new Worker(\`
        import { parentPort } from 'node:worker_threads';
        import { TCPServer, StreamRequestHandler } from 'berkeley/socketserver';
        class Echo extends StreamRequestHandler { handle() { for (const line of this.rfile) this.wfile.write(line); } }
        const server = new TCPServer(['127.0.0.1', 0], Echo);
        parentPort.postMessage(server.server_address);
        server.serve_forever();
      \`, { eval: true });
      const [address] = await new Promise((resolve) => worker.once('message', (value) => resolve([value])));
      const sock = create_connection(address, 5);
      const file = sock.makefile('rw');
      file.write('line\\n');
      file.flush();
      console.log(file.readline().trim());
      await worker.terminate();
      console.log(JSON.stringify(file.readline()));
      file.close();
      sock.close();
    `);
    const { stdout, stderr, code } = await child.ended;
    expect({ stdout, stderr, code }).toEqual({ stdout: 'line\n""\n', stderr: '', code: 0 });
  });
});

describe('a file that nobody closes', () => {
  it('lets its socket be collected, with a warning', async () => {
    const child = runScript(
      `
      import { socketpair } from 'berkeley/socket';
      const warned = new Promise((resolve) => process.once('warning', ({ name }) => resolve(name)));
      const [a, b] = socketpair();
      (() => { b.makefile('w').write('never sent'); })();
      let pair = [b];
      await (async () => { const [c, d] = socketpair(); d.makefile('r'); c.close(); })();
      const again = setInterval(() => gc(), 5);
      console.log(await warned);
      clearInterval(again);
      a.close();
      pair = null;
      b.close();
      `,
      ['--expose-gc', '--no-warnings'],
    );
    const { stdout, code } = await child.ended;
    expect({ stdout, code }).toEqual({ stdout: 'ResourceWarning\n', code: 0 });
  });
});
