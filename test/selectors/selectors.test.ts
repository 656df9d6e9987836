import { expect, it } from 'vitest';
import { allKinds, choose } from '../support/selectors.ts';
import { selectorsSuite } from './suite.ts';

selectorsSuite();

it('one selector can be forced on the tests, by a name that is known', () => {
  expect(choose('')).toBe(allKinds);
  expect(choose(undefined)).toBe(allKinds);
  for (const kind of allKinds) expect(choose(kind.name)).toEqual([kind]);
  for (const name of ['nosuch', 'Poll', 'constructor', 'poll,epoll']) {
    expect(() => choose(name)).toThrow(`BERKELEY_SELECTOR=${name}: there is no such selector; known: select, poll`);
  }
});
