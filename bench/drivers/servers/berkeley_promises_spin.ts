import { setSpin } from 'berkeley/promises';

setSpin(30);
await import('./berkeley_promises_recv_into.js');
