/** A number as people say it: `(617) 555-0142`; numbers of other countries, and what is none, stay as they are. Pure. */
export const spokenPhone = (value: string): string =>
  value.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
