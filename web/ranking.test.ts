import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchScore, ranked, splitAction } from './ranking.ts';

const things = [
  { names: ['Audit trail', 'Registro de auditoría'] },
  { names: ['Room a patient', 'Pasar al consultorio'] },
  { names: ['Board', 'Tablero'] },
  { names: ['Rooms', 'Consultorios'] },
];
const first = (text: string) => ranked(text, things)[0]?.names[0];

describe('the command bar', () => {
  it('finds by the beginning, by words in any order, without accents, in either language', () => {
    expect(first('boa')).toBe('Board');
    expect(first('trail aud')).toBe('Audit trail');
    expect(first('auditoria')).toBe('Audit trail');
    expect(first('tablero')).toBe('Board');
    expect(first('rooms')).toBe('Rooms');
    expect(ranked('xyz', things)).toEqual([]);
  });
  it('puts the whole name before its beginning before letters inside', () => {
    expect(matchScore('board', 'Board')).toBeGreaterThan(matchScore('boa', 'Board'));
    expect(matchScore('boa', 'Board')).toBeGreaterThan(matchScore('oar', 'Board'));
  });
  it('takes an action and a patient apart', () => {
    const split = splitAction('room delgado', things);
    expect(split?.action.names[0]).toBe('Room a patient');
    expect(split?.rest).toBe('delgado');
    expect(splitAction('delgado', things)).toBeUndefined();
  });
  it('never breaks on what is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(ranked(text, things).length).toBeLessThanOrEqual(things.length);
        splitAction(text, things);
      }),
    );
  });
});
