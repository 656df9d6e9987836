import { listen } from './node_listen.ts';

listen((socket) => {
  socket.on('error', () => {});
  socket.destroy();
});
