import { typeName } from '../../core/bytes.ts';
import { stringArgument } from '../../core/parameters.ts';
import { codecOf, type Decoder, type Encoder } from './codecs.ts';
import { handlerOf } from './handlers.ts';

/** What text is in a file: `makefile('r', { encoding, errors, newline })`. */
export interface TextOptions {
  /** An encoding by Python's name, or a label of TextDecoder; UTF-8 if it is left out. */
  encoding?: string | null;
  /** `'strict'`, `'ignore'`, `'replace'`, `'backslashreplace'`, `'surrogateescape'`, `'xmlcharrefreplace'`. */
  errors?: string | null;
  /**
   * What ends a line. `null`: when reading, `\n`, `\r` and `\r\n`, each of which becomes `\n`; when writing, `\n`
   * becomes what ends lines on this system. `''`: the same when reading, and all stay as they are. Or one of the three.
   */
  newline?: string | null;
}

/** The options, found to be good. */
export interface TextFormat {
  readonly encoding: string;
  readonly errors: string;
  readonly newline: string | null;
  readonly decoder: () => Decoder;
  /** `undefined` where the platform cannot encode it. */
  readonly encoder: (() => Encoder) | undefined;
}

/** Checks the options. LookupError for an encoding or a handler that is not there, RangeError for another newline. */
export function textFormat({ encoding, errors, newline }: TextOptions, where: string): TextFormat {
  const name = stringArgument(encoding ?? 'utf-8', `${where} argument 'encoding'`);
  const handler = handlerOf(stringArgument(errors ?? 'strict', `${where} argument 'errors'`));
  const end = newline ?? null;
  if (end !== null && typeof end !== 'string') {
    throw new TypeError(`${where} argument 'newline' must be a string or null, not '${typeName(newline)}'`);
  }
  if (end !== null && !['', '\n', '\r', '\r\n'].includes(end)) {
    throw new RangeError(`${where} argument 'newline': illegal newline value: ${JSON.stringify(end)}`);
  }
  const codec = codecOf(name);
  return {
    encoding: name,
    errors: handler.name,
    newline: end,
    decoder: () => codec.decoder(handler),
    encoder: codec.encoder && (() => codec.encoder!(handler)),
  };
}
