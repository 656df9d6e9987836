import type { inspect } from 'node:util';
import { backend } from '../backend/load.ts';
import { custom } from '../core/inspect.ts';

/** The object can be read, or has a connection to accept. */
export const EVENT_READ = 1;
/** The object can be written. */
export const EVENT_WRITE = 2;

/** What can be registered: a descriptor, or an object with `fileno()`. */
export type FileObject = number | { fileno(): number };

/**
 * A registration: what was registered, its descriptor, the events it is waited for, and the caller's data. Python's
 * `selectors.SelectorKey`, a named tuple: it can be taken apart as `[fileobj, fd, events, data]`.
 */
export class SelectorKey<F = FileObject, D = unknown> {
  readonly fileobj: F;
  readonly fd: number;
  readonly events: number;
  readonly data: D;

  constructor(fileobj: F, fd: number, events: number, data: D) {
    this.fileobj = fileobj;
    this.fd = fd;
    this.events = events;
    this.data = data;
  }

  *[Symbol.iterator](): Generator<F | number | D> {
    yield this.fileobj;
    yield this.fd;
    yield this.events;
    yield this.data;
  }

  [custom](depth: number, options: object, inspector: typeof inspect): string {
    if (depth < 0) return 'SelectorKey(…)';
    const show = (value: unknown) => inspector(value, { ...options, depth: depth - 1 });
    return `SelectorKey(fileobj=${show(this.fileobj)}, fd=${this.fd}, events=${this.events}, data=${show(this.data)})`;
  }
}

const { POLLIN, POLLOUT, EPOLLIN, EPOLLOUT } = backend.selectConstants as { [name: string]: number };

/** The events of poll(2) that stand for ours. */
export function pollEvents(events: number): number {
  return (events & EVENT_READ ? POLLIN! : 0) | (events & EVENT_WRITE ? POLLOUT! : 0);
}

/** Ours for those of poll(2): an error or a hang-up is both, so that whoever waits finds it. */
export function eventsOfPoll(events: number): number {
  return (events & ~POLLIN! ? EVENT_WRITE : 0) | (events & ~POLLOUT! ? EVENT_READ : 0);
}

/** The events of epoll(7) that stand for ours. */
export function epollEvents(events: number): number {
  return (events & EVENT_READ ? EPOLLIN! : 0) | (events & EVENT_WRITE ? EPOLLOUT! : 0);
}

/** Ours for those of epoll(7). */
export function eventsOfEpoll(events: number): number {
  return (events & ~EPOLLIN! ? EVENT_WRITE : 0) | (events & ~EPOLLOUT! ? EVENT_READ : 0);
}
