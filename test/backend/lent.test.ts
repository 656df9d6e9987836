import { describe, expect, it } from 'vitest';
import { AddressRecord } from '../../lib/backend/address.ts';
import { backends, datagrams, pair, prepare, ready } from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

guardFds(prepare);

type Datagram = ReturnType<typeof datagrams>[number];

describe.each(backends)('what is lent to the $name backend', (backend) => {
  const { sys, failed } = backend;

  it('is received into and sent, all of it or its first bytes', () => {
    const [a, b] = pair(backend);
    const memory = Buffer.from('[abcdefgh]');
    const into = Buffer.alloc(10, '-');
    expect(sys.lend(6, memory.subarray(1, 9))).toBe(0);
    expect(sys.lend(7, into.subarray(1, 9))).toBe(0);
    expect(sys.send_lent(a, 6)).toBe(8);
    expect(sys.recv_lent(b, 7, 3)).toBe(3);
    expect(String(into)).toBe('-abc------');
    expect(sys.recv_lent(b, 7)).toBe(5);
    expect(String(into)).toBe('-defgh----');
    expect(sys.recv_lent(b, 7)).toBe(failed('EAGAIN'));
    expect(sys.send_lent(a, 6, 2)).toBe(2);
    expect(sys.recv_lent(b, 7, 1000)).toBe(2);
    expect(String(into)).toBe('-abfgh----');
  });

  it('is what was lent last', () => {
    const [a, b] = pair(backend);
    for (const text of ['old', 'young']) expect(sys.lend(6, Buffer.from(text))).toBe(0);
    expect(sys.send_lent(a, 6)).toBe(5);
    const into = Buffer.alloc(8);
    expect([sys.recv(b, into), String(into.subarray(0, 5))]).toEqual([5, 'young']);
  });

  it('is nothing for a count of nothing or less', () => {
    const [a, b] = pair(backend);
    expect(sys.lend(6, Buffer.from('abc'))).toBe(0);
    expect([sys.send_lent(a, 6, 0), sys.send_lent(a, 6, -1)]).toEqual([0, 0]);
    expect(sys.recv(b, Buffer.alloc(8))).toBe(failed('EAGAIN'));
  });

  it('has eight slots, and is nothing in those that there are not', () => {
    const [a, b] = pair(backend);
    for (const slot of [-1, 8, 2 ** 31 - 1, -(2 ** 31)]) {
      expect(sys.lend(slot, Buffer.from('abc'))).toBe(failed('EINVAL'));
      expect(sys.send_lent(a, slot)).toBe(0);
      expect(sys.sendto_lent(a, slot, 6)).toBe(failed('EINVAL'));
    }
    expect(sys.recv(b, Buffer.alloc(8))).toBe(failed('EAGAIN'));
  });

  it('can be the record of an address', () => {
    const [a, b] = datagrams(backend) as [Datagram, Datagram];
    const [from, into] = [new AddressRecord(), Buffer.alloc(8)];
    sys.lend(4, b.address.bytes);
    sys.lend(5, from.bytes);
    sys.lend(6, Buffer.from('abcdef'));
    sys.lend(7, into);
    expect(sys.sendto_lent(a.fd, 4, 6, 3)).toBe(3);
    ready(backend, b.fd, 'POLLIN');
    expect(sys.recvfrom_lent(b.fd, 5, 7)).toBe(3);
    expect(String(into.subarray(0, 3))).toBe('abc');
    expect(from.data).toEqual(a.address.data);
    // One that is too short for a record is none.
    expect(sys.recvfrom_lent(b.fd, 7, 7)).toBe(failed('EINVAL'));
  });
});
