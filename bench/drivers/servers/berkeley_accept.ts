import { DefaultSelector, EVENT_READ } from 'berkeley/selectors';
import { BlockingIOError } from 'berkeley/socket';
import { readInput } from './control.ts';
import { listenForEcho } from './echo.ts';

const selector = new DefaultSelector();
const listener = listenForEcho();
selector.register(listener, EVENT_READ, accept);
selector.register(0, EVENT_READ, readInput);

for (;;) {
  for (const [key] of selector.select()) (key.data as () => void)();
}

function accept(): void {
  try {
    listener.accept()[0].close();
  } catch (error) {
    if (!(error instanceof BlockingIOError)) throw error;
  }
}
