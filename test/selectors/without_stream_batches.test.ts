// Before the package is loaded. A test file is a process, so nobody else is without it.
process.env.BERKELEY_WITHOUT = 'streamBatches';
await import('./batch.test.ts');
