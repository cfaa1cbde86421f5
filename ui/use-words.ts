import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

export type Words = (key: string, facts?: Readonly<Record<string, string | number | undefined>>) => string;

/** Words of a room in the language of the screen: `t('refusal.no-room', { room: 3 })`. Switches at once, without reload. */
export function useWords(room: string): Words {
  const { t } = useTranslation([room, 'ui']);
  return useCallback((key, facts) => t(key, { ns: [room, 'ui'], ...facts }), [t, room]) as Words;
}
