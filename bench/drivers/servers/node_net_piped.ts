import { listen } from './node_listen.ts';

listen((socket) => {
  socket.pipe(socket);
  socket.on('error', () => socket.destroy());
});
