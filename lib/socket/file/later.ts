import { load } from '../../backend/place.ts';

type Files = typeof import('./makefile.ts');

let loaded: Files | undefined;

/** What `makefile` needs, with its encodings: loaded with the first file. */
export function files(): Files {
  loaded ??= load<Files>('socket/file/makefile');
  return loaded;
}
