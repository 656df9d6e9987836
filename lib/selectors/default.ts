import { backend } from '../backend/load.ts';
import type { SpinOptions } from '../select/spin.ts';
import type { BaseSelector } from './base.ts';
import { EpollSelector } from './epoll.ts';
import { KqueueSelector } from './kqueue.ts';
import { PollSelector } from './poll.ts';
import { SelectSelector } from './select.ts';

const { kqueue, epoll, poll } = backend.capabilities;

/** The selector that serves the most objects best where the program runs. Python's `selectors.DefaultSelector`. */
export const DefaultSelector: new (options?: SpinOptions) => BaseSelector = kqueue
  ? KqueueSelector
  : epoll
    ? EpollSelector
    : poll
      ? PollSelector
      : SelectSelector;
export type DefaultSelector = BaseSelector;
