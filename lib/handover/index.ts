// What hand-overs need, in one module to be loaded with the first of them: see `later.ts`.
export { receive as receiveBytes } from './channel.ts';
export { fromHandle } from './handle.ts';
export { refused, toDgramSocket, toNetServer, toNetSocket } from './node.ts';
export { Parts } from './parts.ts';
export { closeFds, duplicates, receiveWithFds, sendWithFds, takeFds } from './rights.ts';
export { toDuplex } from './to_duplex.ts';
export { receive, transfer } from './token.ts';
export { toWeb } from './web.ts';
