import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import css from './on-site.module.css';

interface OnSiteNow {
  readonly people: readonly {
    readonly reference: string;
    readonly display: string;
    readonly supervising: boolean;
    readonly onSite: boolean;
  }[];
}
/** Known by name only, as the banner is: no flow room, no line. */
const onSite = viewContract<OnSiteNow>()({
  name: 'flow/on-site',
  task: 'T48',
  input: z.object({}),
  listens: ['presence'],
});

/** Which supervising providers are in the building now. */
export function OnSite() {
  const t = useWords('shell');
  const { data } = useView(onSite, {});
  const here = data?.people.filter((one) => one.supervising && one.onSite) ?? [];
  if (!data) return null;
  return (
    <span
      className={css.onSite}
      data-nobody={here.length === 0 || undefined}
      title={here.map((one) => one.display).join(', ')}
    >
      <span className={css.dot} aria-hidden="true" />
      {here.length === 0
        ? t('on-site.nobody')
        : t('on-site', { name: here[0]?.display ?? '', more: here.length > 1 ? ` +${here.length - 1}` : '' })}
    </span>
  );
}
