import { expect, it } from 'vitest';
import { runScript } from '../support/child.ts';

it('without descriptors of the system, what needs them says so, and streams are streams', async () => {
  const child = runScript(
    `
    import { once } from 'node:events';
    import { Socket as NetSocket } from 'node:net';
    import { Socket, socketpair } from 'berkeley/socket';
    const [left, right] = socketpair();
    const node = new NetSocket();
    const calls = [
      () => left.toNetSocket(),
      () => left.toNetServer(),
      () => left.transfer(),
      () => Socket.fromHandle(node),
    ];
    for (const call of calls) {
      try { call(); } catch (error) { console.log(error.name, error.code, error.syscall, left.fileno() >= 0); }
    }
    const stream = left.toDuplex();
    const { readable, writable } = right.toWeb();
    const writer = writable.getWriter();
    stream.end('over the stream');
    console.log(Buffer.from((await readable.getReader().read()).value).toString());
    await writer.write(Buffer.from('and back'));
    await writer.close();
    stream.on('data', (data) => console.log(String(data)));
    await once(stream, 'close');
    console.log(stream.fileno());
    `,
    [],
    { BERKELEY_BACKEND: 'js' },
  );
  const { stdout, stderr, code } = await child.ended;
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout.split('\n')).toEqual([
    'OSError ENOTSUP toNetSocket true',
    'OSError ENOTSUP toNetServer true',
    'OSError ENOTSUP transfer true',
    'OSError ENOTSUP fromHandle true',
    'over the stream',
    'and back',
    '-1',
    '',
  ]);
});
