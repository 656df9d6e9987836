// Random addresses, networks and interfaces, well formed and not quite.
import fc from 'fast-check';

// Edges of blocks that mean something, so that flags are tested on both sides of each.
const BLOCKS_V4 = [
  ...['0.0.0.0', '10.0.0.0', '100.64.0.0', '100.127.255.255', '127.0.0.0', '169.254.0.0', '172.16.0.0', '192.0.0.0'],
  ...['192.0.0.8', '192.0.0.9', '192.0.0.10', '192.0.0.170', '192.0.2.0', '192.31.196.0', '192.52.193.0'],
  ...['192.88.99.0', '192.88.99.2', '192.168.0.0', '192.175.48.0', '198.18.0.0', '198.51.100.0', '203.0.113.0'],
  ...['224.0.0.0', '240.0.0.0', '255.255.255.255'],
].map((text) => text.split('.').reduce((value, octet) => value * 256n + BigInt(octet), 0n));

// The upper digits of a block, and whole values that start with zeros.
const PREFIXES_V6 = [
  ...['0064ff9b', '0064ff9b0001', '0100', '01000000000000010', '2001', '20010001', '20010002', '20010003'],
  ...['200100040112', '2001001', '2001002', '2001003', '20010db8', '200101', '200102', '2002', '2620004f8000'],
  ...['3fff', '3fff1', '5f00', '5f01', 'fc', 'fe', 'fe8', 'fec', 'ff', '4', '8', 'e', 'f', 'f8'],
  ...['20010001000000000000000000000001', '20010001000000000000000000000003'],
];
const VALUES_V6 = ['0', '1', 'ffff00000000', 'ffff7f000001', 'ffffe0000001', 'ffff0a000000', 'ffff64400000'];
const BLOCKS_V6 = [...PREFIXES_V6.map((hex) => hex.padEnd(32, '0')), ...VALUES_V6].map((hex) => BigInt(`0x${hex}`));

/** An integer of so many bits: anywhere, near an edge, or inside a block. */
function integer(bits: number, blocks: readonly bigint[]): fc.Arbitrary<bigint> {
  const max = (1n << BigInt(bits)) - 1n;
  const near = fc
    .tuple(fc.constantFrom(...blocks), fc.bigInt(-2n, 2n), fc.integer({ min: 0, max: bits }), fc.bigInt(0n, max))
    .map(([block, offset, shift, low]) => BigInt.asUintN(bits, (block ^ (low >> BigInt(shift))) + offset));
  return fc.oneof(fc.bigInt(0n, max), near);
}

export const integer4 = integer(32, BLOCKS_V4);
export const integer6 = integer(128, BLOCKS_V6);

export function text4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

/** One of the many texts of an IPv6 address: `gap` groups from the first zero at `from` on become `::`. */
export function text6(value: bigint, from = 0, gap = 0, style = 0): string {
  const hex = value.toString(16).padStart(32, '0');
  const whole = hex.match(/.{4}/g) as string[];
  const plain = whole.map((group) => (style & 1 ? group : group.replace(/^0{1,3}/, '')));
  const groups = style & 2 ? plain.map((group) => group.toUpperCase()) : plain;
  if (style & 4) groups.splice(6, 2, text4(value & 0xffff_ffffn));
  const start = groups.findIndex((group, i) => i >= from && /^0+$/.test(group));
  if (start < 0 || gap === 0) return groups.join(':');
  const rest = groups.slice(start);
  const zeros = rest.findIndex((group) => !/^0+$/.test(group));
  const length = Math.min(gap, zeros < 0 ? rest.length : zeros);
  return `${groups.slice(0, start).join(':')}::${rest.slice(length).join(':')}`;
}

const small = fc.integer({ min: 0, max: 7 });
const scope = fc.constantFrom('', '', '', '%eth0', '%1', '%a%b', '%', '%é', '%a/b');

// Half of the groups zero, as in addresses that people use.
const sparse6 = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n));

export const address4 = integer4.map(text4);
export const address6 = fc
  .tuple(fc.oneof(integer6, sparse6), small, small, small, scope)
  .map(([value, from, gap, style, zone]) => text6(value, from, gap, style) + zone);

/** A net mask or a host mask. */
const mask4 = fc.tuple(fc.integer({ min: 0, max: 32 }), fc.boolean()).map(([length, host]) => {
  const net = BigInt.asUintN(32, -1n << BigInt(32 - length));
  return text4(host ? net ^ 0xffff_ffffn : net);
});

const prefix = fc.oneof(fc.integer({ min: 0, max: 33 }), fc.integer({ min: 0, max: 129 })).map(String);
const mask = fc.oneof(prefix, mask4, fc.constantFrom('', '-1', '+1', ' 1', '024', '1_0', '٣', '255.0.255.0', '::'));

export const loose = fc.tuple(fc.oneof(address4, address6), mask).map((parts) => parts.join('/'));

const ALPHABET = [...'0123456789abcdefABCDEFgx.:%/-+_ \t\n\'"\\', '::', '٣', '１', 'é', '\u0000', '\u2028', '😀'];

/** A text with a few characters taken out, put in, replaced or repeated. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.tuple(fc.nat(60), fc.constantFrom(...ALPHABET), fc.integer({ min: 0, max: 3 }));
  return fc.tuple(texts, fc.array(edit, { minLength: 1, maxLength: 3 })).map(([text, edits]) =>
    edits.reduce((result, [at, character, kind]) => {
      const i = at % (result.length + 1);
      const [head, tail] = [result.slice(0, i), result.slice(i)];
      if (kind === 0) return head + tail.slice(1);
      if (kind === 1) return head + character + tail;
      return kind === 2 ? head + character + tail.slice(1) : head + tail.slice(0, 4) + tail;
    }, text),
  );
}

/** What a constructor is given, as JSON: peer.py and `decode` make the value of it. */
export type Encoded = string | null | { bytes: string } | { int: string } | { tuple: Encoded[] };

const text = fc.oneof(address4, address6, loose);
const simple: fc.Arbitrary<Encoded> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 6, arbitrary: mutated(text) },
  { weight: 1, arbitrary: fc.oneof(integer4, integer6).map((value) => ({ int: String(value) })) },
  { weight: 1, arbitrary: fc.bigInt(-2n, (1n << 128n) + 2n).map((value) => ({ int: String(value) })) },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ minLength: 3, maxLength: 17 }).map((b) => ({ bytes: Buffer.from(b).toString('hex') })),
  },
  { weight: 1, arbitrary: fc.oneof(integer6, integer4).map((value) => ({ bytes: bytesOf(value) })) },
);

function bytesOf(value: bigint): string {
  return value.toString(16).padStart(value < 1n << 32n ? 8 : 32, '0');
}

const tuple: fc.Arbitrary<Encoded> = fc
  .tuple(
    simple,
    fc.oneof(
      mask,
      fc.integer({ min: -1, max: 129 }).map((length) => ({ int: String(length) })),
    ),
  )
  .map((parts) => ({ tuple: parts }));

export const input: fc.Arbitrary<Encoded> = fc.oneof(
  { weight: 12, arbitrary: simple },
  { weight: 3, arbitrary: tuple },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** The value that an encoded one stands for. */
export function decode(value: Encoded): unknown {
  if (value === null || typeof value === 'string') return value;
  if ('bytes' in value) return Buffer.from(value.bytes, 'hex');
  return 'int' in value ? BigInt(value.int) : value.tuple.map(decode);
}

/** Networks of one version, close to each other: many hold, touch or equal one another. */
export function networks(version: 4 | 6): fc.Arbitrary<string> {
  const bits = version === 4 ? 32 : 128;
  const base = version === 4 ? 0x0a00_0000n : 0x2001_0db8n << 96n;
  return fc
    .tuple(fc.bigInt(0n, 1023n), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2 }))
    .map(([low, length, scale]) => {
      const shift = BigInt(scale === 2 ? bits - 10 : scale);
      const size = BigInt(scale === 2 ? bits - Math.min(length, 10) : Math.min(length, bits));
      const value = scale === 2 ? low << shift : base | (low << shift);
      return `${(version === 4 ? text4 : text6)((value >> size) << size)}/${bits - Number(size)}`;
    });
}

/** The same, and single addresses. */
export function members(version: 4 | 6): fc.Arbitrary<string> {
  return fc.tuple(networks(version), fc.boolean()).map(([net, alone]) => (alone ? net.replace(/\/.*/, '') : net));
}
