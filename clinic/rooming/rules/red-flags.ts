/**
 * Signs for which the provider is fetched at once (README R1), as rows. Words are `red-flag.<code>` in the messages;
 * `said` finds them in the reason for visit, English and Spanish, accents folded away. Source: D3.
 * The assistant reports; deciding acuity is the licensed person's.
 */
import { fold } from '#fhir/fold.ts';

export interface RedFlag {
  readonly code: string;
  /** True when waiting for a provider in the building may be too long: the screen names 911. */
  readonly emergency: boolean;
  /** Any of these in the folded words; absent: only picked or measured. */
  readonly said?: RegExp;
}

export const RED_FLAGS: readonly RedFlag[] = [
  {
    code: 'chest-pain',
    emergency: true,
    said: /chest (pain|pressure|tight)|(pain|pressure|tight\w*) (in|on|across) (my |the |her |his )?chest|(jaw|left arm) pain|dolor (de|en el) pecho|presion en el pecho|opresion/,
  },
  {
    code: 'breathing',
    emergency: true,
    said: /short(ness)? of breath|cant breathe|cannot breathe|trouble breathing|stridor|gasping|falta de aire|no puede respirar|dificultad para respirar/,
  },
  { code: 'low-oxygen', emergency: true },
  {
    code: 'stroke-signs',
    emergency: true,
    said: /face droop|facial droop|slurred|one[- ]sided weak|arm weak|weak(ness)? (on|of) one side|cara caida|habla arrastrada|debilidad de un lado/,
  },
  { code: 'fainted', emergency: false, said: /faint|passed out|syncope|blacked out|desmay/ },
  { code: 'confusion', emergency: true, said: /confus|disorient|not making sense|desorientad/ },
  {
    code: 'anaphylaxis',
    emergency: true,
    said: /throat (closing|swelling|tight)|tongue swell|lips? swell|anaphyla|anafila|garganta (cerrada|hinchada)/,
  },
  {
    code: 'bleeding',
    emergency: true,
    said: /(wont|not) stop bleeding|heavy bleeding|bleeding heavily|vomiting blood|sangrado abundante|no para de sangrar|vomita sangre/,
  },
  { code: 'worst-headache', emergency: true, said: /worst headache|thunderclap|peor dolor de cabeza/ },
  { code: 'seizure', emergency: true, said: /seizure|convuls/ },
  {
    code: 'suicidal',
    emergency: false,
    said: /suicid|kill (myself|himself|herself|someone)|want(s)? to die|hurt (myself|himself|herself)|matarme|matarse|quiere morir|quiero morir/,
  },
  { code: 'infant-fever', emergency: false },
  { code: 'infant-cold', emergency: false },
  {
    code: 'rash-and-fever',
    emergency: true,
    said: /purple (rash|spots)|rash (and|with) (a )?fever|fever (and|with) (a )?rash|manchas moradas/,
  },
  {
    code: 'severe-belly-pain',
    emergency: false,
    said: /severe (abdominal|stomach|belly)|(abdominal|stomach|belly) pain (is )?(severe|10)|dolor (abdominal|de barriga|de estomago) (fuerte|severo|intenso)/,
  },
  {
    code: 'pregnancy-bleeding',
    emergency: true,
    said: /pregnan\w* .*(bleed|pain)|(bleed|pain)\w* .*pregnan|embaraz\w* .*(sangr|dolor)/,
  },
  { code: 'severe-pressure', emergency: false },
  { code: 'severe-pressure-pregnancy', emergency: true },
  { code: 'testicular-pain', emergency: false, said: /testic\w* pain|pain .*testic|dolor .*testic/ },
  {
    code: 'eye',
    emergency: false,
    said: /(lost|loss of|sudden) vision|vision loss|cant see|chemical in .*eye|splash\w* .*eye|perdio la vista|perdida de (la )?vision|quimico en .*ojo/,
  },
  {
    code: 'glucose',
    emergency: true,
    said: /(sugar|glucose)\W+(is |was |reads? |of )?(hi\b|[4-9]\d\d|[1-4]\d\b|5[0-3]\b)/,
  },
  { code: 'overdose', emergency: true, said: /overdos|took too many|sobredosis/ },
  {
    code: 'head-injury',
    emergency: true,
    said: /(hit|injur\w*|bump\w*) (my |his |her |the )?head|head injury|golpe en la cabeza/,
  },
  {
    code: 'limb',
    emergency: true,
    said: /cold (foot|hand|leg|arm).*(pale|blue|numb)|no pulse|bone (sticking|showing)|deform/,
  },
  { code: 'sepsis', emergency: true },
];

const BY_CODE = new Map(RED_FLAGS.map((row) => [row.code, row]));

export const redFlagOf = (code: string): RedFlag | undefined => BY_CODE.get(code);

/** Words that turn a mention into its opposite right before it: "no chest pain", "denies", "niega". */
const DENIED = /(\bno|\bdenies|\bwithout|\bniega|\bsin|\bnot?) ([a-z]+ (or|y|o|and|ni) )?$/;

/** Red flags said in the reason for visit, in the order of the table. A denied one ("no chest pain") does not count. */
export function redFlagsSaid(words: string): string[] {
  const text = fold(words);
  return RED_FLAGS.filter((row) => {
    const found = row.said?.exec(text);
    return found ? !DENIED.test(text.slice(0, found.index)) : false;
  }).map((row) => row.code);
}

/** Sepsis cue (D3): at least two of breathing rate from 22, systolic up to 100, altered mind; adults. */
export function sepsisCue(facts: {
  respiration?: number | undefined;
  systolic?: number | undefined;
  altered: boolean;
  years: number;
}): boolean {
  if (facts.years < 18) return false;
  const signs = [
    facts.respiration !== undefined && facts.respiration >= 22,
    facts.systolic !== undefined && facts.systolic <= 100,
    facts.altered,
  ];
  return signs.filter(Boolean).length >= 2;
}
