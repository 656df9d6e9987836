// Before the package is loaded. A test file is a process, so nobody else is without it.
process.env.BERKELEY_WITHOUT = 'io_uring';
for (const topic of ['stream', 'together', 'datagram', 'unix']) await import(`./${topic}.test.ts`);
