import { readdirSync, readFileSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { someone, type TestGate, testGate } from '../testing/test-gate.ts';

let here: TestGate;
beforeEach(async () => {
  // Blocks are cut by the tests, not by the clock.
  here = await testGate({ sealAfterMs: 3_600_000 });
});
afterEach(() => here.close());

const notes = async (count: number, patient = 'p1') => {
  for (let at = 0; at < count; at += 1) {
    await here.gate.audit.noteOf(here.by, {
      action: 'view',
      outcome: 'success',
      operation: `chart/page-${at}`,
      patients: [patient],
    });
  }
};
/** Until all rows are settled: databases of other tests in the same cluster may hold transactions open. */
const settled = async () => {
  const question =
    'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint > max(tx) as yes from gate.audit';
  const answer = async () => (await here.pool.query<{ yes: boolean }>(question)).rows[0]?.yes;
  await expect.poll(answer, { timeout: 20_000 }).toBe(true);
};
const seal = async (gate = here.gate) => {
  await settled();
  await gate.audit.seal();
};
/** Three sealed blocks of five rows. */
const chain = async () => {
  for (let block = 0; block < 3; block += 1) {
    await notes(5);
    await seal();
  }
  expect(await here.gate.audit.verify()).toMatchObject({
    sound: true,
    blocks: 3,
    rows: 15,
    pending: 0,
    faults: [],
  });
};
const tamper = (sql: string) => here.pool.query(sql);
const faults = async () => (await here.gate.audit.verify()).faults;
const inBlock = (number: number) =>
  `(select a.id from gate.audit a join gate.block b on a.era = b.era and a.tx > b.after and a.tx <= b.upto where b.number = ${number} order by a.tx, a.id limit 1 offset 2)`;

describe('tampering with the audit trail', () => {
  test('[C2] a changed row is found by block and row', async () => {
    await chain();
    const { rows } = await here.pool.query<{ id: string }>(
      `update gate.audit set account = 'somebody else' where id = ${inBlock(2)} returning id`,
    );
    expect(await faults()).toEqual([
      { block: 2, row: rows[0]?.id, what: 'the row was changed after it was written' },
    ]);
  });

  test('[C2] a removed row is found by block', async () => {
    await chain();
    await tamper(`delete from gate.audit where id = ${inBlock(2)}`);
    expect(await faults()).toEqual([{ block: 2, what: '1 of 5 rows were removed' }]);
  });

  test('[C2] an inserted row is found, inside a block and before the chain', async () => {
    await chain();
    const copy = (
      tx: string,
    ) => `insert into gate.audit select clinic, era, ${tx}, gen_random_uuid(), at, account, display, roles, workstation, action, outcome, patients,
      type, resource, version, operation, query, reason, digest from gate.audit where id = ${inBlock(2)}`;
    await tamper(copy('tx'));
    expect(await faults()).toContainEqual({ block: 2, what: '1 rows were inserted among 5' });
    await tamper(copy('-7'));
    expect(await faults()).toContainEqual({
      block: 0,
      what: '1 rows stand before the end of the chain and in no block',
    });
  });

  test('[C2] two rows that changed places are found', async () => {
    await chain();
    await tamper(`with pair as (select array_agg(tx order by tx) as tx from gate.audit where id in (select id from gate.audit order by tx limit 2))
      update gate.audit set tx = case when tx = (select tx[1] from pair) then (select tx[2] from pair) else (select tx[1] from pair) end
      where tx in (select unnest(tx) from pair)`);
    expect(await faults()).toEqual([
      { block: 1, what: 'rows were replaced or reordered, or the block was rewritten' },
    ]);
  });

  test('[C2] a removed block is found, with its rows or without', async () => {
    await chain();
    await tamper('delete from gate.block where number = 2');
    expect((await faults())[0]).toEqual({ block: 3, what: 'block 2 is missing or out of order' });
    expect((await faults()).map(({ what }) => what)).toContain(
      '5 rows stand before the end of the chain and in no block',
    );
  });

  test('[C3] an end cut off, rows and all, is found by the anchor beside the database', async () => {
    await chain();
    await tamper('delete from gate.audit where tx > (select upto from gate.block where number = 2)');
    await tamper('delete from gate.block where number = 3');
    expect(await faults()).toEqual([
      { block: 3, what: 'the chain was cut off: the anchor file names a block that is gone' },
    ]);
  });

  test('[C3] a chain made anew from some block on is found by the anchor', async () => {
    await chain();
    await tamper(`update gate.audit set account = 'somebody else' where id = ${inBlock(3)}`);
    await tamper('delete from gate.block where number = 3');
    await tamper('delete from gate.audit where tx > (select upto from gate.block where number = 2)');
    const other = await here.another({ anchorFile: join(here.anchorFile, '..', 'other.json') });
    await other.audit.noteOf(here.by, { action: 'view', outcome: 'success' });
    await seal(other);
    expect(await faults()).toEqual([{ block: 3, what: 'is not the block that the anchor file names' }]);
  });

  test('[C3] an anchor that nobody can read is a fault, a missing one is not', async () => {
    await chain();
    await writeFile(here.anchorFile, 'nonsense');
    expect(await faults()).toEqual([{ block: 0, what: 'the anchor file cannot be read' }]);
    await rm(here.anchorFile);
    expect(await faults()).toEqual([]);
  });
});

describe('sealing', () => {
  test('[C1] happens by itself within about a second, and at once at five hundred rows', async () => {
    const usual = await here.another({ sealAfterMs: 1000 });
    const note = () => usual.audit.noteOf(here.by, { action: 'view', outcome: 'success' });
    await Promise.all(Array.from({ length: 600 }, note));
    await expect.poll(async () => (await here.gate.audit.verify()).pending, { timeout: 20_000 }).toBe(0);
    const report = await here.gate.audit.verify();
    expect(report).toMatchObject({ sound: true, rows: 600 });
    expect(report.blocks).toBeLessThan(10);
  });

  test('[C1] leaves rows of an open transaction, and everything after it, for later', async () => {
    await notes(2);
    await settled();
    const client = await here.pool.connect();
    await client.query('begin');
    await client.query('select pg_current_xact_id()');
    await notes(3);
    await here.gate.audit.seal();
    expect(await here.gate.audit.verify()).toMatchObject({ sound: true, rows: 2, pending: 3 });
    await client.query('commit');
    client.release();
    await seal();
    expect(await here.gate.audit.verify()).toMatchObject({ sound: true, rows: 5, pending: 0 });
  });

  test('[C1] by many at once makes one chain', async () => {
    const others = await Promise.all([here.another(), here.another(), here.another()]);
    await Promise.all(
      [...others, here.gate].map(async (gate) => {
        for (let at = 0; at < 20; at += 1) {
          await gate.audit.noteOf(here.by, { action: 'view', outcome: 'success' });
          if (at % 5 === 0) await gate.audit.seal();
        }
      }),
    );
    await seal();
    expect(await here.gate.audit.verify()).toMatchObject({ sound: true, rows: 80, pending: 0 });
  });

  test('[C4] goes on in a new era when the data moves to another database cluster', async () => {
    await chain();
    await tamper(`update gate.era set cluster = 'the old machine'`);
    await tamper(`update gate.audit set tx = tx + 1000000`);
    await tamper(
      `update gate.block set upto = upto + 1000000, after = after + case when number = 1 then 0 else 1000000 end`,
    );
    const moved = await here.another();
    await moved.audit.noteOf(here.by, { action: 'start', outcome: 'success' });
    const blocks = async () => {
      await moved.audit.seal();
      return (await here.pool.query('select era, count from gate.block order by number')).rows;
    };
    await expect.poll(blocks, { timeout: 20_000 }).toEqual([
      { era: 1, count: 5 },
      { era: 1, count: 5 },
      { era: 1, count: 5 },
      { era: 2, count: 1 },
    ]);
  });
});

describe('the trail', () => {
  test('[C5] is written by one insert, and by nothing else in the house', () => {
    const house = fileURLToPath(new URL('../../', import.meta.url));
    const offenders: string[] = [];
    const inserts: string[] = [];
    const walk = (folder: string) => {
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        if (['node_modules', 'runtime', 'dist', 'docs'].includes(name) || name.startsWith('.')) continue;
        if (statSync(path).isDirectory()) walk(path);
        else if (/\.(ts|tsx|mjs|sql)$/.test(name) && !name.endsWith('.test.ts')) {
          const text = readFileSync(path, 'utf8');
          if (
            /(update|delete\s+from|truncate(\s+table)?|alter\s+table)\s+(only\s+)?gate\.(audit|block)\b/i.test(
              text,
            )
          )
            offenders.push(path);
          if (/insert\s+into\s+gate\.audit\b/i.test(text)) inserts.push(path.slice(house.length));
        }
      }
    };
    walk(house);
    expect(offenders).toEqual([]);
    expect(inserts).toEqual(['gate/audit/insert.ts']);
  });

  test('[C5] cannot be changed with the rights that an ordinary database account of ours has', async () => {
    const { rows } = await here.pool.query<{ who: string; right: string }>(
      `select grantee as who, privilege_type as right from information_schema.table_privileges where table_schema = 'gate' and table_name in ('audit', 'block')`,
    );
    expect(new Set(rows.map(({ right }) => right)).has('INSERT')).toBe(true);
    expect(rows.filter(({ right }) => ['UPDATE', 'DELETE', 'TRUNCATE'].includes(right))).toEqual([]);
  });

  test('[C6] shares one insert among notes that come together, each answered when its row is there', async () => {
    let inserts = 0;
    const query = here.pool.query.bind(here.pool);
    here.pool.query = ((...parameters: Parameters<typeof query>) => {
      if (JSON.stringify(parameters[0])?.includes('insert into gate.audit')) inserts += 1;
      return query(...parameters);
    }) as typeof here.pool.query;
    await Promise.all(Array.from({ length: 200 }, () => notes(1)));
    here.pool.query = query;
    expect(inserts).toBeLessThan(4);
    const { rows } = await here.pool.query<{ count: string }>('select count(*) from gate.audit');
    expect(rows[0]?.count).toBe('200');
  });

  test('[C6] a note that cannot be written fails its caller', async () => {
    await tamper('alter table gate.audit rename to hidden');
    await expect(notes(1)).rejects.toThrow();
    await tamper('alter table gate.hidden rename to audit');
    await notes(1);
  });

  test('[C6] keeps any text there is: signs, halves of signs, nothing at all', async () => {
    await here.gate.audit.noteOf(
      { ...here.by, display: "O'Brien <b> \0 \ud800 😀", workstation: '\\"' },
      { action: 'view', outcome: 'success', reason: '"; drop' },
    );
    await seal();
    expect((await here.gate.audit.verify()).sound).toBe(true);
    expect((await here.gate.audit.search(here.by, {})).rows[0]?.display).toContain("O'Brien <b>");
  });

  test('[C7] is searched by patient, account, action and time, newest first, page by page', async () => {
    await notes(3, 'p1');
    await notes(4, 'p2');
    const { audit } = here.gate;
    expect((await audit.search(here.by, { patient: 'p2' })).rows.map(({ operation }) => operation)).toEqual([
      'chart/page-3',
      'chart/page-2',
      'chart/page-1',
      'chart/page-0',
    ]);
    expect((await audit.search(here.by, { action: 'view', account: 'somebody else' })).rows).toEqual([]);
    expect((await audit.search(here.by, { action: 'view', to: '2020-01-01T00:00:00Z' })).rows).toEqual([]);
    const first = await audit.search(here.by, { action: 'view', count: 5 });
    const second = await audit.search(here.by, {
      action: 'view',
      count: 5,
      ...(first.next === undefined ? {} : { cursor: first.next }),
    });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([5, 2, undefined]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(7);
    await expect(audit.search(here.by, { cursor: "1'; drop" })).rejects.toMatchObject({ status: 400 });
    await expect(audit.search(here.by, { from: 'yesterday' })).rejects.toMatchObject({ status: 400 });
  });

  test('[C8] is read by those who may review it, and each reading is in it', async () => {
    await expect(here.gate.audit.search(someone('ma'), { patient: 'p1' })).rejects.toMatchObject({
      status: 403,
    });
    const lead = someone('lead-ma');
    await here.gate.audit.search(lead, { patient: 'p1' });
    const { rows } = await here.gate.audit.search(here.by, { patient: 'p1' });
    expect(rows).toMatchObject([
      { action: 'audit-read', account: lead.account, outcome: 'success', query: 'patient' },
      { action: 'audit-read', outcome: 'refused', reason: 'task-not-yours' },
    ]);
  });
});
