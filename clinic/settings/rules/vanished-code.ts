import type { Settings } from './settings.ts';

/** [S4, S5] Appointments and consents carry these codes: a type or form is closed, never taken away. The first one missing. */
export function vanishedCode(before: Settings, after: Settings): { at: string; code: string } | undefined {
  for (const at of ['visitTypes', 'forms'] as const) {
    const kept = new Set(after[at].map(({ code }) => code));
    const gone = before[at].find(({ code }) => !kept.has(code));
    if (gone) return { at, code: gone.code };
  }
  return undefined;
}
