// All of `berkeley/select` but its constants.
export { OSError as error } from '../core/errors.ts';
export { type Epoll, type EpollWait, epoll } from './epoll.ts';
export type { HasFileno } from './fileno.ts';
export { type Poll, poll } from './poll.ts';
