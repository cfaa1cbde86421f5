import type { Statement } from '../record.ts';
import type { Span } from '../search/span-params.ts';
import { bigints, booleans, texts } from './array-text.ts';
import type { IndexRows, Word } from './index-rows.ts';

/** A resource's index rows now and, when it was there before, then. */
export interface Indexed {
  readonly key: string;
  readonly rows: IndexRows;
  readonly former?: IndexRows;
}

interface Owned<T> {
  readonly key: string;
  readonly row: T;
}

const wordName = ({ row }: Owned<Word>) => `${row.param} ${row.whole} ${row.text}`;
const spanName = ({ row }: Owned<Span>) => `${row.param} ${row.low} ${row.high} ${row.wide}`;

/** Statements that bring words and spans up to date: only rows that changed are touched. */
export function indexStatements(
  clinic: number,
  writes: readonly Indexed[],
  knownLabels: ReadonlySet<string>,
): Statement[] {
  const words = changes(writes, { rows: (rows) => rows.words, name: wordName });
  const spans = changes(writes, { rows: (rows) => rows.spans, name: spanName });
  const labels = new Map(
    writes.flatMap(({ rows }) => [...rows.labels].filter(([label]) => !knownLabels.has(label))),
  );
  return [
    ...(labels.size > 0 ? [addLabels(clinic, labels)] : []),
    ...(spans.gone.length > 0 ? [removeSpans(clinic, spans.gone)] : []),
    ...(words.gone.length > 0 ? [removeWords(clinic, words.gone)] : []),
    ...(spans.made.length > 0 ? [addSpans(clinic, spans.made)] : []),
    ...(words.made.length > 0 ? [addWords(clinic, words.made)] : []),
  ];
}

interface Reading<T> {
  readonly rows: (rows: IndexRows) => readonly T[];
  readonly name: (owned: Owned<T>) => string;
}

function changes<T>(writes: readonly Indexed[], { rows, name }: Reading<T>) {
  const made: Owned<T>[] = [];
  const gone: Owned<T>[] = [];
  for (const { key, rows: now, former } of writes) {
    const wanted = new Map(rows(now).map((row) => [name({ key, row }), { key, row }]));
    const present = new Map(former ? rows(former).map((row) => [name({ key, row }), { key, row }]) : []);
    for (const [known, one] of wanted) if (!present.has(known)) made.push(one);
    for (const [known, one] of present) if (!wanted.has(known)) gone.push(one);
  }
  return { made, gone };
}

const addLabels = (clinic: number, labels: ReadonlyMap<string, string>): Statement => ({
  name: 'record_labels',
  sql: `insert into record.label (clinic, label, text) select $1, * from unnest($2::bigint[], $3::text[]) on conflict do nothing`,
  values: [clinic, bigints([...labels.keys()]), texts([...labels.values()])],
});

const spanColumns = (spans: readonly Owned<Span>[]) => [
  bigints(spans.map((one) => one.row.param)),
  bigints(spans.map((one) => one.key)),
  bigints(spans.map((one) => one.row.low)),
  bigints(spans.map((one) => one.row.high)),
];

const addSpans = (clinic: number, spans: readonly Owned<Span>[]): Statement => ({
  name: 'record_spans',
  sql: `insert into record.span (clinic, param, key, low, high, wide)
    select $1, * from unnest($2::bigint[], $3::bigint[], $4::float8[], $5::float8[], $6::boolean[])`,
  values: [clinic, ...spanColumns(spans), booleans(spans.map((one) => one.row.wide))],
});

const removeSpans = (clinic: number, spans: readonly Owned<Span>[]): Statement => ({
  name: 'record_spans_gone',
  sql: `delete from record.span s using unnest($2::bigint[], $3::bigint[], $4::float8[], $5::float8[]) as gone (param, key, low, high)
    where s.clinic = $1 and s.param = gone.param and s.low = gone.low and s.high = gone.high and s.key = gone.key`,
  values: [clinic, ...spanColumns(spans)],
});

const wordColumns = (words: readonly Owned<Word>[]) => [
  bigints(words.map((one) => one.row.param)),
  bigints(words.map((one) => one.key)),
  texts(words.map((one) => one.row.text)),
];

const addWords = (clinic: number, words: readonly Owned<Word>[]): Statement => ({
  name: 'record_words',
  sql: `insert into record.word (clinic, param, key, text, whole)
    select $1, * from unnest($2::bigint[], $3::bigint[], $4::text[], $5::boolean[])`,
  values: [clinic, ...wordColumns(words), booleans(words.map((one) => one.row.whole))],
});

const removeWords = (clinic: number, words: readonly Owned<Word>[]): Statement => ({
  name: 'record_words_gone',
  sql: `delete from record.word w using unnest($2::bigint[], $3::bigint[], $4::text[], $5::boolean[]) as gone (param, key, text, whole)
    where w.clinic = $1 and w.param = gone.param and w.text = gone.text and w.key = gone.key and w.whole = gone.whole`,
  values: [clinic, ...wordColumns(words), booleans(words.map((one) => one.row.whole))],
});
