// The module needs nothing: no other module, and nothing of Node.
import { execFileSync } from 'node:child_process';
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

// A context of node:vm has the globals of the language, and none of Node's or of a browser's.
const PAGE = `
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
const context = vm.createContext({});
const modules = new Map();
function load(url) {
  const source = () => new vm.SourceTextModule(readFileSync(new URL(url), 'utf8'), { identifier: url, context });
  if (!modules.has(url)) modules.set(url, source());
  return modules.get(url);
}
const root = load(process.argv[1]);
await root.link((name, from) => load(new URL(name, from.identifier).href));
await root.evaluate();
context.ipaddress = root.namespace;
console.log(vm.runInContext(\`[
  typeof process, typeof Buffer, typeof URL, ipaddress.ip_address('1.2.3.4').packed.constructor === Uint8Array,
  ipaddress.ip_network('2001:db8::/32').num_addresses, JSON.stringify(ipaddress.ip_interface('::1/64')),
  [...ipaddress.collapse_addresses([ipaddress.ip_address('10.0.0.0'), ipaddress.ip_address('10.0.0.1')])],
].join(' ')\`, context));`;

it('works where there is nothing but the language', () => {
  const built = new URL('../../dist/ipaddress.js', import.meta.url).href;
  const flags = ['--experimental-vm-modules', '--no-warnings', '--input-type=module'];
  const printed = execFileSync(process.execPath, [...flags, '--eval', PAGE, built], { encoding: 'utf8' });
  expect(printed).toBe(`undefined undefined undefined true ${1n << 96n} "::1/64" 10.0.0.0/31\n`);
});

it.each(['ipv4address', 'ipv6address', 'ipv4network', 'ipv6network', 'ranges'])('%s loads first', async (name) => {
  vi.resetModules();
  await expect(import(`../../lib/ipaddress/${name}.ts`)).resolves.toBeDefined();
});
