import { DEFAULT_FORMS } from './forms.ts';
import { type Clinic, DEFAULT_LIMITS, type Settings, Settings as Shape } from './settings.ts';
import { DEFAULT_VISIT_TYPES } from './visit-types.ts';

/** What a clinic begins with: its own facts, everything else by default. */
export const defaultSettings = (clinic: Clinic): Settings => ({
  clinic,
  visitTypes: [...DEFAULT_VISIT_TYPES],
  limits: DEFAULT_LIMITS,
  forms: [...DEFAULT_FORMS],
});

/**
 * [S6] Settings as stored, read by this version: what an older version did not know yet is filled from the defaults, and
 * what is no longer valid falls back with it. The clinic's own facts are never invented.
 */
export function readStored(stored: unknown, clinic: Clinic): Settings {
  const fallback = defaultSettings(clinic);
  if (typeof stored !== 'object' || stored === null) return fallback;
  const whole = Shape.safeParse(stored);
  if (whole.success) return whole.data;
  const parts = stored as Readonly<Record<string, unknown>>;
  const limits = Shape.shape.limits.safeParse({ ...fallback.limits, ...(parts.limits as object) });
  const visitTypes = Shape.shape.visitTypes.safeParse(parts.visitTypes);
  const forms = Shape.shape.forms.safeParse(parts.forms);
  const own = Shape.shape.clinic.safeParse({ ...clinic, ...(parts.clinic as object) });
  return {
    clinic: own.success ? own.data : clinic,
    limits: limits.success ? limits.data : fallback.limits,
    visitTypes: visitTypes.success ? visitTypes.data : fallback.visitTypes,
    forms: forms.success ? forms.data : fallback.forms,
  };
}
