/** The wire to the server: one place that knows addresses, the csrf header and what each status means. */

/** Why a call did not succeed, in shapes a screen can say in words. */
export type Failure =
  | { readonly kind: 'refused'; readonly code: string; readonly at: string; readonly facts: Facts }
  | { readonly kind: 'issues'; readonly issues: readonly Issue[] }
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'missing' }
  /** `turned`: to a patient who signs; until the PIN only her forms are answered. */
  | { readonly kind: 'locked'; readonly turned: boolean }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'busy'; readonly afterMs: number }
  | { readonly kind: 'offline' }
  | { readonly kind: 'broken'; readonly status: number };
export type Facts = Readonly<Record<string, string | number>>;
export interface Issue {
  readonly at: string;
  readonly message: string;
}

/** Thrown by every call that did not succeed. */
export class ApiFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

let csrf = '';
const listeners = new Set<(failure: Failure | undefined) => void>();

/** Set by the session once signed in; sent with every change. */
export function setCsrf(token: string): void {
  csrf = token;
}
/** Told of the outcome of every call: undefined when it reached the server and was answered. */
export function onOutcome(listener: (failure: Failure | undefined) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
const tell = (failure: Failure | undefined) => {
  for (const listener of listeners) listener(failure);
};

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly json?: unknown;
  readonly body?: Blob;
  /** Survives the page's end. */
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal;
}

/** Sends one call; the answer's JSON. Throws ApiFailure. */
export async function call(request: Call): Promise<unknown> {
  const response = await send(request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    tell({ kind: 'offline' });
    throw new ApiFailure({ kind: 'offline' });
  });
  const text = await response.text().catch(() => '');
  const answer = parse(text);
  if (response.ok) {
    tell(undefined);
    return answer;
  }
  const failure = failureOf(response, answer);
  tell(failure);
  throw new ApiFailure(failure);
}

function send({ method, path, json, body, keepalive, signal }: Call): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET' && csrf) headers['x-medley-csrf'] = csrf;
  if (json !== undefined) headers['content-type'] = 'application/json';
  if (body) headers['content-type'] = body.type || 'application/octet-stream';
  return fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    ...(json !== undefined ? { body: JSON.stringify(json) } : body ? { body } : {}),
    ...(keepalive ? { keepalive } : {}),
    ...(signal ? { signal } : {}),
  });
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fieldOf = (answer: unknown, name: string): unknown =>
  typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[name] : undefined;
const textOf = (answer: unknown, name: string): string => {
  const value = fieldOf(answer, name);
  return typeof value === 'string' ? value : '';
};

function failureOf(response: Response, answer: unknown): Failure {
  const { status } = response;
  if (status === 422 || status === 409) {
    const facts = fieldOf(answer, 'facts');
    return {
      kind: 'refused',
      code: textOf(answer, 'refused') || 'changed-meanwhile',
      at: textOf(answer, 'at'),
      facts: typeof facts === 'object' && facts !== null ? (facts as Facts) : {},
    };
  }
  if (status === 400) return { kind: 'issues', issues: issuesOf(fieldOf(answer, 'issues')) };
  if (status === 401) return { kind: 'signed-out' };
  if (status === 403)
    return { kind: 'forbidden', reason: textOf(answer, 'message') || textOf(answer, 'reason') };
  if (status === 404 || status === 410) return { kind: 'missing' };
  if (status === 423) return { kind: 'locked', turned: textOf(answer, 'reason') === 'suppressed' };
  if (status === 503 || status === 429 || status === 502 || status === 504)
    return { kind: 'busy', afterMs: retryAfter(response) };
  return { kind: 'broken', status };
}

function issuesOf(found: unknown): Issue[] {
  return Array.isArray(found)
    ? found.map((issue) => ({ at: textOf(issue, 'at'), message: textOf(issue, 'message') }))
    : [];
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 2000;
}

/** The failure behind anything thrown. */
export const failureFrom = (error: unknown): Failure =>
  error instanceof ApiFailure ? error.failure : { kind: 'broken', status: 0 };

/** A random UUID; `crypto.randomUUID` is missing where a tablet reaches the clinic's server without https. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
