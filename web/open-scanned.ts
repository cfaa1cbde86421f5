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
  const [first] = found;
  if (first && found.length === 1) go('/patients/$patient/chart', { patient: first.id });
  else toast({ words: i18next.t('scan.nobody', { ns: 'shell' }), tone: 'warn' });
}
