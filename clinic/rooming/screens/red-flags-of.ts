import { judgeVital } from '../rules/judge-vital.ts';
import { redFlagsSaid, sepsisCue } from '../rules/red-flags.ts';
import type { Rooming } from './rooming-context.ts';

/** Red flags in the words of the reason, and those the measured values raise by themselves (R1, R2). */
export function redFlagsOf({ page, draft, subject }: Pick<Rooming, 'page' | 'draft' | 'subject'>): {
  said: string[];
  measured: string[];
} {
  const said = redFlagsSaid(draft.get<string | null>('reason', null) ?? page.reason.words);
  const measured = page.vitals.flatMap((row) =>
    row.numbers.length > 0 ? (judgeVital(row.vital, row, subject).redFlag ?? []) : [],
  );
  const last = (vital: string) => page.vitals.findLast((row) => row.vital === vital)?.numbers[0];
  const sepsis = sepsisCue({
    respiration: last('respiration'),
    systolic: last('blood-pressure'),
    altered: said.includes('confusion'),
    years: subject.age?.years ?? 0,
  });
  return { said, measured: [...new Set([...measured, ...(sepsis ? ['sepsis'] : [])])] };
}
