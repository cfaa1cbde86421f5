import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveEnd, fileEntry, folderEntry, textEntry } from './archive.ts';

/** Of the running server, made anew by the next one, or brought by the log instead. */
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|standby\.signal|recovery\.signal|pg_internal\.init.*|pgsql_tmp.*|current_logfiles.*)$/;
/** Says where the log begins, and so is copied when all else has been. */
const CONTROL = 'global/pg_control';

type Bytes = AsyncIterable<Buffer>;

/**
 * The files of a working cluster as an archive. `finish` is called when all but the last have been read, and answers
 * the label that PostgreSQL needs to make one moment of them (pg_backup_stop).
 */
export async function* clusterArchive(
  data: string,
  finish: () => Promise<{ label: string; tablespaces: string }>,
): Bytes {
  yield* filesBelow(data, '');
  yield* fileEntry(CONTROL, join(data, CONTROL));
  const { label, tablespaces } = await finish();
  yield* textEntry('backup_label', label);
  if (tablespaces) yield* textEntry('tablespace_map', tablespaces);
  yield* archiveEnd();
}

async function* filesBelow(data: string, folder: string): Bytes {
  const entries = await readdir(join(data, folder), { withFileTypes: true }).catch((problem) => {
    // A table's folder may go while the others are read.
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw problem;
  });
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (LEFT_OUT.test(entry.name) || path === CONTROL) continue;
    if (entry.isDirectory()) {
      yield* folderEntry(path);
      if (EMPTIED.has(path)) {
        if (path === 'pg_wal') yield* folderEntry('pg_wal/archive_status');
      } else yield* filesBelow(data, path);
    } else if (entry.isFile()) yield* fileEntry(path, join(data, path));
  }
}
