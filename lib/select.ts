/**
 * Waiting for descriptors, with the names and semantics of Python's `select` module.
 *
 * @see https://docs.python.org/3/library/select.html
 */
export { OSError as error } from './core/errors.ts';
export * from './select/constants.ts';
export { type Epoll, type EpollWait, epoll } from './select/epoll.ts';
export type { HasFileno } from './select/fileno.ts';
export { type Poll, poll } from './select/poll.ts';
