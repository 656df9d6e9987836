import { select } from 'berkeley/select';
import { EVENT_READ } from 'berkeley/selectors';
import { describe, expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';
import { closing, kinds } from '../support/selectors.ts';

guardFds();
const keep = closing();

// biome-ignore lint/suspicious/noExplicitAny: the tests pass what the types forbid
const any = (value: unknown): any => value;

describe.each(kinds)('$python', ({ Selector }) => {
  // It would be another descriptor, or wait for none, once it is cut down to an int.
  it.each([2 ** 31, 2 ** 32 + 1, 2 ** 40])('refuses a descriptor that is no int: %d', (fd) => {
    const [selector] = keep(new Selector());
    expect(() => selector.register(fd, EVENT_READ)).toThrow(`Invalid file descriptor: ${fd}`);
    expect(() => selector.register({ fileno: () => fd }, EVENT_READ)).toThrow(RangeError);
    expect(selector.get_map()!.length).toBe(0);
  });

  it('refuses an option that is not there, and does not wait without end', () => {
    const [selector] = keep(new Selector());
    expect(() => selector.select(any({ timeuot: 0 }))).toThrow("select() got an unexpected option 'timeuot'");
    expect(selector.select({ timeout: 0 })).toEqual([]);
  });
});

it('select refuses an option that is not there', () => {
  expect(() => select([], [], [], any({ timeuot: 0 }))).toThrow("select() got an unexpected option 'timeuot'");
  expect(select([], [], [], { timeout: 0 })).toEqual([[], [], []]);
});
