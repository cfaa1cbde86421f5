import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every folder of tables in the tree, floors before rooms: tests use one database for all. */
export function tablesFolders(): string[] {
  const rooms = readdirSync(join(root, 'clinic')).map((room) => join('clinic', room));
  return ['gate', 'capability', 'server', 'server/import', 'server/bulk', ...rooms]
    .map((owner) => join(root, owner, 'tables'))
    .filter((folder) => existsSync(folder));
}
