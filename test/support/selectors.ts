import {
  type BaseSelector,
  EpollSelector,
  KqueueSelector,
  PollSelector,
  SelectSelector,
  type SpinOptions,
} from 'berkeley/selectors';
import { type Socket, socketpair } from 'berkeley/socket';
import { afterEach } from 'vitest';

/** A kind of selector: what BERKELEY_SELECTOR calls it, its class's name, and the class. */
export interface Kind {
  readonly name: string;
  readonly python: string;
  readonly Selector: new (options?: SpinOptions) => BaseSelector;
}

const NAMES = [
  ['select', 'SelectSelector', SelectSelector],
  ['poll', 'PollSelector', PollSelector],
  ['epoll', 'EpollSelector', EpollSelector],
  ['kqueue', 'KqueueSelector', KqueueSelector],
] as const;

/** Every kind that there is where the tests run. */
export const allKinds: readonly Kind[] = NAMES.flatMap(([name, python, Selector]) =>
  // A class whose system call is not there is undefined.
  Selector === undefined ? [] : [{ name, python, Selector }],
);

/**
 * The kinds that the tests run on: all, or the one that is forced.
 *
 * @throws Error for a name that is no selector's. A selector that the platform lacks, or that is hidden, is none.
 */
export function choose(forced: string | undefined): readonly Kind[] {
  if (!forced) return allKinds;
  const known = NAMES.map(([name]) => name as string);
  if (!known.includes(forced)) {
    throw new Error(`BERKELEY_SELECTOR=${forced}: there is no such selector; known: ${known.join(', ')}`);
  }
  return allKinds.filter(({ name }) => name === forced);
}

/** The kinds that the tests run on: `BERKELEY_SELECTOR=poll npx vitest run test/selectors` forces one. */
export const kinds = choose(process.env.BERKELEY_SELECTOR);

/** Closes after each test what the test hands to it. Call it once, at the top of a file or of a `describe`. */
export function closing(): <T extends { close(): void }[]>(...made: T) => T {
  const made: { close(): void }[] = [];
  afterEach(() => {
    for (const it of made.splice(0)) it.close();
  });
  return (...more) => {
    made.push(...more);
    return more;
  };
}

/** What has the number `fd`, which was just closed: a socket, or one end of a pair that has data to read if `ready`. */
export function reuse(fd: number, keep: (...made: Socket[]) => unknown, ready: boolean): Socket {
  for (let tries = 0; tries < 100; tries++) {
    const [a, b] = socketpair();
    keep(a, b);
    const [got, peer] = b.fileno() === fd ? [b, a] : [a, b];
    if (got.fileno() !== fd) continue;
    if (ready) peer.send(Buffer.from('newcomer'));
    return got;
  }
  throw new Error(`descriptor ${fd} was not reused`);
}
