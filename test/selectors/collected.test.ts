import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';
import { kinds } from '../support/selectors.ts';

// What nobody holds any more is collected, and what is closed warns of nothing. Each in a process of its own, where the
// garbage collector can be called.

/** Runs a script with `s`, a selector's class; what it says by `say` comes back, and the names in its warnings. */
async function collect(python: string, script: string): Promise<{ said: unknown[]; warned: string[] }> {
  const child = runScript(
    `
    import * as selectors from 'berkeley/selectors';
    import { readdirSync } from 'node:fs';
    import { socketpair } from 'berkeley/socket';
    import { setImmediate as turn } from 'node:timers/promises';
    const Selector = selectors.${python};
    const { EVENT_READ, EVENT_WRITE } = selectors;
    const warned = [], said = [];
    process.on('warning', ({ name, message }) => warned.push(name + ': ' + message.replace(/ fd=.*/, '>')));
    const say = (value) => said.push(value);
    /** Collects until \`done\`, or for as long as it takes to know that it will not happen. */
    const collect = async (done) => {
      for (let i = 0; i < 50 && !done(); i++) { gc(); await turn(); }
      for (let i = 0; i < 5; i++) { gc(); await turn(); }
    };
    /** How many descriptors are open, where the system tells. */
    const open = () => { try { return readdirSync('/proc/self/fd').length; } catch { return 0; } };
    const alive = (refs) => refs.filter((ref) => ref.deref() !== undefined).length;
    ${script}
    await turn();
    console.log(JSON.stringify({ said, warned: warned.sort() }));
  `,
    ['--expose-gc', '--no-warnings'],
  );
  const { stdout, stderr, code } = await child.ended;
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return JSON.parse(stdout);
}

describe.each(kinds)('$python', ({ name, python }) => {
  it('is collected together with its sockets, which are closed', async () => {
    const { said, warned } = await collect(
      python,
      `
      // What the first socket starts stays.
      for (const end of socketpair()) end.close();
      const refs = [], before = open();
      (() => {
        for (let i = 0; i < 5; i++) {
          const s = new Selector(), [a, b] = socketpair();
          // Its data leads back to the selector, as a handler's does.
          s.register(a, EVENT_READ, () => s);
          s.register(b, EVENT_WRITE, { s, a });
          s.select(0);
          refs.push(new WeakRef(s), new WeakRef(a), new WeakRef(b));
        }
      })();
      say(alive(refs));
      await collect(() => alive(refs) === 0 && open() === before);
      say(alive(refs));
      say(open() - before);
      `,
    );
    expect(said).toEqual([15, 0, 0]);
    // Of sockets Python warns, and of no selector.
    expect(warned).toEqual(Array(10).fill('ResourceWarning: unclosed <socket.socket>'));
  });

  it('is collected though its sockets live on, and those forget it', async () => {
    const { said, warned } = await collect(
      python,
      `
      const [a, b] = socketpair();
      const refs = [], before = open();
      (() => {
        for (let i = 0; i < 5; i++) {
          const s = new Selector();
          s.register(a, EVENT_READ);
          s.register(b.fileno(), EVENT_WRITE);
          refs.push(new WeakRef(s));
        }
      })();
      await collect(() => alive(refs) === 0 && open() === before);
      say(alive(refs));
      say(open() - before);
      // Closing tells nobody who is gone.
      a.close();
      b.close();
      `,
    );
    expect(said).toEqual([0, 0]);
    expect(warned).toEqual([]);
  });

  it('leaves nothing behind when it is closed, however many there were', async () => {
    // Bytes: 2,000 selectors, were anything of them left, would be more.
    const most = 50_000;
    const { said, warned } = await collect(
      python,
      `
      const [a, b] = socketpair();
      const round = () => {
        for (let i = 0; i < 2000; i++) {
          const s = new Selector();
          s.register(a, EVENT_READ);
          s.register(b, EVENT_WRITE);
          if (s.select(0).length !== 1) throw new Error('no event');
          if (i % 2) s.unregister(a);
          s.close();
        }
      };
      const used = async () => { for (let i = 0; i < 5; i++) { gc(); await turn(); } return process.memoryUsage().heapUsed; };
      // What is left would be left by every round; code that is compiled meanwhile is not.
      let grown = Infinity;
      for (let i = 0; i < 20 && grown >= ${most}; i++) {
        const before = await used();
        round();
        grown = (await used()) - before;
      }
      say(grown);
      a.close();
      b.close();
      `,
    );
    expect(said[0]).toBeLessThan(most);
    expect(warned).toEqual([]);
  });

  it('that is held holds what is registered with it, and lets go of what is not', async () => {
    const { said, warned } = await collect(
      python,
      `
      const s = new Selector();
      const kept = [], gone = [];
      (() => {
        const [a, b] = socketpair();
        s.register(a, EVENT_READ);
        b.detach();
        kept.push(new WeakRef(a));
        const [c, d] = socketpair();
        s.register(c, EVENT_READ, d);
        s.modify(c, EVENT_WRITE, null);
        s.unregister(c);
        const [e, f] = socketpair();
        s.register(e.fileno(), EVENT_READ);
        gone.push(...[c, d, e, f].map((it) => new WeakRef(it)));
      })();
      await collect(() => alive(gone) === 0);
      say([alive(kept), alive(gone)]);
      // The number of one that was forgotten is closed: no event of it.
      try { say(s.select(0).map(([key, events]) => events)); } catch (error) { say(error.code); }
      for (const [fd, key] of s.get_map().items()) { s.unregister(key.fileobj); key.fileobj.close?.(); }
      s.close();
      `,
    );
    const closed = { select: 'EBADF', poll: [1] }[name] ?? [];
    expect(said).toEqual([[1, 0], closed]);
    expect(warned).toEqual(Array(4).fill('ResourceWarning: unclosed <socket.socket>'));
  });
});
