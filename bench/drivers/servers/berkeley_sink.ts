import { type Receive, recv, recvInto } from './echo.ts';
import { serveSink } from './selectors_sink.ts';

const receive: Receive = process.argv[2] === 'recv' ? recv : recvInto;
serveSink(receive);
