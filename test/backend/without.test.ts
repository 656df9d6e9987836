import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';

// What is hidden is decided when the package is first imported: each case is a process.

const script = `
  const { socket, select, selectors } = await import('berkeley');
  const { capabilities } = socket;
  const said = [capabilities.select, capabilities.poll, capabilities.epoll, capabilities.socketpair];
  const names = ['poll', 'epoll', 'kqueue'].filter((name) => name in select);
  const classes = Object.keys(selectors).filter((name) => /.Selector$/.test(name)).sort();
  console.log(JSON.stringify([said, names, classes, selectors.DefaultSelector.name]));
`;

/** What there is by the system itself. */
async function there(without: string | undefined): Promise<[boolean[], string[], string[], string]> {
  const { stdout, stderr, code } = await runScript(script, [], { BERKELEY_WITHOUT: without }).ended;
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return JSON.parse(stdout);
}

describe('BERKELEY_WITHOUT', () => {
  it('hides a feature, by its name, and nothing else', async () => {
    const [all, none, one, some] = await Promise.all(
      [undefined, '', 'poll', 'socketpair,,epoll,kqueue,poll'].map(there),
    );
    expect(none).toEqual(all);
    const [[hasSelect, , hasEpoll, hasPair], names, classes, best] = all!;
    expect(one![0]).toEqual([hasSelect, false, hasEpoll, hasPair]);
    // A poll object is there all the same: select(2) stands in.
    expect(one![1]).toEqual(names);
    expect(one![2]).toEqual(classes.filter((name) => name !== 'PollSelector'));
    expect(one![3]).toBe(best === 'PollSelector' ? 'SelectSelector' : best);
    expect(some).toEqual([
      [hasSelect, false, false, false],
      ['poll'],
      ['BaseSelector', 'DefaultSelector', 'SelectSelector'],
      'SelectSelector',
    ]);
  });

  it.each(['nosuch', 'select', 'Poll', 'constructor', '__proto__', 'poll,nosuch', ' poll', 'unixSockets'])(
    'of %o is an error that names what can be hidden',
    async (hidden) => {
      const { code, stderr, stdout } = await runScript(script, [], { BERKELEY_WITHOUT: hidden }).ended;
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(
        `BERKELEY_WITHOUT=${hidden}: '${hidden.split(',').at(-1)}' cannot be hidden; known: poll, `,
      );
    },
  );
});
