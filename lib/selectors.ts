/**
 * Waiting for many objects through the best call that the system has, with the names and semantics of Python's
 * `selectors` module.
 *
 * @see https://docs.python.org/3/library/selectors.html
 */
import { backend } from './backend/load.ts';
import { available } from './core/available.ts';
import { EpollSelector as OnEpoll } from './selectors/epoll.ts';
import { KqueueSelector as OnKqueue } from './selectors/kqueue.ts';
import { PollSelector as OnPoll } from './selectors/poll.ts';

const { capabilities } = backend;

export type { MessageKind } from './batches/messages.ts';
export { BatchStream } from './batches/stream.ts';
export {
  type BatchReadyOptions,
  type BatchWaitOptions,
  StreamBatch,
  type StreamBatchOptions,
} from './batches/stream_batch.ts';
export type { SpinOptions } from './select/spin.ts';
export { BaseSelector, type DataOptions } from './selectors/base.ts';
export { DefaultSelector } from './selectors/default.ts';
export { EVENT_READ, EVENT_WRITE, type FileObject, SelectorKey } from './selectors/key.ts';
export type { SelectorMapping } from './selectors/mapping.ts';
export { SelectSelector } from './selectors/select.ts';

// A class whose system call the platform lacks is not there, as in Python.
export const PollSelector = available(capabilities.poll, OnPoll);
export type PollSelector = OnPoll;
export const EpollSelector = available(capabilities.epoll, OnEpoll);
export type EpollSelector = OnEpoll;
export const KqueueSelector = available(capabilities.kqueue, OnKqueue);
export type KqueueSelector = OnKqueue;
