import { outcome } from '#fhir/outcome.ts';
import type { Entry } from '#record/record.ts';
import type { Answer, Call } from './call.ts';
import { preferencesOf } from './prefer.ts';

export const etagOf = (version: number): string => `W/"${version}"`;

/** Headers that every answer about one version carries. */
const about = (entry: Entry) => ({ etag: etagOf(entry.version), lastModified: entry.updated });

export const versionUrl = ({ base }: Call, { type, id, version }: Entry): string =>
  `${base}/${type}/${id}/_history/${version}`;

export const answerRead = (entry: Entry): Answer => ({ status: 200, body: entry.content, ...about(entry) });

/** After a write, as `Prefer: return=` asks: the resource (also when it does not say), nothing, or an outcome. */
export function answerWritten(call: Call, entry: Entry, prefer: string | undefined): Answer {
  const created = entry.version === 1;
  return told(call, entry, { prefer, status: created ? 201 : 200, words: created ? 'Created.' : 'Updated.' });
}

/** Instead of a create: what is there already, in the form that `Prefer: return=` asks for. */
export const answerFound = (call: Call, entry: Entry, prefer: string | undefined): Answer =>
  told(call, entry, { prefer, status: 200, words: 'It was there already; nothing was created.' });

function told(
  call: Call,
  entry: Entry,
  { prefer, status, words }: { prefer: string | undefined; status: number; words: string },
): Answer {
  const headers = { status, location: versionUrl(call, entry), ...about(entry) };
  const wanted = preferencesOf(prefer).answer;
  if (wanted === 'minimal') return headers;
  return { ...headers, body: wanted === 'OperationOutcome' ? said(words) : entry.content };
}

/** An OperationOutcome that only informs. */
const said = (message: string): string =>
  JSON.stringify(outcome({ severity: 'information', code: 'informational', message }));
