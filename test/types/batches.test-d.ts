// The public types of batches of streams, checked by the compiler.

import * as berkeley from 'berkeley';
import {
  type BatchReadyOptions,
  type BatchStream,
  type BatchWaitOptions,
  type FileObject,
  type MessageKind,
  StreamBatch,
  type StreamBatchOptions,
} from 'berkeley/selectors';
import type { OSError, Socket } from 'berkeley/socket';
import { expectTypeOf } from 'vitest';

declare const s: Socket;

const batch = new StreamBatch<{ name: string }>({ capacity: 10, size: 1, room: 1, limit: 0, most: 0, spin: 30 });
expectTypeOf(batch).toExtend<Disposable>();
expectTypeOf(new StreamBatch()).toEqualTypeOf<StreamBatch<unknown>>();
expectTypeOf<StreamBatchOptions>().toExtend<{ spin?: number }>();
// @ts-expect-error: no such option
new StreamBatch({ slots: 1 });

const stream = batch.add(s, { name: 'x' });
expectTypeOf(stream).toEqualTypeOf<BatchStream<{ name: string }>>();
expectTypeOf(batch.accept(3)).toEqualTypeOf<BatchStream<{ name: string }>>();
expectTypeOf(batch.watch(0)).toEqualTypeOf<BatchStream<{ name: string }>>();
expectTypeOf<BatchStream>().toExtend<FileObject>();
// @ts-expect-error: not what this batch has
batch.add(s, 'x');
// @ts-expect-error: not a descriptor
batch.add('3');

expectTypeOf(batch.wait()).toEqualTypeOf<number>();
expectTypeOf(batch.wait(0.5)).toEqualTypeOf<number>();
expectTypeOf(batch.wait({ timeout: null })).toEqualTypeOf<number>();
expectTypeOf<BatchWaitOptions>().toEqualTypeOf<{ timeout?: number | null | undefined }>();
expectTypeOf(batch.ready({ signal: AbortSignal.timeout(1) })).toEqualTypeOf<Promise<number>>();
expectTypeOf(batch.ready(1, { signal: null })).toEqualTypeOf<Promise<number>>();
expectTypeOf<BatchReadyOptions['signal']>().toEqualTypeOf<AbortSignal | null | undefined>();
// @ts-expect-error: no such option
batch.wait({ spin: 30 });

expectTypeOf(batch.kind(0)).toEqualTypeOf<MessageKind>();
expectTypeOf(batch.stream(0)).toEqualTypeOf<BatchStream<{ name: string }>>();
expectTypeOf(batch.stream(0).data.name).toEqualTypeOf<string>();
expectTypeOf(batch.bytes(0)).toExtend<Buffer>();
expectTypeOf(batch.error(0)).toEqualTypeOf<OSError | null>();
expectTypeOf(batch.reply(0)).toEqualTypeOf<void>();
expectTypeOf(batch.reply(0, new DataView(new ArrayBuffer(1)))).toEqualTypeOf<void>();
expectTypeOf(batch.forward(0, stream)).toEqualTypeOf<void>();
// @ts-expect-error: bytes, not text
batch.reply(0, 'x');
// @ts-expect-error: bytes, not text
stream.send('x');
expectTypeOf(stream.socket()).toEqualTypeOf<Socket>();
expectTypeOf(stream.detach()).toEqualTypeOf<number>();
// @ts-expect-error: it cannot be set
stream.isClosed = true;
expectTypeOf(berkeley.selectors.StreamBatch).toEqualTypeOf(StreamBatch);
