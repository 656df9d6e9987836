import { load } from '../backend/place.ts';

type Handover = typeof import('./index.ts');

let loaded: Handover | undefined;

/** What hand-overs need: loaded with the first of them, as it is a third of a socket's code. */
export function later(): Handover {
  loaded ??= load<Handover>('handover/index');
  return loaded;
}

/** See `token.ts`. */
export const transfer: Handover['transfer'] = (socket, options) => later().transfer(socket, options);
