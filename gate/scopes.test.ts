import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VERBS } from './decision.ts';
import { coveredScopes, parseScope, scopesGrant } from './scopes.ts';

describe('scopes of machines', () => {
  test('[O3] v2 letters, and the v1 words they replace, mean what SMART says', () => {
    expect(parseScope('system/Observation.rs')).toEqual({ type: 'Observation', letters: 'rs' });
    expect(parseScope('system/*.*')).toEqual({ type: '*', letters: 'cruds' });
    expect(parseScope('system/Patient.read')).toEqual({ type: 'Patient', letters: 'rs' });
    expect(parseScope('system/Patient.write')).toEqual({ type: 'Patient', letters: 'cud' });
  });

  test('[O3] what is not understood grants nothing', () => {
    for (const scope of [
      '',
      'system/*.',
      'system/*.sr',
      'system/Patiens.rs',
      'user/*.cruds',
      'system/Observation.rs?category=vital-signs',
      'SYSTEM/*.cruds',
    ]) {
      expect(parseScope(scope), scope).toBeUndefined();
      for (const verb of VERBS) expect(scopesGrant([scope], verb, 'Observation')).toBe(false);
    }
  });

  test('[O3] of the scopes asked for, those are issued that the client has in full', () => {
    expect(coveredScopes(['system/Patient.rs', 'system/Patient.cruds', 'openid'], ['system/*.rs'])).toEqual([
      'system/Patient.rs',
    ]);
    expect(coveredScopes(['system/*.rs'], ['system/Patient.rs'])).toEqual([]);
    expect(coveredScopes(['system/*.*'], ['system/*.cruds'])).toEqual(['system/*.*']);
  });

  test('[O3] issued scopes never grant more than the granted ones', () => {
    const letters = fc.constantFrom('c', 'r', 's', 'rs', 'cud', 'cruds', 'read', 'write', '*');
    const scopes = fc.array(
      fc
        .tuple(fc.constantFrom('*', 'Patient', 'Observation'), letters)
        .map(([type, given]) => `system/${type}.${given}`),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(scopes, scopes, (asked, granted) => {
        const issued = coveredScopes(asked, granted);
        for (const verb of VERBS) {
          for (const type of ['Patient', 'Observation', 'Encounter']) {
            if (scopesGrant(issued, verb, type)) expect(scopesGrant(granted, verb, type)).toBe(true);
          }
        }
      }),
    );
  });
});
