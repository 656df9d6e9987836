import { parse4, prefix4 } from './text4.ts';
import { parse6 } from './text6.ts';
import { maskWord, scratch } from './words.ts';

/** A block, what it is for, the document that says so, the month it was allocated, and whether the Internet reaches it. */
type Entry = readonly [block: string, name: string, source: string, allocated: string, reachable: boolean];

// The IANA IPv4 Special-Purpose Address Registry, as last updated on 2025-10-09. Of 192.88.99.0/24 (6to4 relays, ended in
// 2015-03) it no longer says whether it is reachable: it counts as reachable, as in Python.
const SPECIAL_V4: readonly Entry[] = [
  ['0.0.0.0/8', 'this network', 'RFC 791', '1981-09', false],
  ['0.0.0.0/32', 'this host on this network', 'RFC 1122', '1981-09', false],
  ['10.0.0.0/8', 'private use', 'RFC 1918', '1996-02', false],
  ['127.0.0.0/8', 'loopback', 'RFC 1122', '1981-09', false],
  ['169.254.0.0/16', 'link local', 'RFC 3927', '2005-05', false],
  ['172.16.0.0/12', 'private use', 'RFC 1918', '1996-02', false],
  ['192.0.0.0/24', 'IETF protocol assignments', 'RFC 6890', '2010-01', false],
  ['192.0.0.0/29', 'IPv4 service continuity prefix', 'RFC 7335', '2011-06', false],
  ['192.0.0.8/32', 'IPv4 dummy address', 'RFC 7600', '2015-03', false],
  ['192.0.0.9/32', 'port control protocol anycast', 'RFC 7723', '2015-10', true],
  ['192.0.0.10/32', 'TURN anycast', 'RFC 8155', '2017-02', true],
  ['192.0.0.170/31', 'NAT64 and DNS64 discovery', 'RFC 7050', '2013-02', false],
  ['192.0.2.0/24', 'documentation', 'RFC 5737', '2010-01', false],
  ['192.31.196.0/24', 'AS112 in IPv4', 'RFC 7535', '2014-12', true],
  ['192.52.193.0/24', 'AMT', 'RFC 7450', '2014-12', true],
  ['192.88.99.2/32', '6a44 relay anycast', 'RFC 6751', '2012-10', false],
  ['192.168.0.0/16', 'private use', 'RFC 1918', '1996-02', false],
  ['192.175.48.0/24', 'direct delegation of AS112', 'RFC 7534', '1996-01', true],
  ['198.18.0.0/15', 'benchmarking', 'RFC 2544', '1999-03', false],
  ['198.51.100.0/24', 'documentation', 'RFC 5737', '2010-01', false],
  ['203.0.113.0/24', 'documentation', 'RFC 5737', '2010-01', false],
  ['240.0.0.0/4', 'reserved', 'RFC 1112', '1989-08', false],
  ['255.255.255.255/32', 'limited broadcast', 'RFC 919', '1984-10', false],
];

// Allocated 2012-04 by RFC 6598 to be shared between a provider and its customers: neither private nor global.
const SHARED_V4 = '100.64.0.0/10';

// The IANA IPv6 Special-Purpose Address Registry, as last updated on 2025-10-09. It says "N/A" of Teredo and 6to4, and nothing
// of the first ORCHID, which has ended: they count as unreachable, as in Python.
const SPECIAL_V6: readonly Entry[] = [
  ['::1/128', 'loopback', 'RFC 4291', '2006-02', false],
  ['::/128', 'unspecified', 'RFC 4291', '2006-02', false],
  ['::ffff:0:0/96', 'IPv4-mapped', 'RFC 4291', '2006-02', false],
  ['64:ff9b::/96', 'IPv4-IPv6 translation', 'RFC 6052', '2010-10', true],
  ['64:ff9b:1::/48', 'IPv4-IPv6 translation', 'RFC 8215', '2017-06', false],
  ['100::/64', 'discard only', 'RFC 6666', '2012-06', false],
  ['100:0:0:1::/64', 'dummy prefix', 'RFC 9780', '2025-04', false],
  ['2001::/23', 'IETF protocol assignments', 'RFC 2928', '2000-09', false],
  ['2001::/32', 'Teredo', 'RFC 4380', '2006-01', false],
  ['2001:1::1/128', 'port control protocol anycast', 'RFC 7723', '2015-10', true],
  ['2001:1::2/128', 'TURN anycast', 'RFC 8155', '2017-02', true],
  ['2001:1::3/128', 'DNS-SD service registration anycast', 'RFC 9665', '2024-04', true],
  ['2001:2::/48', 'benchmarking', 'RFC 5180', '2008-04', false],
  ['2001:3::/32', 'AMT', 'RFC 7450', '2014-12', true],
  ['2001:4:112::/48', 'AS112 in IPv6', 'RFC 7535', '2014-12', true],
  ['2001:10::/28', 'ORCHID, ended 2014-03', 'RFC 4843', '2007-03', false],
  ['2001:20::/28', 'ORCHIDv2', 'RFC 7343', '2014-07', true],
  ['2001:30::/28', 'drone remote ID', 'RFC 9374', '2022-12', true],
  ['2001:db8::/32', 'documentation', 'RFC 3849', '2004-07', false],
  ['2002::/16', '6to4', 'RFC 3056', '2001-02', false],
  ['2620:4f:8000::/48', 'direct delegation of AS112', 'RFC 7534', '2011-05', true],
  ['3fff::/20', 'documentation', 'RFC 9637', '2024-07', false],
  ['5f00::/16', 'segment routing SIDs', 'RFC 9602', '2024-04', false],
  ['fc00::/7', 'unique local', 'RFC 4193', '2005-10', false],
  ['fe80::/10', 'link-local unicast', 'RFC 4291', '2006-02', false],
];

// What the IANA Internet Protocol Version 6 Address Space keeps for the IETF (RFC 4291), as Python lists it.
const RESERVED_V6 = (
  '::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 ' +
  '8000::/3 a000::/3 c000::/3 e000::/4 f000::/5 f800::/6 fe00::/9'
).split(' ');

/** Blocks as words, which are made of their texts for the first who asks: most programs never do. */
class Blocks {
  readonly #make: (text: string) => readonly number[];
  readonly #texts: readonly string[];
  #words: Int32Array | undefined;

  constructor(make: (text: string) => readonly number[], texts: readonly string[]) {
    this.#make = make;
    this.#texts = texts;
  }

  /** Of IPv4 two words a block, of IPv6 eight: the network, its mask. */
  get words(): Int32Array {
    this.#words ??= Int32Array.from(this.#texts.flatMap(this.#make));
    return this.#words;
  }
}

function words4(text: string): readonly number[] {
  const slash = text.indexOf('/');
  parse4(text, 0, slash);
  const bits = scratch.d;
  return [bits, maskWord(prefix4(text.slice(slash + 1)))];
}

function words6(text: string): readonly number[] {
  const slash = text.indexOf('/');
  parse6(text, slash);
  const length = Number(text.slice(slash + 1));
  const masks = [0, 32, 64, 96].map((before) => maskWord(length - before));
  return [scratch.a, scratch.b, scratch.c, scratch.d, ...masks];
}

const blocks4 = (...texts: readonly string[]) => new Blocks(words4, texts);
const blocks6 = (...texts: readonly string[]) => new Blocks(words6, texts);

function where(table: readonly Entry[], reachable: boolean): string[] {
  return table.filter((entry) => entry[4] === reachable).map((entry) => entry[0]);
}

export const V4 = {
  unreachable: blocks4(...where(SPECIAL_V4, false)),
  reachable: blocks4(...where(SPECIAL_V4, true)),
  shared: blocks4(SHARED_V4),
  linkLocal: blocks4('169.254.0.0/16'),
  loopback: blocks4('127.0.0.0/8'),
  multicast: blocks4('224.0.0.0/4'),
  reserved: blocks4('240.0.0.0/4'),
} as const;

export const V6 = {
  unreachable: blocks6(...where(SPECIAL_V6, false)),
  reachable: blocks6(...where(SPECIAL_V6, true)),
  linkLocal: blocks6('fe80::/10'),
  multicast: blocks6('ff00::/8'),
  siteLocal: blocks6('fec0::/10'),
  reserved: blocks6(...RESERVED_V6),
} as const;

/** Whether one of the blocks holds both addresses. */
export function within4(blocks: Int32Array, first: number, last: number): boolean {
  for (let i = 0; i < blocks.length; i += 2) {
    const network = blocks[i] as number;
    const mask = blocks[i + 1] as number;
    if ((first & mask) === network && (last & mask) === network) return true;
  }
  return false;
}

/** Whether one of the blocks holds the address. */
export function within6(blocks: Int32Array, a: number, b: number, c: number, d: number): boolean {
  for (let i = 0; i < blocks.length; i += 8) if (inBlock(blocks, i, a, b, c, d)) return true;
  return false;
}

/** Whether the block that starts at index `i` holds the address. */
export function inBlock(blocks: Int32Array, i: number, a: number, b: number, c: number, d: number): boolean {
  return (
    (a & (blocks[i + 4] as number)) === blocks[i] &&
    (b & (blocks[i + 5] as number)) === blocks[i + 1] &&
    (c & (blocks[i + 6] as number)) === blocks[i + 2] &&
    (d & (blocks[i + 7] as number)) === blocks[i + 3]
  );
}
