import { spawnSync } from 'node:child_process';
import { compiler } from '../../bench/programs.ts';
import type { Command } from '../../bench/types.ts';

/** Whether the programs in C can be compiled here. */
export function hasCompiler(): boolean {
  return spawnSync(compiler(), ['--version']).status === 0;
}

/** An echo server that does it right for a while, and then what its argument says. */
const SCRIPT = `
const lie = process.argv[1];
if (lie === 'exit now') process.exit(3);
if (lie === 'mute') console.log('good morning');
if (lie === 'client') {
  console.log('warm');
  process.stdin.once('data', () => console.log('{"ops":10,"seconds":1,"errors":1}'));
  return;
}
let messages = 0, held = null;
const server = require('node:net').createServer({ allowHalfOpen: true }, (socket) => {
  socket.setNoDelay();
  let count = 0;
  socket.on('error', () => {});
  socket.on('end', () => socket.end(lie === 'count' ? String(count - 1) : ''));
  if (lie === 'greet') socket.end('hello');
  socket.on('data', (data) => {
    count += data.length;
    if (lie === 'count') return;
    if (++messages !== 200) {
      // The bytes of one go to another.
      if (lie !== 'swap' || messages < 200) return socket.write(data);
      if (held === null) return void (held = [socket, data]);
      socket.write(held[1]);
      held[0].write(data);
      held = null;
      return;
    }
    if (lie === 'wrong') data[data.length >> 1] ^= 1;
    if (lie === 'less') data = data.subarray(0, -1);
    if (lie === 'more') data = Buffer.concat([data, data.subarray(0, 1)]);
    if (lie === 'close') return socket.destroy();
    if (lie === 'exit') process.exit(0);
    if (lie === 'throw') throw new Error('on purpose');
    socket.write(data);
  });
});
if (lie !== 'mute') server.listen(0, '127.0.0.1', () => console.log('listening', server.address().port));
process.stdin.on('end', () => process.exit()).resume();
`;

/** A program that a case must not let pass. */
export function liar(lie: string): Command {
  // In a function, for its return.
  return { file: process.execPath, args: ['-e', `(() => {${SCRIPT}})()`, lie] };
}
