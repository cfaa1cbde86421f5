import i18next from 'i18next';
import type { Scan } from '#ui/scanner.ts';
import { toast } from '#ui/toast-store.ts';
import { findPatients } from './find-patients.ts';

/** A code nobody on the page waited for: a patient's opens the patient. */
export async function openScanned(
  scan: Scan,
  go: (to: string, params: Readonly<Record<string, string>>) => void,
): Promise<void> {
  const found = await findPatients(scan.text).catch(() => []);
  // A record number may be the birth date of others: whose number it is, is meant.
  const meant =
    found.find(({ mrn }) => mrn === scan.text.trim()) ?? (found.length === 1 ? found[0] : undefined);
  if (meant) go('/patients/$patient/chart', { patient: meant.id });
  else toast({ words: i18next.t('scan.nobody', { ns: 'shell' }), tone: 'warn' });
}
