import { backendInForce } from './description.ts';
import type { Driver } from './types.ts';

/**
 * Why a driver cannot run on this machine; null if it can. Those of berkeley that name no backend are about the addon: without
 * it they would measure the backend in JavaScript, which has drivers of its own, under a wrong name.
 */
export function absence(driver: Driver): string | null {
  if (needsAddon(driver) && backendInForce() === 'js') return 'the addon was not loaded: npx berkeley info says why';
  return driver.absent?.() ?? null;
}

function needsAddon({ name, servers }: Driver): boolean {
  if (!name.startsWith('berkeley')) return false;
  const { import: _, ...programs } = servers;
  return Object.values(programs).some(({ env }) => env?.BERKELEY_BACKEND === undefined);
}
