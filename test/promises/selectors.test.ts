import {
  AwaitedSelector,
  DefaultSelector,
  EpollSelector,
  EVENT_READ,
  EVENT_WRITE,
  KqueueSelector,
  PollSelector,
  SelectSelector,
} from 'berkeley/promises';
import { describe, expect, it } from 'vitest';
import { guardAwaited, own, pair, rejection, turns } from '../support/awaited.ts';

guardAwaited();

const kinds = Object.entries({ DefaultSelector, SelectSelector, PollSelector, EpollSelector, KqueueSelector }).filter(
  // A class whose system call is not there is undefined.
  ([, Selector]) => Selector !== undefined,
);

describe.each(kinds)('%s', (name, Selector) => {
  it('waits without holding up the event loop, and says what is ready', async () => {
    const [a, b] = pair();
    const selector = own(new Selector());
    expect(selector).toBeInstanceOf(AwaitedSelector);
    if (name !== 'DefaultSelector') expect(selector.constructor.name).toBe(name);
    const key = selector.register(a, EVENT_READ, 'mine');
    const selecting = selector.select();
    await turns();
    await b.sendall(Buffer.from('x'));
    expect(await selecting).toEqual([[key, EVENT_READ]]);
    // Until it is read it stays ready.
    expect(await selector.select(0)).toEqual([[key, EVENT_READ]]);
    await a.recv(1);
    expect(await selector.select(0)).toEqual([]);
    selector.modify(a, EVENT_READ | EVENT_WRITE);
    expect((await selector.select()).map(([, events]) => events)).toEqual([EVENT_WRITE]);
    selector.unregister(a);
    expect(await selector.select({ timeout: -1 })).toEqual([]);
  });

  it('waits again and again', async () => {
    const [a, b] = pair();
    const selector = own(new Selector());
    selector.register(a, EVENT_READ);
    for (let i = 0; i < 20; i++) {
      const selecting = selector.select(60);
      await turns(i % 3);
      await b.sendall(Buffer.from('x'));
      expect((await selecting).length).toBe(1);
      await a.recv(1);
    }
  });

  it('ends by its time-out, its signal, and when it is closed', async () => {
    const [a] = pair();
    const selector = new Selector();
    selector.register(a, EVENT_READ);
    expect(await selector.select(0.005)).toEqual([]);
    const controller = new AbortController();
    const first = rejection(selector.select(null, { signal: controller.signal }));
    const second = rejection(selector.select({ signal: controller.signal }));
    await turns();
    controller.abort();
    expect([(await first).name, (await second).name]).toEqual(['AbortError', 'AbortError']);
    expect((await rejection(selector.select({ signal: controller.signal, timeout: 0 }))).name).toBe('AbortError');
    const third = rejection(selector.select());
    await turns();
    selector.close();
    expect(await third).toMatchObject({ code: 'ECANCELED' });
    expect(selector.get_map()).toBeNull();
  });

  it('sees what is registered while it waits', async () => {
    const [a, b] = pair();
    const selector = own(new Selector());
    const selecting = selector.select();
    await turns();
    await b.sendall(Buffer.from('x'));
    const key = selector.register(a, EVENT_READ);
    expect(await selecting).toEqual([[key, EVENT_READ]]);
    expect(selector.get_key(a)).toBe(key);
  });
});
