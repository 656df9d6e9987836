// All of `berkeley/selectors`.
import { backend } from '../backend/load.ts';
import { available } from '../core/available.ts';
import { EpollSelector as OnEpoll } from './epoll.ts';
import { KqueueSelector as OnKqueue } from './kqueue.ts';
import { PollSelector as OnPoll } from './poll.ts';

const { capabilities } = backend;

export type { MessageKind } from '../batches/messages.ts';
export { BatchStream } from '../batches/stream.ts';
export {
  type BatchReadyOptions,
  type BatchWaitOptions,
  StreamBatch,
  type StreamBatchOptions,
} from '../batches/stream_batch.ts';
export type { SpinOptions } from '../select/spin.ts';
export { BaseSelector, type DataOptions } from './base.ts';
export { DefaultSelector } from './default.ts';
export { EVENT_READ, EVENT_WRITE, type FileObject, SelectorKey } from './key.ts';
export type { SelectorMapping } from './mapping.ts';
export { SelectSelector } from './select.ts';

// A class whose system call the platform lacks is not there, as in Python.
export const PollSelector = available(capabilities.poll, OnPoll);
export type PollSelector = OnPoll;
export const EpollSelector = available(capabilities.epoll, OnEpoll);
export type EpollSelector = OnEpoll;
export const KqueueSelector = available(capabilities.kqueue, OnKqueue);
export type KqueueSelector = OnKqueue;
