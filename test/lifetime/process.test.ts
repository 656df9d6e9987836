import { readdirSync } from 'node:fs';
import { capabilities, create_server, OSError, type Socket, socket, socketpair } from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runScript } from '../support/child.ts';
import { guardFds, hasProcFd, leaked, openFds, openSockets } from '../support/fds.ts';

guardFds();

/** A socket that is closed when the test ends. */
function opened(): Socket {
  const made = socket();
  onTestFinished(() => made.close());
  return made;
}

/** Runs a script with `gc()` at hand, and gives back the lines it printed. */
async function lines(script: string): Promise<string[]> {
  const { code, signal, stdout, stderr } = await runScript(
    `
    import { setImmediate as turn } from 'node:timers/promises';
    import { fstatSync, readlinkSync } from 'node:fs';
    import { socket as s, select } from 'berkeley';
    const { fileDescriptors } = s.capabilities;
    /** What a number leads to, by another number of it where it is none of the system's. */
    const found = (fd) => fileDescriptors ? fstatSync(fd).ino : (s.close(s.dup(fd)), 1);
    const identity = (fd) => { try { return found(fd); } catch (error) { if (error.code !== 'EBADF') throw error; return 0; } };
    /** The numbers that lead where they led, and not to what node has opened since. */
    const open = (was) => was.filter(([fd, ino]) => ino !== 0 && identity(fd) === ino).map(([fd]) => fd);
    const remember = (...sockets) => sockets.map((it) => [it.fileno(), identity(it.fileno())]);
    const warnings = [];
    process.on('warning', ({ name, message }) => warnings.push(name + ': ' + message));
    /** Collects until \`done()\`, or what could be collected is. */
    const collect = async (done = () => false) => { for (let i = 0; i < 20 && !done(); i++) { gc(); await turn(); } };
    ${script}`,
    ['--expose-gc', '--no-warnings'],
  ).ended;
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}

describe('a process', () => {
  it('ends by itself with sockets open, and says nothing', async () => {
    const child = runScript(`
      import { socket as s, select } from 'berkeley';
      const server = s.create_server(['127.0.0.1', 0]);
      const client = s.create_connection(server.getsockname());
      const [a, b] = s.socketpair();
      a.settimeout(1000);
      const poll = select.poll();
      poll.register(server);
      const epoll = select.epoll?.();
      epoll?.register(client);
      globalThis.kept = [server, client, a, b, poll, epoll];
    `);
    expect(await child.ended).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  });

  it('ends at once with process.exit() with sockets open', async () => {
    const child = runScript(`
      import { socketpair } from 'berkeley/socket';
      globalThis.kept = socketpair();
      setInterval(() => {}, 1000);
      process.exit(3);
    `);
    expect(await child.ended).toEqual({ code: 3, signal: null, stdout: '', stderr: '' });
  });

  it.runIf(hasProcFd && capabilities.fileDescriptors)('that this one starts inherits none of its sockets', async () => {
    const script = `
      import { spawnSync } from 'node:child_process';
      import { socket as s, select } from 'berkeley';
      const server = s.create_server(['127.0.0.1', 0]);
      const client = s.create_connection(server.getsockname());
      const [accepted] = server.accept();
      const [a, b] = s.socketpair();
      const epoll = select.epoll();
      const adopted = s.socket({ fileno: s.socket().detach() });
      const all = [server, client, accepted, a, b, epoll, adopted, a.dup(), s.fromfd(a.fileno(), s.AF_UNIX, s.SOCK_STREAM)];
      const fds = [...all.map((it) => it.fileno()), s.dup(a.fileno())];
      // Nobody opens these numbers in the child: what is there was inherited.
      const program = 'const { fstatSync } = require("fs"); const is = (fd) => { try { return fstatSync(fd).isSocket(); } catch { return false; } };'
        + 'console.log(JSON.stringify(' + JSON.stringify(fds) + '.filter(is)))';
      const inherited = () => spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' }).stdout.trim();
      console.log(inherited());
      // And that the question is the right one:
      b.set_inheritable(true);
      console.log(inherited() === JSON.stringify([b.fileno()]));
      b.set_inheritable(false);
      console.log(inherited());
    `;
    const { code, stdout, stderr } = await runScript(script).ended;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '[]\ntrue\n[]\n', stderr: '' });
  });
});

describe('a socket that is forgotten', () => {
  it('is closed, with a ResourceWarning', async () => {
    const [fd, stillOpen, warning] = await lines(`
      const was = (() => remember(s.socket()))();
      await collect(() => warnings.length > 0);
      console.log(was[0][0]);
      console.log(open(was).length);
      console.log(warnings.join());
    `);
    expect(stillOpen).toBe('0');
    expect(warning).toBe(
      `ResourceWarning: unclosed <socket.socket fd=${fd}, family=2, type=1, proto=${process.platform === 'linux' ? 6 : 0}, laddr=('0.0.0.0', 0)>`,
    );
  });

  it('is one of its own, whatever became of those before it', async () => {
    const [told, leftOpen, keptOpen] = await lines(`
      for (let i = 0; i < 3; i++) {
        const all = s.socketpair();
        const given = s.socket();
        s.close(given.detach());
        for (const it of [...all, given, ...all]) it.close();
      }
      globalThis.kept = Array.from({ length: 4 }, () => s.socket());
      const keptWas = remember(...kept);
      const was = (() => remember(...Array.from({ length: 12 }, () => s.socket())))();
      await collect(() => warnings.length >= was.length);
      await collect();
      console.log(was.every(([fd]) => warnings.filter((text) => text.includes('fd=' + fd + ',')).length === 1), warnings.length);
      console.log(open(was).length);
      console.log(open(keptWas).length);
      for (const it of kept) it.close();
    `);
    expect([told, leftOpen, keptOpen]).toEqual(['true 12', '0', '4']);
  });

  it('is so however it was made', async () => {
    const [count, stillOpen] = await lines(`
      const was = (() => {
        const server = s.create_server(['127.0.0.1', 0]);
        const client = s.create_connection(server.getsockname());
        const [accepted] = server.accept();
        const adopted = s.socket({ fileno: s.socket().detach() });
        return remember(server, client, accepted, adopted, ...s.socketpair(), client.dup());
      })();
      await collect(() => warnings.length >= was.length);
      console.log(new Set(warnings.map((it) => /^ResourceWarning: unclosed <socket\\.socket fd=(\\d+), /.exec(it)?.[1])).size);
      console.log(open(was).length);
    `);
    expect([count, stillOpen]).toEqual(['7', '0']);
  });

  it('is not while somebody has it, or one of its methods', async () => {
    const out = await lines(`
      const [a, b] = s.socketpair();
      const receive = b.recv.bind(b);
      const was = remember(a, b);
      await collect();
      console.log(open(was).length, warnings.length);
      a.sendall(Buffer.from('alive'));
      console.log(receive(9).toString());
    `);
    expect(out).toEqual(['2 0', 'alive']);
  });

  it.each([
    ['recv', 'a.recv(10).then(String)', "b.send(Buffer.from('bytes'))", 'bytes'],
    ['recv with flags', 'a.recv(10, MSG_PEEK).then(String)', "b.send(Buffer.from('bytes'))", 'bytes'],
    [
      'sendall',
      'a.sendall(Buffer.alloc(1e6)).then(() => "sent")',
      'b.recv_into(Buffer.alloc(1e6), { flags: MSG_WAITALL })',
      'sent',
    ],
  ])('is not while somebody awaits %s, and is after that', async (_, wait, answer, result) => {
    const script = `
      import { socketpair } from 'berkeley/promises';
      const { MSG_PEEK, MSG_WAITALL } = s;
      let was;
      const [peer, awaited] = (() => {
        const [a, b] = socketpair();
        was = remember(a);
        return [b, ${wait}];
      })();
      await collect();
      await ((b) => ${answer})(peer);
      console.log(await awaited, warnings.length);
      await collect(() => open(was).length === 0);
      console.log(warnings.length);
      peer.close();`;
    expect(await lines(script)).toEqual([`${result} 0`, '1']);
  });

  it('is not warned of after close() or detach(), which closes nothing', async () => {
    const out = await lines(`
      const was = (() => {
        s.socket().close();
        for (const it of s.socketpair()) it.close();
        const made = s.socket();
        const [found] = remember(made);
        made.detach();
        return [found];
      })();
      await collect();
      console.log(open(was).length, warnings.length);
      s.close(was[0][0]);
      console.log(open(was).length);
    `);
    expect(out).toEqual(['1 0', '0']);
  });

  it('does not take another with it that has its number', async () => {
    const out = await lines(`
      const fds = (() => { const list = Array.from({ length: 50 }, () => s.socket()); const numbers = list.map((it) => it.fileno()); for (const it of list) it.close(); return numbers; })();
      const others = Array.from({ length: 50 }, () => s.socket());
      console.log(others.some((it) => fds.includes(it.fileno())));
      const was = remember(...others);
      await collect();
      console.log(open(was).length, warnings.length, others.length);
    `);
    expect(out).toEqual(['true', '50 0 50']);
  });

  it('leaves an epoll that is forgotten closed too', async () => {
    const out = await lines(`
      const was = (() => select.epoll === undefined ? [] : [select.epoll().fileno()])();
      const links = () => was.map((fd) => { try { return readlinkSync('/proc/self/fd/' + fd); } catch { return ''; } });
      const before = links();
      await collect(() => warnings.length > 0);
      // Every anonymous inode has one number, so the kernel's name for it tells more.
      console.log(before.join(), links().filter((link) => link.includes('eventpoll')).length);
    `);
    expect(out).toEqual([expect.stringMatching(/^(anon_inode:\[eventpoll\])? 0$/)]);
  });
});

describe('closing', () => {
  it('twice does nothing, and a closed socket is EBADF', () => {
    const made = socket();
    made.close();
    made.close();
    expect(made.fileno()).toBe(-1);
    for (const call of [
      () => made.recv(1),
      () => made.send(Buffer.from('x')),
      () => made.accept(),
      () => made.bind(['127.0.0.1', 0]),
      () => made.connect(['127.0.0.1', 1]),
      () => made.listen(),
      () => made.getsockname(),
      () => made.dup(),
      () => made.settimeout(1),
    ]) {
      expect(call).toThrow(expect.objectContaining({ name: 'OSError', code: 'EBADF' }));
      expect(call).toThrow(OSError);
    }
    expect(made.detach()).toBe(-1);
  });

  it('twice does not touch another that has the number by then', () => {
    const first = socket();
    const number = first.fileno();
    first.close();
    const others: Socket[] = [];
    while (others.at(-1)?.fileno() !== number && others.length < 100) others.push(opened());
    expect(others.at(-1)!.fileno()).toBe(number);
    first.close();
    first[Symbol.dispose]();
    expect(first.detach()).toBe(-1);
    expect(() => first.recv(1)).toThrow(expect.objectContaining({ code: 'EBADF' }));
    expect(others.at(-1)!.getsockname()).toEqual(['0.0.0.0', 0]);
  });

  it('after detach() leaves the descriptor to whoever has it', () => {
    const made = socket();
    const fd = made.detach();
    expect(fd).toBeGreaterThanOrEqual(0);
    made.close();
    const adopted = socket({ fileno: fd });
    expect(adopted.getsockname()).toEqual(['0.0.0.0', 0]);
    adopted.close();
  });

  it.skipIf(!hasProcFd)('is done half-way through a failure: no descriptor is left', () => {
    const taken = create_server(['127.0.0.1', 0]);
    onTestFinished(() => taken.close());
    const before = openSockets();
    expect(() => create_server(taken.getsockname())).toThrow(expect.objectContaining({ code: 'EADDRINUSE' }));
    expect(() => create_server(['127.0.0.1', 70_000])).toThrow(RangeError);
    expect(() => socket({ fileno: 0x7ffffff0 })).toThrow(expect.objectContaining({ code: 'EBADF' }));
    expect(() => socketpair(2, 99)).toThrow(OSError);
    expect(leaked(before)).toEqual([]);
  });

  it.runIf(hasProcFd && capabilities.fileDescriptors)(
    '100,000 of what was opened leaves the descriptors as they were',
    () => {
      const before = [...openFds().entries()];
      for (let i = 0; i < 100_000; i++) socket().close();
      // The directory's own descriptor is open while it is read, with a number that may differ.
      const isDirectory = ([, link]: [number, string]) => /\/fd$/.test(link);
      expect([...openFds().entries()].filter((it) => !isDirectory(it))).toEqual(
        before.filter((it) => !isDirectory(it)),
      );
      expect(readdirSync('/proc/self/fd').length).toBeLessThan(before.length + 2);
    },
  );
});

describe('a forgotten socket whose descriptor is gone', () => {
  it.each([
    ['was closed by its number', 's.close(sock.fileno());'],
    ['was adopted twice', 'globalThis.twin = s.socket({ fileno: sock.fileno() }); twin.close();'],
  ])('which %s, does not end the program', async (_, close) => {
    const script = `
      let collected = false;
      const registry = new FinalizationRegistry(() => { collected = true; });
      (() => { const sock = s.socket(); registry.register(sock); ${close} })();
      await collect(() => collected);
      console.log(collected);`;
    expect(await lines(script)).toEqual(['true']);
  });

  it('is closed though its warning cannot be given', async () => {
    const script = `
      const thrown = [];
      process.on('uncaughtException', (error) => thrown.push(error.message));
      process.emitWarning = () => { throw new Error('no warnings'); };
      const was = (() => remember(s.socket()))();
      await collect(() => open(was).length === 0);
      console.log(thrown.join(), open(was).length);`;
    expect(await lines(script)).toEqual(['no warnings 0']);
  });
});
