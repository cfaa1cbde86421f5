import type { DocumentLine } from '../views/documents.contract.ts';

/** Titles that the house gives by a code, in the language of the screen; what somebody typed stays as it is. */
const CODED: ReadonlySet<string> = new Set(['card-front', 'card-back']);

export const titleOf = ({ title }: DocumentLine, t: (key: string) => string): string =>
  CODED.has(title) ? t(`title.${title}`) : title;
