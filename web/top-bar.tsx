import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#ui/button.tsx';
import { Icon } from '#ui/icon.tsx';
import { Keys } from '#ui/keys.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { lockNow, signOut } from '#ui/session.ts';
import { Tag } from '#ui/tag.tsx';
import { usePlace } from '#ui/use-place.ts';
import { useTheme } from '#ui/use-theme.ts';
import { useSession, useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { switchLanguage } from './language-switch.tsx';
import { OnSite } from './on-site.tsx';
import { screens } from './places.ts';
import css from './top-bar.module.css';

/** Find anything; who is on site; lock; me. */
export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const t = useWords('shell');
  const { clinic } = useSession();
  return (
    <header className={css.bar}>
      <button type="button" className={css.search} onClick={onSearch} aria-keyshortcuts="/">
        <Icon of="search" />
        <span className={css.words}>{t('search')}</span>
        <Keys of="/" />
      </button>
      <div className={css.right}>
        {clinic.demo && (
          <span className={css.demo}>
            <Tag>{t('demo')}</Tag>
          </span>
        )}
        <OnSite />
        <IconButton icon="lock" label={t('lock')} onClick={lockNow} />
        <Me onHelp={onHelp} />
      </div>
    </header>
  );
}

const initialsOf = (display: string): string =>
  display
    .replace(/^(dr|mr|mrs|ms|mx)\.?\s/i, '')
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

function Me({ onHelp }: { onHelp: () => void }) {
  const t = useWords('shell');
  const { display } = useWho();
  const { theme, setTheme } = useTheme();
  const { i18n } = useTranslation();
  const { go } = usePlace();
  const other = i18n.language === 'es' ? 'en' : 'es';
  const items = useMemo((): MenuItem[] => {
    const themes = (['light', 'dark', 'system'] as const).map((one) => ({
      key: one,
      label: t(`theme.${one}`),
      icon: one === 'light' ? ('sun' as const) : one === 'dark' ? ('moon' as const) : ('screen' as const),
      ...(theme === one ? { hint: '✓' } : {}),
      onPick: () => setTheme(one),
    }));
    const sessions = screens.some((screen) => screen.path === '/me/sessions')
      ? [{ key: 'sessions', label: t('sessions'), icon: 'screen' as const, onPick: () => go('/me/sessions') }]
      : [];
    return [
      {
        key: 'language',
        label: other === 'es' ? 'Español' : 'English',
        icon: 'language',
        onPick: () => switchLanguage(other),
      },
      ...themes.map((one, at) => ({ ...one, apart: at === 0 })),
      { key: 'keys', label: t('keys.help'), icon: 'info', hint: '?', apart: true, onPick: onHelp },
      ...sessions,
      { key: 'sign-out', label: t('sign-out'), icon: 'sign-out', apart: true, onPick: () => void signOut() },
    ];
  }, [t, theme, setTheme, other, go, onHelp]);
  return (
    <Menu
      label={t('me', { name: display })}
      items={items}
      trigger={
        <>
          <span className={css.initials} aria-hidden="true">
            {initialsOf(display)}
          </span>
          <Icon of="chevron-down" size={14} />
        </>
      }
    />
  );
}
