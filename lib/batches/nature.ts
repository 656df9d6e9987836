import { backend } from '../backend/load.ts';
import { fdOf } from '../select/fileno.ts';
import type { FileObject } from '../selectors/key.ts';
import { detect } from '../socket/base.ts';
import { socketOption } from '../socket/describe.ts';
import { ASKS, PARTS } from './layout.ts';

const { constants } = backend;
const { AF_INET, AF_INET6, AF_UNIX, IPPROTO_TCP, SOCK_STREAM, SO_ACCEPTCONN } = constants;

/** What a descriptor is: where it came from says. */
export interface Nature {
  readonly family: number;
  readonly type: number;
  readonly proto: number;
}

/** What a descriptor is, that must be a stream socket. */
export function natureOf(file: FileObject, where: string, listens: boolean): Nature {
  const fd = fdOf(file, where);
  const nature = detect(fd, -1, -1, -1);
  if (nature.type !== SOCK_STREAM) throw new RangeError(`${where} must be a stream socket (FD ${fd})`);
  const isListening = socketOption(fd, SO_ACCEPTCONN);
  if (isListening >= 0 && (isListening !== 0) !== listens) {
    throw new RangeError(`${where} ${listens ? 'does not listen' : 'listens: accept() takes it'} (FD ${fd})`);
  }
  return nature;
}

/** What a read of such a stream that came short means: see `layout.ts`. */
export function flagsOf({ family, proto }: Nature): number {
  if (family === AF_UNIX) return PARTS;
  return (family === AF_INET || family === AF_INET6) && (proto === 0 || proto === IPPROTO_TCP) ? 0 : ASKS;
}
