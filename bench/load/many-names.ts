/** People of made-up names, as unevenly spread as real ones: a few surnames are many, most are few. The same every time. */
import type { Patient } from '#fhir/types.ts';

// Frequent surnames and given names of the United States (public lists of the Census Bureau and the Social Security Administration).
const FAMILIES =
  'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez'.split(
    ' ',
  );
const GIVEN =
  'Mary James Patricia Robert Jennifer John Linda Michael Elizabeth David Barbara William Susan Richard Jessica Joseph Sarah Thomas Karen Charles Nancy Christopher Lisa Daniel Margaret Matthew Betty Anthony Sandra Mark Ashley Donald Kimberly Steven Emily Paul Donna Andrew Michelle Joshua Carol Kenneth Amanda Kevin Dorothy Brian Melissa George Deborah Timothy Stephanie Ronald Rebecca Edward Sharon Jason Laura Jeffrey Cynthia Ryan Kathleen Jacob Amy Gary Angela Nicholas Maria Jose Juana Luis Rosa Carlos Ana Jorge Guadalupe Miguel Carmen Francisco Teresa Jesus Lucia Pedro Elena Manuel Ximena'.split(
    ' ',
  );
const BEGIN =
  'Ab Al Bar Ber Bran Cal Car Chan Dar Del Dun El Fen Fitz Gal Gar Hal Har Hol Kes Kin Lan Len Mac Mal Mar Nor Ol Per Quin Rad Ros San Sel Sher Tal Tor Val Van Wal Wes Zim'.split(
    ' ',
  );
const MIDDLE = 'a e i o an en in er el ar ing om und'.split(' ');
const END =
  'berg ton son man ley ford well stein ski ova ez ini ard wick worth dale field low ham mann'.split(' ');

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Numbers in [0, 1) that come out the same every time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Named {
  readonly patient: Patient & { id: string };
  readonly given: string;
  readonly family: string;
  readonly phone: string;
  readonly mrn: string;
}

/** The person of this number. */
export function namedPerson(number: number, mrnSystem: string): Named {
  const draw = numbers(number + 1);
  const often = (list: readonly string[]) => at(list, Math.floor(draw() ** 2 * list.length));
  const rare = () => {
    const start = at(BEGIN, Math.floor(draw() * BEGIN.length));
    return start + at(MIDDLE, Math.floor(draw() * MIDDLE.length)) + at(END, Math.floor(draw() * END.length));
  };
  const family = draw() < 0.45 ? often(FAMILIES) : rare();
  const given = often(GIVEN);
  const year = 1930 + Math.floor(draw() * 95);
  const two = (value: number) => String(value).padStart(2, '0');
  const birthDate = `${year}-${two(1 + Math.floor(draw() * 12))}-${two(1 + Math.floor(draw() * 28))}`;
  const phone = `+1617${String(2_000_000 + number).padStart(7, '0')}`;
  const mrn = String(100_000 + number);
  return {
    given,
    family,
    phone,
    mrn,
    patient: {
      resourceType: 'Patient',
      id: `named-${number}`,
      active: true,
      identifier: [{ system: mrnSystem, value: mrn }],
      name: [{ use: 'official', family, given: [given, at(GIVEN, number)] }],
      telecom: [{ system: 'phone', value: phone, use: 'mobile' }],
      gender: number % 2 ? 'female' : 'male',
      birthDate,
      address: [{ line: [`${number} Elm St`], city: 'Lowell', state: 'MA', postalCode: '01852' }],
    },
  };
}
