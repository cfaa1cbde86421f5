import pg from 'pg';

/** The url of another database on the same server. */
export function databaseUrl(url: string, database: string): string {
  const made = new URL(url);
  made.pathname = `/${database}`;
  return made.toString();
}

/** One statement on a connection of its own. */
export async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
