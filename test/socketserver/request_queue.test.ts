import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MOST, RequestQueue, textOf } from '../../dist/socketserver/request_queue.js';
import { inThread } from '../support/thread.ts';

const MODULE = fileURLToPath(new URL('../../dist/socketserver/request_queue.js', import.meta.url));
const KIND = { family: 2, type: 1, proto: 0, timeout: null };

describe('the queue of requests that threads share', () => {
  it('gives each request to one of them', async () => {
    const queue = new RequestQueue();
    const count = 5_000;
    const taken = new Int32Array(new SharedArrayBuffer(4 * count));
    const threads = [1, 2, 3].map((id) =>
      inThread(
        ({ say }, module, memory, taken, id) => {
          const { createRequire } = process.getBuiltinModule('node:module');
          const { RequestQueue } = createRequire(module)(
            module,
          ) as typeof import('../../dist/socketserver/request_queue.js');
          const queue = new RequestQueue(memory);
          say('ready');
          while (queue.done < taken.length) {
            const slot = queue.take(id);
            if (slot < 0) continue;
            // What lies there for a descriptor is the number of the request.
            Atomics.add(taken, queue.fd(slot), 1);
            queue.finish(slot);
          }
        },
        MODULE,
        queue.memory,
        taken,
        id,
      ),
    );
    await Promise.all(threads.map((thread) => thread.heard()));
    // Few slots, which are used again and again.
    const slots = 7;
    for (let number = 0, slot = 0; number < count; slot = (slot + 1) % slots) {
      if (queue.isEmpty(slot)) queue.putConnection(slot, number++, KIND, '""');
    }
    await Promise.all(threads);
    expect(taken.every((times) => times === 1)).toBe(true);
    expect([queue.waiting, queue.done]).toEqual([0, count]);
  });

  it('gives them in the order in which they came, as many as there is room for', () => {
    const queue = new RequestQueue();
    for (let slot = 0; slot < MOST; slot++) queue.putConnection(slot, slot, KIND, '""');
    expect([queue.waiting, queue.next]).toEqual([MOST, 0]);
    const order = Array.from({ length: MOST }, () => queue.fd(queue.take(1)));
    expect(order).toEqual(Array.from({ length: MOST }, (_, i) => i));
    expect([queue.take(1), queue.waiting]).toEqual([-1, 0]);
  });

  it('gives to another what one had taken that ended before it owned it', () => {
    const queue = new RequestQueue();
    // Nobody has so many descriptors.
    queue.putConnection(0, 2 ** 30, KIND, '""');
    queue.putConnection(1, 2 ** 30 + 1, KIND, '""');
    expect(queue.take(1)).toBe(0);
    expect([queue.hadBy(1, 0), queue.hadBy(2, 0), queue.hadBy(1, 1)]).toEqual(['taken', null, null]);
    queue.put(0);
    expect([queue.take(2), queue.take(2), queue.take(2)]).toEqual([1, 0, -1]);
    expect([queue.hadBy(1, 0), queue.hadBy(2, 0)]).toEqual([null, 'taken']);
    expect(() => queue.connection(2, 0)).toThrow('Bad file descriptor');
    expect(queue.hadBy(2, 0)).toBe('owned');
  });

  it('holds the addresses of clients, if they are not too long', () => {
    const queue = new RequestQueue();
    const longest = ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 65535, 1048575, 4294967295];
    for (const address of [null, '', '/tmp/\udcff\u2028', ['127.0.0.1', 80], longest]) {
      queue.putConnection(0, 0, KIND, textOf(address)!);
      expect(queue.address(0)).toEqual(address);
    }
    for (const address of ['a'.repeat(200), [1.5], Buffer.from('a'), [['a']], undefined]) {
      expect(textOf(address)).toBe(null);
    }
  });
});
