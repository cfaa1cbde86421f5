/** `node gate/write-access-table.ts`: writes ACCESS.md anew. */
import { writeFileSync } from 'node:fs';
import { accessTable } from './access-table.ts';

writeFileSync(new URL('./ACCESS.md', import.meta.url), accessTable());
