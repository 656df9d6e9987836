// Whatever CPython's ipaddress says of random and of broken input, ours says.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  address4,
  address6,
  input,
  integer4,
  integer6,
  loose,
  members,
  mutated,
  networks,
  text4,
  text6,
} from './arbitraries.ts';
import { answer } from './ours.ts';
import { Peer, python3_13 } from './python.ts';

const BATCH = 250;

// The same inputs every time, unless another seed asks for others.
const SEED = Number(process.env.IPADDRESS_SEED ?? 6724);

interface Refusal {
  error: string;
  message: string;
}

/** Whether two answers agree. Python 3.14 words its refusal of very long texts anew, and we do as it does. */
function isSame(theirs: unknown, ours: unknown): boolean {
  if (JSON.stringify(theirs) === JSON.stringify(ours)) return true;
  const [left, right] = [theirs as Refusal | null, ours as Refusal | null];
  const isLong = /^At most 45 characters expected|(:.*){10}/u.test(right?.message ?? '');
  return isLong && left?.error === right?.error;
}

describe.skipIf(python3_13 === undefined)('agreement with CPython (probe: python3_13)', () => {
  let peer: Peer;
  let refused = 0;

  beforeAll(() => {
    peer = new Peer(python3_13 as NonNullable<typeof python3_13>);
  });

  afterAll(() => {
    peer.close();
    console.log(`compared with CPython: ${peer.answered} inputs, ${refused} of them refused`);
  });

  /** Sends `runs` batches of random arguments to both, and shrinks what they disagree on. */
  async function agree(name: string, values: fc.Arbitrary<readonly unknown[]>, runs: number): Promise<void> {
    const batches = fc.array(values, { minLength: 1, maxLength: BATCH, size: 'max' });
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        const [theirs, ours] = [await peer.ask(name, batch), answer(name, batch)];
        refused += theirs.filter((found) => found !== null && typeof found === 'object' && 'error' in found).length;
        const at = theirs.findIndex((found, i) => !isSame(found, ours[i]));
        if (at >= 0)
          expect({ [JSON.stringify(batch[at])]: ours[at] }).toEqual({ [JSON.stringify(batch[at])]: theirs[at] });
      }),
      { numRuns: runs, seed: SEED },
    );
  }

  const classes = ['IPv4Address', 'IPv6Address', 'IPv4Network', 'IPv6Network', 'IPv4Interface', 'IPv6Interface'];
  for (const name of [...classes, 'ip_address', 'ip_network', 'ip_interface']) {
    it(`${name}: acceptance, value, text, flags and refusals`, async () => {
      await agree('describe', fc.tuple(fc.constant(name), input, fc.boolean()), 25);
    });
  }

  it('text of one version: acceptance, value and refusals', async () => {
    const four = fc.tuple(fc.constant('IPv4Address'), fc.oneof(address4, mutated(address4)), fc.constant(true));
    const six = fc.tuple(fc.constant('IPv6Address'), fc.oneof(address6, mutated(address6)), fc.constant(true));
    await agree('describe', fc.oneof(four, six), 60);
  });

  it('networks that are none: acceptance, value and refusals', async () => {
    const name = fc.constantFrom('ip_network', 'ip_interface', 'IPv4Network', 'IPv6Network');
    await agree('describe', fc.tuple(name, fc.oneof(loose, mutated(loose)), fc.boolean()), 40);
  });

  const near = fc.oneof(networks(4), networks(6));

  it('two networks: overlap, order, containment and what address_exclude leaves', async () => {
    const pairs = fc.oneof(
      fc.tuple(networks(4), networks(4)),
      fc.tuple(networks(6), networks(6)),
      fc.tuple(near, near),
    );
    await agree('relate', pairs, 30);
  });

  it('subnets and supernet', async () => {
    const prefix = fc.oneof(fc.constant(null), fc.integer({ min: -1, max: 130 }));
    await agree('derive', fc.tuple(near, fc.integer({ min: -2, max: 12 }), prefix), 20);
  });

  it('indices, addition and subtraction', async () => {
    const amounts = fc
      .oneof(
        fc.bigInt(-1100n, 1100n),
        integer4,
        integer6,
        integer6.map((n) => -n),
      )
      .map(String);
    await agree('move', fc.tuple(near, amounts), 20);
  });

  it('collapse_addresses', async () => {
    const lists = (version: 4 | 6) => fc.array(members(version), { maxLength: 30 });
    await agree('collapse', fc.tuple(fc.oneof(lists(4), lists(6))), 20);
  });

  it('summarize_address_range', async () => {
    const ends4 = fc.tuple(integer4, integer4).map((ends) => ends.map(text4));
    const ends6 = fc.tuple(integer6, integer6).map((ends) => ends.map((end) => text6(end)));
    await agree('between', fc.oneof(ends4, ends6), 20);
  });

  it('get_mixed_type_key and the order of interfaces', async () => {
    const some = fc.array(fc.oneof(members(4), members(6)), { maxLength: 12 });
    await agree('mixed', fc.tuple(some), 10);
    const interfaces = (version: 4 | 6) => fc.array(networks(version), { maxLength: 12 });
    await agree('interfaces', fc.tuple(fc.oneof(interfaces(4), interfaces(6))), 10);
  });

  it('iteration and hosts()', async () => {
    const tails = fc.tuple(integer4, integer6, fc.integer({ min: 0, max: 5 }), fc.boolean());
    const nets = tails.map(([four, six, bits, is4]) => {
      const mask = -1n << BigInt(bits);
      return [is4 ? `${text4(four & mask)}/${32 - bits}` : `${text6(six & mask)}/${128 - bits}`];
    });
    await agree('hosts', nets, 10);
  });
});
