import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson, from, PASSWORD, signedIn, someone, type TestGate, testGate } from '../testing/test-gate.ts';
import { hashSecret, isOutdated } from './secret.ts';

let here: TestGate;
beforeAll(async () => {
  here = await testGate();
});
afterAll(() => here.close());

const newcomer = {
  display: 'Sam Ortiz',
  roles: ['ma'] as const,
  practitioner: 'Practitioner/sam',
  password: PASSWORD,
};

describe('an account', () => {
  test('[A4] has a name nobody else has, however it is written', async () => {
    const { accounts } = here.gate;
    expect(await accounts.create(here.by, { ...newcomer, name: 'Sam.Ortiz' })).toMatchObject({
      name: 'Sam.Ortiz',
      hasPassword: true,
      hasPin: false,
    });
    for (const name of ['sam.ortiz', '  SAM.ORTIZ ', 'ｓａｍ.ortiz']) {
      expect(await accounts.create(here.by, { ...newcomer, name })).toEqual({
        refused: 'name-taken',
        at: 'name',
      });
      expect((await accounts.byName(name))?.name).toBe('Sam.Ortiz');
    }
    expect(await accounts.create(here.by, { ...newcomer, name: '  ' })).toEqual({
      refused: 'name-empty',
      at: 'name',
    });
  });

  test('[A2] [A3] is not made with a weak password or PIN', async () => {
    const { accounts } = here.gate;
    expect(await accounts.create(here.by, { ...newcomer, name: 'weak', password: 'password1234' })).toEqual({
      refused: 'password-weak',
      at: 'password',
      because: 'common',
    });
    expect(await accounts.create(here.by, { ...newcomer, name: 'weak', pin: '1234' })).toEqual({
      refused: 'pin-weak',
      at: 'pin',
      because: 'trivial',
    });
    expect(await accounts.byName('weak')).toBeUndefined();
  });

  test('[A1] keeps nothing that could be read as a password', async () => {
    await aPerson(here, { name: 'kept' });
    const { rows } = await here.pool.query<{ all: string }>(
      `select string_agg(a::text, '') as all from gate.account a`,
    );
    expect(rows[0]?.all).toContain('$argon2id$');
    expect(rows[0]?.all).not.toContain(PASSWORD);
  });

  test('[A1] made under weaker parameters is hashed anew at the next sign-in, unnoticed', async () => {
    const account = await aPerson(here);
    const weak = await hashSecret(PASSWORD, { memory: 8192, passes: 1, parallelism: 1 });
    await here.pool.query('update gate.account set password = $2 where id = $1', [account.id, weak]);
    await signedIn(here.gate, account);
    const { rows } = await here.pool.query<{ password: string }>(
      'select password from gate.account where id = $1',
      [account.id],
    );
    expect(isOutdated(rows[0]?.password ?? '')).toBe(false);
    await signedIn(here.gate, account);
  });

  test('[A5] changed in its rights leaves a row in the audit trail that says who, whom and what', async () => {
    const account = await aPerson(here);
    const manager = { ...someone('manager'), display: 'Pat Lee' };
    await here.gate.accounts.change(manager, account.id, { roles: ['ma', 'lead-ma'] });
    const { rows } = await here.gate.audit.search(here.by, { account: manager.account });
    expect(rows[0]).toMatchObject({
      action: 'privilege-change',
      display: 'Pat Lee',
      operation: `account ${account.id}`,
      reason: 'ma to ma lead-ma',
    });
  });

  test('[A6] of the last owner keeps its ownership, also when two hands try at once', async () => {
    const clinic = await testGate();
    const [one, two] = [await aPerson(clinic, { owner: true }), await aPerson(clinic, { owner: true })];
    const { accounts } = clinic.gate;
    const answers = await Promise.all([
      accounts.change(clinic.by, one.id, { disabled: true }),
      accounts.change(clinic.by, two.id, { owner: false }),
    ]);
    expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'last-owner')).toHaveLength(
      1,
    );
    expect((await accounts.list()).filter(({ owner, disabled }) => owner && !disabled)).toHaveLength(1);
    await clinic.close();
  });

  test('[A10] of an owner is touched by owners only: a manager cannot become one, nor take one over', async () => {
    const { accounts } = here.gate;
    const [manager, owner, ma] = [
      someone('manager'),
      await aPerson(here, { owner: true }),
      await aPerson(here),
    ];
    const refused = { refused: 'owner-only', at: 'owner' };
    expect(await accounts.create(manager, { ...newcomer, name: 'puppet', owner: true })).toEqual(refused);
    expect(await accounts.change(manager, ma.id, { owner: true })).toEqual(refused);
    expect(await accounts.change(manager, owner.id, { disabled: true })).toEqual(refused);
    await expect(accounts.link(manager, 'reset', owner.id)).rejects.toMatchObject({ status: 403 });
    await expect(accounts.link(manager, 'reset', 'nobody')).rejects.toMatchObject({ status: 404 });
    await expect(accounts.link(manager, 'owner')).rejects.toMatchObject({ status: 403 });
    expect(await accounts.change(manager, ma.id, { roles: ['nurse'] })).toMatchObject({ roles: ['nurse'] });
    expect(await accounts.link(manager, 'reset', ma.id)).toMatch(/^[\w-]{43}$/);
    const herself = { ...manager, owner: true };
    expect(await accounts.change(herself, ma.id, { owner: true })).toMatchObject({ owner: true });
  });

  test('[A7] of the demo enters only a demo, and may have a simple password there', async () => {
    const account = await aPerson(here, { demo: true, password: 'demo', pin: '1234' });
    expect(
      await here.gate.sessions.signIn({ name: account.name, password: 'demo' }, from('10.9.0.1')),
    ).toEqual({ ok: false, refused: 'sign-in-failed' });
    const demo = await here.another({ demo: true });
    expect(
      await demo.sessions.signIn({ name: account.name, password: 'demo' }, from('10.9.0.1')),
    ).toMatchObject({ ok: true });
  });
});

describe('changing one’s own secrets', () => {
  test('[A8] asks for the password again, and ends every session', async () => {
    const account = await aPerson(here);
    const { session, cookie } = await signedIn(here.gate, account);
    const { accounts, sessions } = here.gate;
    expect(await accounts.changePassword(session.principal, 'wrong', 'a new kettle on the roof')).toEqual({
      refused: 'password-wrong',
      at: 'current',
    });
    expect(await accounts.changePassword(session.principal, PASSWORD, 'short')).toMatchObject({
      refused: 'password-weak',
    });
    expect(await sessions.find(cookie)).toBeDefined();
    expect(
      await accounts.changePassword(session.principal, PASSWORD, 'a new kettle on the roof'),
    ).toMatchObject({ id: account.id });
    expect(await sessions.find(cookie)).toBeUndefined();
    expect(await sessions.signIn({ name: account.name, password: PASSWORD }, from('10.9.0.2'))).toMatchObject(
      { ok: false },
    );
    expect(
      await sessions.signIn({ name: account.name, password: 'a new kettle on the roof' }, from('10.9.0.2')),
    ).toMatchObject({ ok: true });
  });

  test('[A8] a new PIN opens the locked screen at once', async () => {
    const account = await aPerson(here);
    const { session, cookie } = await signedIn(here.gate, account);
    expect(await here.gate.accounts.changePin(session.principal, PASSWORD, '9999')).toMatchObject({
      refused: 'pin-weak',
    });
    expect(await here.gate.accounts.changePin(session.principal, PASSWORD, '60418')).toMatchObject({
      hasPin: true,
    });
    const again = await here.gate.sessions.find(cookie);
    if (again) await here.gate.sessions.lock(again);
    expect(await here.gate.sessions.unlock(cookie, '60418')).toMatchObject({ ok: true });
  });
});

describe('a one-time link', () => {
  test('[A9] lets an empty clinic’s owner in, once', async () => {
    const clinic = await testGate();
    const { accounts, sessions } = clinic.gate;
    const token = await accounts.link(clinic.by, 'owner');
    expect(await accounts.openLink(token)).toMatchObject({ purpose: 'owner' });
    const account = {
      name: 'dr.chen',
      display: 'Dr Chen',
      roles: ['provider', 'manager'] as const,
      practitioner: 'Practitioner/chen',
    };
    expect(await accounts.redeem(token, { password: 'short', account })).toMatchObject({
      refused: 'password-weak',
    });
    expect(await accounts.redeem(token, { password: PASSWORD, pin: '4071', account })).toMatchObject({
      owner: true,
      roles: ['provider', 'manager'],
    });
    expect(
      await accounts.redeem(token, { password: PASSWORD, account: { ...account, name: 'intruder' } }),
    ).toEqual({ refused: 'link-invalid', at: '' });
    expect(await accounts.openLink(token)).toBeUndefined();
    expect(await sessions.signIn({ name: 'dr.chen', password: PASSWORD }, from())).toMatchObject({
      ok: true,
    });
    await clinic.close();
  });

  test('[A9] of an invitation sets the first password, and never somebody else’s', async () => {
    const { accounts } = here.gate;
    const { password: _, ...invited } = newcomer;
    const account = await accounts.create(here.by, { ...invited, name: 'invited' });
    if ('refused' in account) throw new Error(account.refused);
    const token = await accounts.link(here.by, 'invitation', account.id);
    expect(await accounts.openLink(token)).toMatchObject({
      purpose: 'invitation',
      account: { id: account.id, hasPassword: false },
    });
    expect(
      await accounts.redeem(token, {
        password: PASSWORD,
        account: { ...newcomer, name: 'other', owner: true },
      }),
    ).toMatchObject({ id: account.id, owner: false });
    expect(await accounts.byName('other')).toBeUndefined();
  });

  test('[A9] redeemed by two at once works for one', async () => {
    const account = await aPerson(here);
    const token = await here.gate.accounts.link(here.by, 'reset', account.id);
    const answers = await Promise.all(
      [1, 2, 3].map((n) => here.gate.accounts.redeem(token, { password: `the ${n} kettles on my roof` })),
    );
    expect(answers.filter((answer) => !('refused' in answer))).toHaveLength(1);
  });

  test('[A9] stops working when it is old, replaced, its account disabled, or it was never ours', async () => {
    const { accounts } = here.gate;
    const account = await aPerson(here);
    const [first, second] = [
      await accounts.link(here.by, 'reset', account.id),
      await accounts.link(here.by, 'reset', account.id),
    ];
    expect(await accounts.openLink(first)).toBeUndefined();
    expect(await accounts.openLink(second)).toBeDefined();
    await here.pool.query(`update gate.link set expires = now() - interval '1 second' where account = $1`, [
      account.id,
    ]);
    expect(await accounts.redeem(second, { password: 'another kettle, another roof' })).toMatchObject({
      refused: 'link-invalid',
    });
    const third = await accounts.link(here.by, 'reset', account.id);
    await accounts.change(here.by, account.id, { disabled: true });
    expect(await accounts.openLink(third)).toBeUndefined();
    expect(await accounts.openLink('nonsense')).toBeUndefined();
  });

  test('[A9] of a reset ends the sessions that were open', async () => {
    const account = await aPerson(here);
    const { cookie } = await signedIn(here.gate, account);
    const token = await here.gate.accounts.link(here.by, 'reset', account.id);
    await here.gate.accounts.redeem(token, { password: 'another kettle, another roof' });
    expect(await here.gate.sessions.find(cookie)).toBeUndefined();
  });

  test('[A9] is not kept in a form that could be used', async () => {
    const token = await here.gate.accounts.link(here.by, 'owner');
    const { rows } = await here.pool.query<{ all: string }>(
      `select string_agg(l::text, '') as all from gate.link l`,
    );
    expect(rows[0]?.all).not.toContain(token);
    expect(rows[0]?.all).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  });
});
