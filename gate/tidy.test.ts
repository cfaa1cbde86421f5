import { expect, test } from 'vitest';
import { aPerson, from, signedIn, testGate } from './testing/test-gate.ts';
import { tidyOnce } from './tidy.ts';

test('[S9] what has run out is taken away, what has not stays, and the trail is not touched', async () => {
  const here = await testGate();
  const account = await aPerson(here);
  const { cookie } = await signedIn(here.gate, account);
  await signedIn(here.gate, account);
  await here.gate.sessions.signIn({ name: 'nobody', password: 'x' }, from());
  await here.gate.accounts.link(here.by, 'owner');
  const count = async (table: string) =>
    Number((await here.pool.query(`select count(*) from gate.${table}`)).rows[0]?.count);
  const notes = await count('audit');
  await tidyOnce(here.pool, 1);
  expect([await count('session'), await count('link')]).toEqual([2, 1]);
  await here.pool.query(
    `update gate.session set ends = now() - interval '2 days' where token <> sha256($1)`,
    [cookie],
  );
  await here.pool.query(`update gate.link set expires = now() - interval '31 days'`);
  await here.pool.query('update gate.throttle set expire = 1');
  await tidyOnce(here.pool, 1);
  expect([await count('session'), await count('link'), await count('throttle')]).toEqual([1, 0, 0]);
  expect(await count('audit')).toBe(notes);
  expect(await here.gate.sessions.find(cookie)).toBeDefined();
  await here.close();
});
