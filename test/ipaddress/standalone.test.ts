// The module needs nothing: no other module, and nothing of Node.
import { readdirSync, readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';

const root = new URL('../../lib/', import.meta.url);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('imports only its own folder', () => {
  const files = readdirSync(new URL('ipaddress/', root));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const source = readFileSync(new URL(`ipaddress/${file}`, root), 'utf8');
    for (const [, from] of source.matchAll(/(?:from|import)\s*\(?'([^']+)'/g))
      expect(from).toMatch(/^\.\/[a-z0-9]+\.ts$/);
  }
  const face = readFileSync(new URL('ipaddress.ts', root), 'utf8');
  for (const [, from] of face.matchAll(/from '([^']+)'/g)) expect(from).toMatch(/^\.\/ipaddress\/[a-z0-9]+\.ts$/);
});

it('packs into a Uint8Array where there is no Buffer', async () => {
  vi.stubGlobal('Buffer', undefined);
  vi.resetModules();
  const { ip_address, IPv4Address } = await import('../../lib/ipaddress.ts');
  const { packed } = ip_address('::1.2.3.4');
  vi.unstubAllGlobals();
  expect(Buffer.isBuffer(packed)).toBe(false);
  expect([...packed.subarray(12)]).toEqual([1, 2, 3, 4]);
  expect(inspect(new IPv4Address(packed.subarray(12)))).toBe("IPv4Address('1.2.3.4')");
});

it.each(['ipv4address', 'ipv6address', 'ipv4network', 'ipv6network', 'ranges'])('%s loads first', async (name) => {
  vi.resetModules();
  await expect(import(`../../lib/ipaddress/${name}.ts`)).resolves.toBeDefined();
});
