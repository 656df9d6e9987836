// The public types of `berkeley/select`, checked by the compiler.

import * as berkeley from 'berkeley';
import {
  EPOLLIN,
  type Epoll,
  type EpollWait,
  epoll,
  error,
  type HasFileno,
  KQ_FILTER_READ,
  PIPE_BUF,
  POLLIN,
  type Poll,
  poll,
} from 'berkeley/select';
import { OSError, type Socket } from 'berkeley/socket';
import { expectTypeOf } from 'vitest';

declare const s: Socket;

expectTypeOf<Socket>().toExtend<HasFileno>();
expectTypeOf<number>().toExtend<HasFileno>();
expectTypeOf<Epoll>().toExtend<HasFileno>();
expectTypeOf<{ fileno(): number }>().toExtend<HasFileno>();
expectTypeOf<string>().not.toExtend<HasFileno>();
expectTypeOf<{ fileno(): string }>().not.toExtend<HasFileno>();

const p = poll();
expectTypeOf(p).toEqualTypeOf<Poll>();
expectTypeOf(p.register(s)).toEqualTypeOf<void>();
expectTypeOf(p.register(s.fileno(), POLLIN)).toEqualTypeOf<void>();
expectTypeOf(p.modify(s, POLLIN)).toEqualTypeOf<void>();
expectTypeOf(p.unregister(s)).toEqualTypeOf<void>();
expectTypeOf(p.poll()).toEqualTypeOf<[fd: number, events: number][]>();
expectTypeOf(p.poll(1000)).toEqualTypeOf<[fd: number, events: number][]>();
expectTypeOf(p.poll(null)).toEqualTypeOf<[fd: number, events: number][]>();
// @ts-expect-error: modify needs a mask
p.modify(s);
// @ts-expect-error: milliseconds, not text
p.poll('1000');
// @ts-expect-error: a factory, as in Python
new poll();

const e = epoll();
expectTypeOf(e).toEqualTypeOf<Epoll>();
expectTypeOf(epoll(1, 0)).toEqualTypeOf<Epoll>();
expectTypeOf(epoll({ sizehint: 1, flags: 0 })).toEqualTypeOf<Epoll>();
expectTypeOf(epoll.fromfd(3)).toEqualTypeOf<Epoll>();
expectTypeOf(e.closed).toEqualTypeOf<boolean>();
expectTypeOf(e.fileno()).toEqualTypeOf<number>();
expectTypeOf(e.close()).toEqualTypeOf<void>();
expectTypeOf(e).toExtend<Disposable>();
expectTypeOf(e.register(s)).toEqualTypeOf<void>();
expectTypeOf(e.modify(s, EPOLLIN)).toEqualTypeOf<void>();
expectTypeOf(e.unregister(s)).toEqualTypeOf<void>();
expectTypeOf(e.poll()).toEqualTypeOf<[number, number][]>();
expectTypeOf(e.poll(0.5, 10)).toEqualTypeOf<[number, number][]>();
expectTypeOf(e.poll({ timeout: null, maxevents: 10 })).toEqualTypeOf<[number, number][]>();
expectTypeOf<EpollWait>().toEqualTypeOf<{ timeout?: number | null; maxevents?: number }>();
// @ts-expect-error: no such option
e.poll({ timeoutt: 1 });
// @ts-expect-error: it cannot be set
e.closed = true;

// Constants, those too that this platform lacks.
expectTypeOf([POLLIN, EPOLLIN, KQ_FILTER_READ, PIPE_BUF]).toEqualTypeOf<number[]>();
expectTypeOf(error).toEqualTypeOf(OSError);
expectTypeOf(berkeley.select.poll).toEqualTypeOf(poll);
expectTypeOf(berkeley.select.POLLIN).toEqualTypeOf<number>();
// @ts-expect-error: frozen
berkeley.select.POLLIN = 2;
