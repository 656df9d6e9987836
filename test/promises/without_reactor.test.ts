// Before the package is loaded. A test file is a process, so nobody else is without it.
process.env.BERKELEY_WITHOUT = 'reactor';
for (const topic of ['stream', 'waits', 'makefile', 'selectors', 'datagram']) await import(`./${topic}.test.ts`);
