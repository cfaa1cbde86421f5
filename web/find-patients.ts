import { call } from '#ui/api.ts';

/** A match as the command bar shows it. */
export interface FoundPatient {
  readonly id: string;
  readonly name: string;
  readonly birthDate?: string;
  readonly mrn?: string;
  readonly sex?: string;
}

/** Asks the registration room; the words travel in the body, never in an address. */
export async function findPatients(query: string, signal?: AbortSignal): Promise<readonly FoundPatient[]> {
  const answer = await call({
    method: 'POST',
    path: '/api/view/registration/find-patient',
    json: { input: { query } },
    ...(signal ? { signal } : {}),
  });
  return matchesOf((answer as { data?: unknown }).data);
}

/** The view answers a list, or an object that holds one. */
function matchesOf(data: unknown): FoundPatient[] {
  if (Array.isArray(data)) return data as FoundPatient[];
  if (typeof data !== 'object' || data === null) return [];
  const list = Object.values(data).find(Array.isArray);
  return (list as FoundPatient[] | undefined) ?? [];
}
