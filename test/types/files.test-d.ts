// The types of what `makefile` gives, checked by the compiler: `npm run check` fails where one of these does.

import {
  type BufferedReader,
  type BufferedRWPair,
  type BufferedWriter,
  SocketIO,
  socket,
  type TextIOWrapper,
  UnicodeDecodeError,
  type UnicodeError,
} from 'berkeley/socket';
import { expectTypeOf } from 'vitest';

const sock = socket();

expectTypeOf(sock.makefile()).toEqualTypeOf<TextIOWrapper>();
expectTypeOf(sock.makefile('w')).toEqualTypeOf<TextIOWrapper>();
expectTypeOf(sock.makefile('rw', 1, { encoding: 'utf-8' })).toEqualTypeOf<TextIOWrapper>();
expectTypeOf(sock.makefile({ encoding: 'utf-8' })).toEqualTypeOf<TextIOWrapper>();
expectTypeOf(sock.makefile('rb')).toEqualTypeOf<BufferedReader>();
expectTypeOf(sock.makefile('b', -1)).toEqualTypeOf<BufferedReader>();
expectTypeOf(sock.makefile('wb', null)).toEqualTypeOf<BufferedWriter>();
expectTypeOf(sock.makefile('rwb', 4096)).toEqualTypeOf<BufferedRWPair>();
expectTypeOf(sock.makefile('rwb', 0)).toEqualTypeOf<SocketIO>();
expectTypeOf(sock.makefile('wb', { buffering: 0 })).toEqualTypeOf<SocketIO>();
expectTypeOf(sock.makefile({ mode: 'wb' })).toEqualTypeOf<BufferedWriter>();
expectTypeOf(sock.makefile('rb', Number('0'))).toEqualTypeOf<SocketIO | BufferedReader>();
// @ts-expect-error there is no such mode
sock.makefile('a');
// @ts-expect-error there is no such option
sock.makefile('r', { encodign: 'utf-8' });

expectTypeOf(sock.makefile().readline()).toBeString();
expectTypeOf(sock.makefile('rb').readline()).toEqualTypeOf<Buffer>();
expectTypeOf(sock.makefile('rb').read(4)).toEqualTypeOf<Buffer | null>();
for (const line of sock.makefile()) expectTypeOf(line).toBeString();
sock.makefile('wb').writelines([Buffer.from('x'), new ArrayBuffer(1)]);
sock.makefile('w').writelines(['x']);
// @ts-expect-error a binary file takes no text
sock.makefile('wb').write('x');
// @ts-expect-error a text file takes no bytes
sock.makefile('w').write(Buffer.from('x'));

expectTypeOf(new SocketIO(sock, 'rb')).toHaveProperty('readall');
expectTypeOf<UnicodeDecodeError>().toExtend<UnicodeError>();
expectTypeOf(UnicodeDecodeError).toBeConstructibleWith('utf-8', Buffer.alloc(1), 0, 1, 'because');
