/** One stream of changes per tab: opens, resumes after the last event it saw, backs off when the server is away. */
import { setLive, setLost, setReached } from './connection.ts';
import { readEvents } from './read-events.ts';

export interface Change {
  readonly type: string;
  readonly id: string;
  readonly patient?: string;
}
export interface News {
  readonly changes: readonly Change[];
  readonly topics: readonly string[];
  readonly drafts: readonly { readonly key: string; readonly field: string; readonly by: string }[];
  /** The stream could not resume: everything seen so far may be stale. */
  readonly gap: boolean;
  /** The stream was away for a moment: changes are told afterwards, topics are not. */
  readonly reopened: boolean;
}

const listeners = new Set<(news: News) => void>();
export function onNews(listener: (news: News) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
let newest = 0;
/** Ms since the epoch of the last news: an act that made none must renew the views itself. */
export const newsAt = (): number => newest;
const tell = (news: Partial<News>) => {
  newest = Date.now();
  const whole = { changes: [], topics: [], drafts: [], gap: false, reopened: false, ...news };
  for (const listener of listeners) listener(whole);
};

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
// The server sends a comment at least every 15 s; silence for three of them is a dead line.
const SILENCE = 50_000;

let running: AbortController | undefined;
let last = '';

/** Where the feed was when the session was told: what changed before the stream opened is then told by it. */
export function listenFrom(position: string): void {
  if (!last) last = position;
}

/** Opens the stream; a second call does nothing. */
export function openEvents(): void {
  if (running) return;
  running = new AbortController();
  void keepOpen(running.signal);
}
export function closeEvents(): void {
  running?.abort();
  running = undefined;
  setLive(false);
}

async function keepOpen(signal: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    const opened = await once(signal);
    if (opened === 'refused') return stop(signal);
    wait = opened === 'ended' ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
    // Half of it by chance, so that fifty workstations do not come back in the same moment.
    await pause(wait / 2 + (Math.random() * wait) / 2, signal);
  }
}
function stop(signal: AbortSignal): void {
  if (running?.signal === signal) running = undefined;
  setLive(false);
}

async function once(signal: AbortSignal): Promise<'ended' | 'unreachable' | 'refused'> {
  const line = new AbortController();
  const give = () => line.abort();
  signal.addEventListener('abort', give);
  try {
    const response = await fetch('/api/events', {
      headers: { accept: 'text/event-stream', ...(last ? { 'last-event-id': last } : {}) },
      credentials: 'same-origin',
      signal: line.signal,
    });
    if (response.status === 401 || response.status === 423) return 'refused';
    if (!response.ok || !response.body) return 'unreachable';
    setReached();
    setLive(true);
    if (last) tell({ reopened: true });
    await readEvents(response.body, { silence: SILENCE, onSilence: give, onEvent: take });
    return 'ended';
  } catch {
    if (!signal.aborted && !line.signal.aborted) setLost();
    return 'unreachable';
  } finally {
    signal.removeEventListener('abort', give);
    setLive(false);
  }
}

function take(event: { id: string; data: string }): void {
  if (event.id) last = event.id;
  try {
    const news = JSON.parse(event.data) as Partial<News> & { reset?: boolean };
    tell({ ...news, gap: news.reset === true });
  } catch {
    tell({ gap: true });
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    const give = () => {
      clearTimeout(timer);
      done();
    };
    signal.addEventListener('abort', give, { once: true });
  });
}
