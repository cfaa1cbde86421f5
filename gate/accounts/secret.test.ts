import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashSecret, isOutdated, secretMatches } from './secret.ts';
import { judgePassword, judgePin } from './secret-rules.ts';

const maria = { name: 'mreyes', display: 'Maria Reyes' };

describe('a password at rest', () => {
  test('[A1] is an argon2id PHC string with the OWASP parameters, salted, and matches only itself', async () => {
    const phc = await hashSecret('blue kettle on the roof');
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await hashSecret('blue kettle on the roof')).not.toBe(phc);
    expect(await secretMatches(phc, 'blue kettle on the roof')).toBe(true);
    expect(await secretMatches(phc, 'blue kettle on the root')).toBe(false);
    expect(await secretMatches('plain text', 'plain text')).toBe(false);
  });

  test('[A1] matches however the accents were typed', async () => {
    expect(await secretMatches(await hashSecret('contrase\u00f1a larga'), 'contrasen\u0303a larga')).toBe(
      true,
    );
  });

  test('[A1] made with weaker parameters still matches and is known as outdated', async () => {
    const weak = await hashSecret('blue kettle on the roof', { memory: 8192, passes: 1, parallelism: 1 });
    expect(await secretMatches(weak, 'blue kettle on the roof')).toBe(true);
    expect(isOutdated(weak)).toBe(true);
    expect(isOutdated(await hashSecret('x'))).toBe(false);
  });

  test('[A1] is made on worker threads: the event loop goes on', async () => {
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    await Promise.all(Array.from({ length: 4 }, () => hashSecret('blue kettle on the roof')));
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a password', () => {
  test.each([
    ['short', 'too-short'],
    ['aaaaaaaaaaaaaaaa', 'repetitive'],
    ['password1234', 'common'],
    ['P@ssw0rd2026!', 'common'],
    ['Welcome-2026-Clinic', 'common'],
    ['qwertyuiop12', 'common'],
    ['mreyes123456', 'contains-name'],
    ['MariaReyes!99', 'contains-name'],
  ])('[A2] %s is refused as %s', (password, fault) => {
    expect(judgePassword(password, maria)).toBe(fault);
  });

  test('[A2] has at most 256 characters', () => {
    expect(judgePassword('blue kettle '.repeat(30), maria)).toBe('too-long');
  });

  test('[A2] of a few words nobody lists will do', () => {
    for (const password of [
      'blue kettle on the roof',
      'Tr4m-lines&gulls',
      'ñandú bajo la lluvia',
      'correct staple 9 vineyard',
    ]) {
      expect(judgePassword(password, maria)).toBeUndefined();
    }
  });
});

describe('a PIN', () => {
  test.each(['1234', '4321', '0000', '7777', '9876', '7890', '1212', '123123', '1987', '2026', '2580'])(
    '[A3] %s is refused as trivial',
    (pin) => {
      expect(judgePin(pin)).toBe('trivial');
    },
  );

  test('[A3] has four to eight digits', () => {
    for (const pin of ['', '123', '123456789', '12a4', '١٢٣٤']) expect(judgePin(pin)).toBe('not-digits');
    for (const pin of ['4071', '83920', '60418273']) expect(judgePin(pin)).toBeUndefined();
  });

  test('[A3] of four digits is refused in fewer than one of twenty cases', () => {
    const refused = Array.from({ length: 10_000 }, (_, at) => String(at).padStart(4, '0')).filter((pin) =>
      judgePin(pin),
    );
    expect(refused.length).toBeLessThan(500);
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4,8}$/), (pin) => [undefined, 'trivial'].includes(judgePin(pin))),
    );
  });
});
