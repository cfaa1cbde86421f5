import { badRequest } from '#fhir/outcome.ts';

/** Where a reader of the feed stands: everything up to and with it has been seen. */
export interface Position {
  readonly era: number;
  readonly tx: bigint;
  readonly ordinal: number;
}

export const positionText = ({ era, tx, ordinal }: Position): string => `${era}.${tx}.${ordinal}`;

/** Throws FhirFailure 400 when the text is no position of ours. */
export function parsePosition(text: string): Position {
  const [, era, tx, ordinal] = /^(\d{1,9})\.(\d{1,20})\.(\d{1,9})$/.exec(text) ?? [];
  if (era === undefined || tx === undefined || ordinal === undefined)
    throw badRequest('The feed position is not one of ours. Start without one.');
  return { era: Number(era), tx: BigInt(tx), ordinal: Number(ordinal) };
}

export function isAfter(one: Position, other: Position): boolean {
  if (one.era !== other.era) return one.era > other.era;
  return one.tx !== other.tx ? one.tx > other.tx : one.ordinal > other.ordinal;
}
