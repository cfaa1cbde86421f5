import { FhirFailure, outcome } from '#fhir/outcome.ts';
import type { Answer } from '../call.ts';

const WORDS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  406: 'Not Acceptable',
  412: 'Precondition Failed',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  503: 'Service Unavailable',
};

/** One entry of the answer: the resource as stored and what came of the request. */
export function responseEntry({ status, body, etag, lastModified, location }: Answer): string {
  const response = JSON.stringify({
    status: `${status}${WORDS[status] ? ` ${WORDS[status]}` : ''}`,
    ...(location === undefined ? {} : { location }),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  });
  return body === undefined ? `{"response":${response}}` : `{"resource":${body},"response":${response}}`;
}

/** The entry of a request that failed, in a batch. Anything but a FhirFailure is a defect and thrown on. */
export function failureEntry(error: unknown): string {
  if (!(error instanceof FhirFailure)) throw error;
  const { status, findings } = error;
  const response = {
    status: `${status}${WORDS[status] ? ` ${WORDS[status]}` : ''}`,
    outcome: outcome(...findings),
  };
  return JSON.stringify({ response });
}
