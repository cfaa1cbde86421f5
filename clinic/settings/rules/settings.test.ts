import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STAGES } from '#fhir/medley.ts';
import { defaultSettings, readStored } from './default-settings.ts';
import { Limits, Settings } from './settings.ts';
import { isZone, STATES, ZONES, zoneOfState } from './states.ts';
import { vanishedCode } from './vanished-code.ts';

const clinic = {
  name: 'Harbor Street',
  zone: 'America/New_York',
  state: 'MA',
  line: '',
  city: '',
  postalCode: '',
  phone: '',
};
const settings = defaultSettings(clinic);

describe('settings to begin with', () => {
  it('[S1] know a zone of the platform for every state', () => {
    for (const { code } of STATES) expect(isZone(zoneOfState(code))).toBe(true);
    expect(new Set(STATES.map(({ code }) => code)).size).toBe(STATES.length);
    expect(ZONES.length).toBeGreaterThan(6);
  });
  it('[S2] [S4] [S5] are valid as they stand', () => {
    expect(Settings.parse(settings)).toEqual(settings);
  });
  it('[S2] give every stage an amber minute before its red one', () => {
    for (const stage of STAGES) {
      const { amber, red } = settings.limits.waiting[stage];
      expect(amber).toBeLessThan(red);
    }
  });
});

describe('limits', () => {
  it('[S2] refuse red before amber', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 240 }), fc.integer({ min: 2, max: 240 }), (amber, red) => {
        const limits = { ...settings.limits, waiting: { ...settings.limits.waiting, ready: { amber, red } } };
        expect(Limits.safeParse(limits).success).toBe(amber < red);
      }),
    );
  });
  it('[S3] hold the idle lock between 2 and 15 minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 60 }), (idleMinutes) => {
        expect(Limits.safeParse({ ...settings.limits, idleMinutes }).success).toBe(
          idleMinutes >= 2 && idleMinutes <= 15,
        );
      }),
    );
  });
});

describe('settings that were stored', () => {
  it('[S6] are completed by what an older release did not know', () => {
    const { noShowMinutes: _, ...older } = settings.limits;
    const read = readStored({ ...settings, limits: { ...older, lateMinutes: 7 } }, clinic);
    expect(read.limits.lateMinutes).toBe(7);
    expect(read.limits.noShowMinutes).toBe(settings.limits.noShowMinutes);
  });
  it('[S6] never break the clinic, whatever they hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        expect(Settings.safeParse(readStored(stored, clinic)).success).toBe(true);
      }),
    );
  });
});

describe('a visit type or a form', () => {
  it('[S4] [S5] that vanished is named', () => {
    const [, ...fewer] = settings.visitTypes;
    expect(vanishedCode(settings, { ...settings, visitTypes: fewer })).toEqual({
      at: 'visitTypes',
      code: 'established',
    });
    expect(vanishedCode(settings, { ...settings, forms: settings.forms.slice(1) })).toEqual({
      at: 'forms',
      code: 'privacy-notice',
    });
    expect(vanishedCode(settings, settings)).toBeUndefined();
  });
});
