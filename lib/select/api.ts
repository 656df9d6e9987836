// All of `berkeley/select` but its constants.
import { backend } from '../backend/load.ts';
import { available } from '../core/available.ts';
import { epoll as makeEpoll } from './epoll.ts';
import { kevent as makeKevent, kqueue as makeKqueue } from './kqueue.ts';

const { capabilities } = backend;

export { OSError as error } from '../core/errors.ts';
export type { Epoll, EpollWait } from './epoll.ts';
export { fileno, type HasFileno, type NodeHandle } from './fileno.ts';
export type { Kevent, KeventOptions, Kqueue } from './kqueue.ts';
export { type Poll, poll } from './poll.ts';
export { select } from './select.ts';
export type { SpinOptions } from './spin.ts';

/** Python's `select.epoll()`, on Linux. */
export const epoll = available(capabilities.epoll, makeEpoll);
/** Python's `select.kqueue()`, on macOS and the BSDs. */
export const kqueue = available(capabilities.kqueue, makeKqueue);
/** Python's `select.kevent()`, on macOS and the BSDs. */
export const kevent = available(capabilities.kqueue, makeKevent);
