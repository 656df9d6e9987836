// Before the package is loaded. A test file is a process, so nobody else is without them.
process.env.BERKELEY_WITHOUT = 'epoll';
const { selectorsSuite } = await import('./suite.ts');
selectorsSuite();
