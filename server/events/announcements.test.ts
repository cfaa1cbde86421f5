import type { PoolClient } from 'pg';
import { expect, it } from 'vitest';
import { ANNOUNCE_CHANNEL } from '#capability/announce.ts';
import { testDatabase } from '#record/testing/database.ts';
import { openAnnouncements } from './announcements.ts';

it('a connection that breaks while it is given back ends nothing else', async () => {
  const { pool, close } = await testDatabase();
  const taken = new Promise<PoolClient>((found) => pool.once('acquire', found));
  const announcements = openAnnouncements(pool);
  const connection = await taken;
  let heard = 0;
  announcements.on(() => heard++);
  const announce = () =>
    pool.query('select pg_notify($1, $2)', [ANNOUNCE_CHANNEL, JSON.stringify({ clinic: 1, topic: 'x' })]);
  await expect.poll(async () => (await announce()) && heard).toBeGreaterThan(0);
  await announcements.close();
  // As the database does when it goes at the same moment.
  expect(() => connection.emit('error', new Error('terminating connection'))).not.toThrow();
  expect(() => connection.emit('error', new Error('terminating connection'))).not.toThrow();
  await close();
});
